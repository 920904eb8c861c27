# Mutation: breaks the core one place at a time and asks the tests. Included by the Makefile. The core becomes one shared
# library, so that a mutant is one object, loaded before it, and no test program is linked again.
MUTANTS ?= 100
.PHONY: mutate mutate-programs
mutate: $(BUILD)/tests/mutate/mutants ## break the core in MUTANTS (100) places, one at a time, and ask the tests; resumes
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/mutate CFLAGS="-O1" mutate-programs
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/mutate/lines CFLAGS="-O0 --coverage" mutate-programs
	@COMPILE="$(CC) $(filter-out -W% -MMD -MP,$(subst $(CFLAGS),-O1,$(subst -I$(BUILD)/gen,-I$(BUILD)/mutate/gen,$(ALL_CFLAGS)))) -w" \
	  CC=$(CC) LINES=$(BUILD)/mutate/lines tests/mutate/mutate.sh $(BUILD)/tests/mutate/mutants $(MUTANTS) $(BUILD)/mutate $(BUILD)/mutation
$(BUILD)/tests/mutate/mutants: $(BUILD)/tests/mutate/mutants.o
	@$(CC) $(CFLAGS) $< -o $@

# Not asked: what fails allocations (it would find any mutant slow), and the generator, which holds little of the core.
ASKED = $(patsubst tests/%.c,$(BUILD)/asked/%,$(wildcard tests/core/test_*.c) \
  $(filter-out %/test_memory.c %/test_generate.c,$(wildcard tests/catalogue/test_*.c)))
mutate-programs: $(ASKED) $(BUILD)/asked/sextant
$(BUILD)/libwhole.so: $(filter-out $(MATHS_OBJ),$(CORE_OBJ)) $(CLI_OBJ) $(BUILD)/libmaths.a
	@$(CC) $(CFLAGS) -shared $^ -o $@ -lcjson -lpthread $(LIBS) -ldl
$(BUILD)/libmaths.a: $(MATHS_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^
$(BUILD)/asked/sextant: $(BUILD)/core/cli/main.o $(BUILD)/libwhole.so $(BUILD)/libmaths.a
	@mkdir -p $(@D)
	@ln -sfn ../gen $(@D)/gen
	@$(CC) $(CFLAGS) $^ -o $@ -Wl,-rpath,$(abspath $(BUILD)) -lcjson -lpthread $(LIBS) -ldl
$(BUILD)/asked/%: $(BUILD)/tests/%.o $(TEST_OBJ) $(BUILD)/libwhole.so $(BUILD)/libmaths.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $^ -o $@ -Wl,-rpath,$(abspath $(BUILD)) -lcmocka -lcjson -lpthread $(LIBS) -lm -ldl
