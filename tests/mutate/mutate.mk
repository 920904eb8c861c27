# Mutation: breaks the core one place at a time and asks the tests. Included by the Makefile.
MUTANTS ?= 100
.PHONY: mutate
mutate: $(SHELL_PROGRAM) $(CORE_TESTS) $(CATALOGUE_TESTS) $(BUILD)/tests/mutate/mutants ## break the core in MUTANTS (100) places, one at a time, and ask the tests; resumes
	@CC=$(CC) CFLAGS="$(CFLAGS)" COMPILE="$(filter-out -Werror -MMD -MP,$(ALL_CFLAGS))" BUILD=$(BUILD) \
	  OBJECTS="$(TEST_OBJ) $(CLI_OBJ)" LIBRARIES="$(BUILD)/libsextant.a -lcmocka -lcjson -lpthread $(LIBS) -lm -ldl" \
	  tests/mutate/mutate.sh $(BUILD)/tests/mutate/mutants $(MUTANTS) $(BUILD)/mutation \
	  $(filter-out %/test_memory %/test_shell %/test_generate,$(CATALOGUE_TESTS)) $(CORE_TESTS)
$(BUILD)/tests/mutate/mutants: $(BUILD)/tests/mutate/mutants.o
	@$(CC) $(CFLAGS) $< -o $@
