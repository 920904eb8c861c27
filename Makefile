# Sextant. `make help` lists the targets.
SHELL = /bin/bash
BUILD ?= build
CC = gcc
HOSTCC = $(CC) # of what runs while building
WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wpointer-arith \
  -Wswitch-enum -Wnull-dereference -Wimplicit-fallthrough
CFLAGS ?= -O2 -g
ALL_CFLAGS = $(WARN) -Werror -ffp-contract=off -fno-fast-math $(MATHS_CALLED) -fPIC -Icore -Iaddin -Itests -I$(BUILD)/gen -MMD -MP $(CFLAGS)
CLANG = CC=clang WARN="$(WARN) -Wno-double-promotion" # clang counts NAN and INFINITY as float
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LIBS = -l:libmd.a # SHA-256 (BSD), static, so that what is installed needs nothing else

CORE_SRC = $(filter-out core/cli/% core/maths/%,$(wildcard core/*/*.c))
CORE_OBJ = $(CORE_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/catalogue.o $(BUILD)/gen/words_gen.o $(MATHS_OBJ)
ENTRIES = $(wildcard idl/*/*.json) idl/units.json idl/categories.json idl/reserved.json
VERSION = 0.2.0
CLI_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(filter-out core/cli/main.c,$(wildcard core/cli/*.c)))
TEST_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/catalogue/test_%,$(wildcard tests/catalogue/*.c)))
CORE_TESTS = $(patsubst %.c,$(BUILD)/%$(EXE),$(wildcard tests/core/test_*.c))
CATALOGUE_TESTS = $(patsubst %.c,$(BUILD)/%$(EXE),$(wildcard tests/catalogue/test_*.c))
SHELL_PROGRAM = $(BUILD)/sextant$(EXE)
FUZZERS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
COMPILED = $(PRODUCTS) $(CORE_TESTS) $(CATALOGUE_TESTS) $(FUZZERS) $(BENCHES)
SOURCES = $(foreach room,core idl addin templates tests,$(foreach depth,* */* */*/*,$(wildcard $(room)/$(depth).[ch])))
BENCHES = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/bench_*.c))

# What the parts add to: what `all` builds, `run` shows, `test` runs and `bench` measures, each a target.
PRODUCTS = $(BUILD)/libsextant.a $(SHELL_PROGRAM)
RUN_STEPS = $(if $(wildcard templates/run.sh),run-workbook)
TEST_STEPS = test-build test-core test-catalogue test-fuzz
FUZZ_CASES = 5000
FUZZ_SECONDS = 60
FRESH = $(or $(TMPDIR),/tmp)/sextant-fresh
BENCH_STEPS = bench-core

.DEFAULT_GOAL = all
include addin/platforms.mk
include core/maths/maths.mk
-include addin/commands/commands.mk
-include addin/calc/calc.mk
-include addin/sqlite/sqlite.mk
-include addin/postgresql/postgresql.mk
-include templates/templates.mk
-include tests/bench/forecast/bench.mk
-include tests/bench/mix/bench.mk
include tests/analyse.mk
include tests/mutate/mutate.mk
include tests/oracle/oracle.mk
include tests/bench/bounded.mk
-include tests/bits/bits.mk
-include tests/platforms/platforms.mk

.PHONY: all catalogue run test lint sanitize bench benches fresh fuzz help setup format clean test-core test-catalogue test-memory test-fuzz test-build test-hosts bench-core
.SECONDARY: # what is built on the way stays; one prerequisite here or in a part would cancel that for all else
all: $(PRODUCTS) ## build everything
run: ## build, package, recalculate the filled workbook in a headless Calc, print its key figures
	@.ci/setup run
	@$(MAKE) --no-print-directory all
	@for step in $(RUN_STEPS); do $(MAKE) --no-print-directory $$step || exit 1; done
test: ## every test, its own set-up included
	@.ci/setup run test
	@set -o pipefail; $(MAKE) --no-print-directory -k all $(TEST_STEPS) 2>&1 | awk -f tests/count.awk
lint: ## gcc and clang with every warning an error, clang-format, cppcheck, static analysis, and what tests/house.sh checks
	@.ci/setup run test lint
	@$(MAKE) -s --no-print-directory -k $(COMPILED)
	@$(MAKE) -s --no-print-directory -k BUILD=$(BUILD)/clang $(CLANG) $(subst $(BUILD)/,$(BUILD)/clang/,$(COMPILED))
	@clang-format --dry-run -Werror $(SOURCES)
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	  --suppressions-list=tests/cppcheck.txt --include=/usr/include/cjson/cJSON.h \
	  --template='{file}:{line}: {id}: {message}' -Icore -Iaddin -Itests -I$(BUILD)/gen \
	  $(filter %.c,$(SOURCES))
	@$(MAKE) -s --no-print-directory -k analyse
	@$(MAKE) -s --no-print-directory instructions
	@shellcheck -S error -e SC2144 .ci/run .ci/setup $(wildcard tests/*.sh tests/*/*.sh)
	@BUILD=$(BUILD) tests/house.sh
sanitize: ## the core's and the catalogue's tests under the address and undefined behaviour sanitizers
	@.ci/setup run test
	@$(MAKE) --no-print-directory -k BUILD=$(BUILD)/sanitize CFLAGS="$(SANITIZE)" test-core test-catalogue test-fuzz
fuzz: ## libFuzzer on the door, exports and lines of a batch, each fuzzer for FUZZ_SECONDS (60), under the sanitizers
	@.ci/setup run test lint
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz $(CLANG) CFLAGS="$(SANITIZE) -fsanitize=fuzzer-no-link -DSX_LIBFUZZER" libfuzzer
bench: ## measure; every table names its own command
	@.ci/setup run test
	@for step in $(BENCH_STEPS); do $(MAKE) --no-print-directory $$step || exit 1; done
benches: ## build every benchmark, and measure nothing
	@.ci/setup run test
	@$(MAKE) --no-print-directory $(BENCHES) $(BENCH_TOOLS)
fresh: ## both commands of the README, lint and benchmarks in a new Debian 12: FRESH=folder, as root, with debootstrap
	@tests/fresh.sh $(FRESH)
setup: ## install what is missing to run, test and lint (Debian, apt)
	@.ci/setup run test lint
help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## /  \1@/p' $(MAKEFILE_LIST) | sort | column -t -s@
format: ## lay out the C as .clang-format says
	@clang-format -i $(SOURCES)
clean: ## remove what was built
	rm -rf $(BUILD)

# The generator, and all that it writes; the stamp stands for the lot. Everything that reads an output waits for the
# stamp, at any -j; an output whose bytes stay keeps its time, so that only what reads a changed one is made again.
FAMILIES = $(notdir $(patsubst %/,%,$(wildcard idl/*/)))
GENERATED = $(addprefix $(BUILD)/gen/,catalogue.c sextant.idl sextant.components CalcAddIns.xcu functions.json $(FAMILIES:%=%.h))
$(BUILD)/generate: $(filter-out idl/words.c,$(wildcard idl/*.c)) core/call/status.c idl/generate.h core/call/call.h core/base/value.h
	@mkdir -p $(@D)
	@$(HOSTCC) $(filter-out -Wformat=2,$(WARN)) -Wformat -Werror -D_POSIX_C_SOURCE=200809L -Icore -O1 -g $(filter %.c,$^) -lcjson -lm -o $@
$(BUILD)/gen/stamp: $(BUILD)/generate $(filter-out %.c %.h %.md,$(wildcard idl/*)) $(ENTRIES) Makefile \
  $(wildcard addin/commands/*.[ch] addin/commands/dialogs/*.xdl addin/commands/package/*)
	@mkdir -p $(@D)/dialogs
	@$(BUILD)/generate idl $(BUILD)/gen $(VERSION) addin/commands
	@touch $@
$(GENERATED): $(BUILD)/gen/stamp ;
$(BUILD)/gen/catalogue.o: $(BUILD)/gen/catalogue.c
	@$(CC) $(ALL_CFLAGS) -c $< -o $@
catalogue: $(BUILD)/gen/stamp ## bring the committed reference and the lock up to date
	@for f in FUNCTIONS.md ids.lock; do cmp -s $(BUILD)/gen/$$f idl/$$f || { cp $(BUILD)/gen/$$f idl/$$f.new && mv idl/$$f.new idl/$$f; } || exit 1; done

# The words of exports (core/data/words) become tables of the core.
$(BUILD)/generate_words: idl/words.c core/data/fold.c core/data/fold.h core/data/utf8.h
	@mkdir -p $(@D)
	@$(HOSTCC) $(filter-out -Wformat=2,$(WARN)) -Wformat -Werror -D_POSIX_C_SOURCE=200809L -O1 -g -Icore $(filter %.c,$^) -o $@
$(BUILD)/gen/words_gen.h: $(BUILD)/generate_words $(wildcard core/data/words/*.words)
	@mkdir -p $(@D)
	@$(BUILD)/generate_words core/data/words $(BUILD)/gen/words_gen.h $(BUILD)/gen/words_gen.c
$(BUILD)/gen/words_gen.c: $(BUILD)/gen/words_gen.h ;
$(BUILD)/gen/words_gen.o: $(BUILD)/gen/words_gen.c
	@$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/%.o: %.c | $(BUILD)/gen/stamp $(BUILD)/gen/words_gen.h
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -c $< -o $@
$(BUILD)/libsextant.a: $(CORE_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^
$(SHELL_PROGRAM): $(BUILD)/core/cli/main.o $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson -lpthread $(LIBS) -ldl

$(BUILD)/tests/core/%$(EXE): $(BUILD)/tests/core/%.o $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcmocka -lcjson -lpthread $(LIBS) -lm -ldl
$(BUILD)/tests/catalogue/%$(EXE): $(BUILD)/tests/catalogue/%.o $(TEST_OBJ) $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $(TEST_LINK) $^ -o $@ -lcmocka -lcjson -lpthread $(LIBS) -lm -ldl
$(BUILD)/tests/catalogue/test_memory: TEST_LINK = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson -lpthread $(LIBS) -lm -ldl
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/catalogue/contract.o $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $(FUZZ_LINK) $^ -o $@ -lcjson -lpthread $(LIBS) -ldl

test-core: $(CORE_TESTS) ## unit tests of the core
	@BUILD=$(BUILD) tests/each.sh $^
test-catalogue: $(SHELL_PROGRAM) $(CATALOGUE_TESTS) ## every example, golden value and bound through the door, and the shell
	@BUILD=$(BUILD) tests/each.sh $(CATALOGUE_TESTS)
test-memory: $(BUILD)/tests/catalogue/test_memory ## every golden value and example with the k-th allocation failing, for every k
	@BUILD=$(BUILD) tests/each.sh $^
# tests/fuzz/inputs: what libFuzzer has found to reach most of each boundary, asked again before what is made by a seed.
test-fuzz: $(FUZZERS)
	@BUILD=$(BUILD) tests/each.sh $(foreach f,$(FUZZERS),'$f $(FUZZ_CASES)' \
	  $(patsubst %,'$f %',$(wildcard tests/fuzz/inputs/$(notdir $f).hex)))
test-build: $(BUILD)/gen/stamp $(BUILD)/gen/words_gen.h ## what the build itself promises
	@BUILD=$(BUILD) tests/each.sh tests/build.sh
test-hosts: $(SHELL_PROGRAM) ## sextant batch on two hosts by GNU parallel (as root: network namespaces with an sshd each)
	@.ci/setup hosts
	@BUILD=$(BUILD) tests/each.sh 'tests/hosts/hosts.sh $<'
libfuzzer: FUZZ_LINK = -fsanitize=fuzzer
libfuzzer: $(FUZZERS)
	@for f in $(FUZZERS); do mkdir -p $$f.found; tests/fuzz/unpack.sh $$f $$f.found; \
	  $$f -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -len_control=0 -timeout=20 -artifact_prefix=$$f.found/ -print_final_stats=1 $$f.found || exit 1; done
bench-core: $(SHELL_PROGRAM) $(BENCHES)
	@for b in $(BENCHES); do BUILD=$(BUILD) $$b || exit 1; done

-include $(shell find $(BUILD) -name offices -prune -o -name '*.d' -type f -print 2>/dev/null) # a system unpacked there has others
