# Sextant. `make help` lists the targets.
BUILD ?= build
CC = gcc
WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wpointer-arith \
  -Wswitch-enum -Wnull-dereference -Wimplicit-fallthrough
CFLAGS ?= -O2 -g
ALL_CFLAGS = $(WARN) -Werror -ffp-contract=off -fno-fast-math -fPIC -Icore -I$(BUILD)/gen -MMD -MP $(CFLAGS)

CORE_SRC = $(filter-out core/cli/%,$(wildcard core/*/*.c))
CORE_OBJ = $(CORE_SRC:%.c=$(BUILD)/%.o)
CORE_TESTS = $(patsubst tests/core/%.c,$(BUILD)/tests/core/%,$(wildcard tests/core/test_*.c))

.PHONY: all test-core clean
all: $(BUILD)/libsextant.a

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
