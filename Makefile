# Sextant. `make help` lists the targets.
BUILD ?= build
CC = gcc
WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wpointer-arith \
  -Wswitch-enum -Wnull-dereference -Wimplicit-fallthrough
CFLAGS ?= -O2 -g
ALL_CFLAGS = $(WARN) -Werror -ffp-contract=off -fno-fast-math -fPIC -Icore -I$(BUILD)/gen -MMD -MP $(CFLAGS)

CORE_SRC = $(filter-out core/cli/%,$(wildcard core/*/*.c))
CORE_OBJ = $(CORE_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/catalogue.o
ENTRIES = $(wildcard idl/*/*.json) idl/units.json idl/categories.json idl/reserved.json
VERSION = 0.1.0
CORE_TESTS = $(patsubst tests/core/%.c,$(BUILD)/tests/core/%,$(wildcard tests/core/test_*.c))

.PHONY: all catalogue test-core clean
all: $(BUILD)/libsextant.a

# The generator, and all that it writes; the stamp stands for the lot.
$(BUILD)/generate: $(wildcard idl/generate*.c) idl/generate.h
	@mkdir -p $(@D)
	@$(CC) $(filter-out -Wformat=2,$(WARN)) -Wformat -Werror -D_POSIX_C_SOURCE=200809L -O1 -g $(filter %.c,$^) -lcjson -lm -o $@
$(BUILD)/gen/stamp: $(BUILD)/generate $(ENTRIES) $(wildcard idl/*) idl/ids.lock Makefile
	@mkdir -p $(@D)
	@$(BUILD)/generate idl $(BUILD)/gen $(VERSION)
	@touch $@
$(BUILD)/gen/catalogue.c: $(BUILD)/gen/stamp ;
$(BUILD)/gen/catalogue.o: $(BUILD)/gen/catalogue.c
	@$(CC) $(ALL_CFLAGS) -c $< -o $@
$(CORE_OBJ): | $(BUILD)/gen/stamp
catalogue: $(BUILD)/gen/stamp ## bring the committed reference and the lock up to date
	@cp $(BUILD)/gen/FUNCTIONS.md $(BUILD)/gen/ids.lock idl/

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -c $< -o $@
$(BUILD)/libsextant.a: $(CORE_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^
$(BUILD)/tests/core/%: tests/core/%.c $(BUILD)/libsextant.a
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) $< -o $@ $(BUILD)/libsextant.a -lcmocka -lcjson -lpthread -lm
test-core: $(CORE_TESTS) ## unit tests of the core
	@for t in $(CORE_TESTS); do $$t || exit 1; done
clean: ## remove what was built
	rm -rf $(BUILD)
-include $(CORE_OBJ:.o=.d)
