# The menu's commands: a small library of their own, its dialogs and words. Included by the Makefile, before calc.mk.
COMMANDS_SRC = $(wildcard addin/commands/*.c)
COMMANDS_OBJ = $(COMMANDS_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/menu_words.o
COMMANDS_DIALOGS = $(wildcard addin/commands/dialogs/*.xdl)
COMMANDS_REGISTERED = $(BUILD)/gen/Addons.xcu $(filter-out %/Addons.xcu,$(wildcard addin/commands/package/*))
COMMANDS_PARTS = $(BUILD)/commands.so $(COMMANDS_REGISTERED) $(COMMANDS_DIALOGS)

$(COMMANDS_SRC:%.c=$(BUILD)/%.o): ALL_CFLAGS += $(ADDIN_FLAGS) -fvisibility=hidden
$(BUILD)/gen/Addons.xcu $(BUILD)/gen/menu_words.c $(BUILD)/gen/menu_words.h: $(BUILD)/gen/stamp ;
$(BUILD)/gen/menu_words.o: $(BUILD)/gen/menu_words.c
	@$(CC) $(ALL_CFLAGS) -fvisibility=hidden -c $< -o $@

# Of the core only its ground: what computes stays in sextant.so (see core.h).
$(BUILD)/commands$(DLL): $(COMMANDS_OBJ) $(BUILD)/addin/calc/utf8.o $(BUILD)/addin/calc/reason.o $(BUILD)/gen/reasons.o $(BUILD)/libsextant.a
	@$(CC) $(SHARED) -Wl,--gc-sections -o $@ $^ -L$(SDK)/lib -luno_cppu -luno_sal $(LIBDL) $(LIBS)

# The same objects for the tests, which take of them what they ask for.
$(BUILD)/libcommands.a: $(COMMANDS_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

# Each command through its URL in a real, headless Calc, in three languages.
TEST_STEPS += test-commands
.PHONY: test-commands
test-commands: $(BUILD)/sextant.oxt ## the menu's commands on prepared documents in a real Calc
	@BUILD=$(BUILD) tests/each.sh tests/calc/commands.sh 'tests/calc/commands.sh database' tests/calc/windows.sh
