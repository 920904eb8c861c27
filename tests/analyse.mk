# Static analysis: clang-tidy (.clang-tidy says which checks, clang's own analyser among them) and gcc -fanalyzer, a stamp
# a file, so that only what changed is looked at again. Included by the Makefile.
ANALYSED = $(filter-out core/maths/%,$(wildcard core/*/*.c)) \
  $(wildcard idl/*.c addin/calc/*.c addin/commands/*.c addin/sql/*.c addin/sqlite/*.c templates/*.c)
ANALYSE_FLAGS = -std=c11 -DSX_ANALYSED -D_POSIX_C_SOURCE=200809L -Icore -Iaddin -I$(BUILD)/gen

.PHONY: analyse
analyse: $(ANALYSED:%.c=$(BUILD)/analysed/%.stamp) ## clang's and gcc's static analysis of core, idl, addin and templates (part of lint)
$(BUILD)/analysed/addin/%.stamp: ANALYSE_FLAGS += $(ADDIN_FLAGS)
$(BUILD)/analysed/%.stamp: %.c .clang-tidy tests/analyse.sh tests/analyse.txt | $(BUILD)/gen/stamp $(BUILD)/gen/words_gen.h
	@mkdir -p $(@D)
	@tests/analyse.sh $< $@ $(ANALYSE_FLAGS)
