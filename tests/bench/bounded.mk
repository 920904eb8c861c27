# What the slowest accepted call of each function costs. Included by the Makefile.
BOUNDED = # names of functions or families; all where there is none
.PHONY: bounded instructions
BENCH_TOOLS += $(BUILD)/tests/bench/bounded
$(BUILD)/tests/bench/bounded: $(BUILD)/tests/bench/bounded.o $(BUILD)/tests/catalogue/catalogue.o $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcmocka -lcjson -lpthread $(LIBS) -lm -ldl
bounded: $(BUILD)/tests/bench/bounded ## each function with the largest arguments that it takes: seconds and memory, BOUNDED="KPI FCST.AUTO"
	@$< $(BOUNDED)
instructions: $(SHELL_PROGRAM) ## what long inputs cost, in instructions under callgrind, none above its bound (part of lint)
	@BUILD=$(BUILD) tests/each.sh 'tests/bench/instructions.sh $<'
