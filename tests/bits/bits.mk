# The same bits on every machine, and a library that loads on old systems. Included by the Makefile.
.PHONY: test-same test-bits
TEST_STEPS += test-same
$(BUILD)/tests/bits/batch: $(BUILD)/tests/bits/batch.o $(TEST_OBJ) $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcmocka -lcjson -lpthread $(LIBS)
SAME = $(BUILD)/tests/bits/batch $(SHELL_PROGRAM)
test-same: $(SAME) $(BUILD)/sextant.so $(BUILD)/commands.so $(BUILD)/write $(BUILD)/story ## the same bits on any processor; no glibc above 2.17, no libm of the system
	@BUILD=$(BUILD) tests/each.sh tests/bits/same.sh tests/bits/library.sh
test-bits: $(SAME) ## the same bits from gcc and clang, -O0 to -O3, with and without FMA
	@.ci/setup run test lint
	@BUILD=$(BUILD) tests/each.sh 'tests/bits/same.sh full'
