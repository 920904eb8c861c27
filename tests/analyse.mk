# Static analysis: clang-tidy (.clang-tidy says which checks, clang's own analyser among them) and gcc -fanalyzer, a stamp
# a file, so that only what changed is looked at again. Included by the Makefile.
ANALYSED = $(filter-out core/maths/%,$(wildcard core/*/*.c)) \
  $(wildcard idl/*.c addin/calc/*.c addin/commands/*.c addin/sql/*.c addin/sqlite/*.c templates/*.c)
ANALYSE_FLAGS = -std=c11 -DSX_ANALYSED -D_POSIX_C_SOURCE=200809L -Icore -Iaddin -I$(BUILD)/gen
# PostgreSQL's door where its headers are.
ANALYSED += $(if $(wildcard /usr/include/postgresql/15/server/postgres.h),$(wildcard addin/postgresql/*.c))

.PHONY: analyse
analyse: $(ANALYSED:%.c=$(BUILD)/analysed/%.stamp) ## clang's and gcc's static analysis of core, idl, addin and templates (part of lint)
$(BUILD)/analysed/addin/%.stamp: ANALYSE_FLAGS += $(ADDIN_FLAGS)
$(BUILD)/analysed/addin/postgresql/%.stamp: ANALYSE_FLAGS += -D_GNU_SOURCE -isystem $(shell $(PG_CONFIG) --includedir-server) -I$(POSTGRESQL)
$(BUILD)/analysed/addin/postgresql/doors.stamp: $(POSTGRESQL)/doors.h
$(BUILD)/analysed/%.stamp: %.c .clang-tidy tests/analyse.sh tests/analyse.txt | $(BUILD)/gen/stamp $(BUILD)/gen/words_gen.h
	@mkdir -p $(@D)
	@tests/analyse.sh $< $@ $(ANALYSE_FLAGS)
