# The add-in: the library, the extension, its tests and its way into an office. Included by the Makefile.
OFFICE ?= $(patsubst %/program/soffice,%,$(realpath $(shell command -v soffice)))
SDK = $(OFFICE)/sdk
IDENTIFIER = org.sextant.calc

ADDIN_SRC = $(filter-out addin/calc/load.c,$(wildcard addin/calc/*.c))
ADDIN_OBJ = $(ADDIN_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/reasons.o $(BUILD)/gen/texts.o
ADDIN_FLAGS = $(ADDIN_SYSTEM) -isystem $(SDK)/include
OXT = $(BUILD)/extensions/sextant
PACKED = $(BUILD)/sextant.oxt
UPDATE = # where an office may ask for a newer version: addin/update.sh
REGISTERED = $(addprefix $(BUILD)/gen/,CalcAddIns.xcu sextant.components)
PACKAGE = $(wildcard addin/calc/package/*)
TEMPLATES = $(foreach kind,.ots -sample.ots,$(patsubst templates/%.json,$(BUILD)/templates/%$(kind),$(wildcard templates/*.json))) \
  $(BUILD)/templates/sextant-functions.ots

.PHONY: extension install uninstall test-addin test-calc bench-calc
extension: $(BUILD)/sextant.oxt

$(ADDIN_OBJ): ALL_CFLAGS += $(ADDIN_FLAGS) -fvisibility=hidden

$(foreach f,reasons texts,$(BUILD)/gen/$f.c $(BUILD)/gen/$f.h): $(BUILD)/gen/stamp ;
$(BUILD)/gen/texts.o: $(BUILD)/gen/texts.c
	@$(CC) $(ALL_CFLAGS) -fvisibility=hidden -c $< -o $@
$(BUILD)/gen/reasons.o: $(BUILD)/gen/reasons.c
	@$(CC) $(ALL_CFLAGS) -fvisibility=hidden -c $< -o $@

# Only the two entry points are seen from outside, whatever is linked in.
$(BUILD)/sextant$(DLL): $(ADDIN_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(SHARED) -o $@ $^ -L$(SDK)/lib -luno_cppu -luno_sal -lpthread $(LIBS)

$(BUILD)/sextant.rdb: $(BUILD)/gen/sextant.idl
	@$(SDK)/bin/unoidl-write $(OFFICE)/program/types.rdb $(OFFICE)/program/types/offapi.rdb \
	  $(abspath $<) $(abspath $@)

# The help: every function, out of the catalogue, as a workbook among the templates.
$(BUILD)/templates/sextant-functions.ots: $(BUILD)/gen/functions.json $(BUILD)/write
	@mkdir -p $(@D)
	@$(BUILD)/write $< $@

# What the .oxt holds, unpacked: tests load it from here.
$(OXT)/META-INF/manifest.xml: $(LIBRARIES) $(BUILD)/sextant.rdb $(REGISTERED) $(COMMANDS_PARTS) $(PACKAGE) $(TEMPLATES) LICENSE
	@rm -rf $(OXT)
	@mkdir -p $(OXT)/META-INF $(OXT)/template/Sextant
	@addin/update.sh description '$(UPDATE)' $(IDENTIFIER) >$(OXT)/update && \
	  sed -e 's/@IDENTIFIER@/$(IDENTIFIER)/; s/@VERSION@/$(VERSION)/; s/@PLATFORM@/$(subst $(SPACE),$(COMMA),$(PLATFORMS))/' \
	  -e '/@UPDATE@/{r $(OXT)/update' -e 'd}' addin/calc/package/description.xml >$(OXT)/description.xml && rm $(OXT)/update
	@cp addin/calc/package/description.txt addin/calc/package/icon.png addin/calc/package/Paths.xcu addin/calc/package/NOTICE.txt LICENSE $(OXT)
	@cat $(if $(filter windows%,$(PLATFORMS)),addin/calc/package/windows.txt) /dev/null >>$(OXT)/description.txt
	@cp $(BUILD)/sextant.rdb $(BUILD)/gen/CalcAddIns.xcu $(OXT)
	@mkdir -p $(OXT)/dialogs
	@cp $(filter-out %.components,$(COMMANDS_REGISTERED)) $(OXT)
	@cp $(COMMANDS_DIALOGS) $(BUILD)/gen/dialogs/* $(OXT)/dialogs
	@cp $(TEMPLATES) $(OXT)/template/Sextant
	@$(foreach p,$(PLATFORMS),addin/calc/platform.sh $(OXT) $p $(BUILD)/gen/sextant.components \
	  addin/commands/package/commands.components $(filter $(call room,$p)/ship/%,$(LIBRARIES)) &&) \
	  sed -e '/@LIBRARIES@/{r $(OXT)/META-INF/libraries' -e 'd}' addin/calc/package/manifest.xml >$@ && rm $(OXT)/META-INF/libraries

$(PACKED): $(OXT)/META-INF/manifest.xml
	@rm -f $@
	@cd $(OXT) && find . -exec touch -h -d @1700000000 {} + && find . -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 -@ $(abspath $@)
	@touch $< && touch -r $< $@ # the fixed times are for the archive only
PRODUCTS += $(BUILD)/sextant.oxt

# Tests and measurements in a real, headless Calc: see tests/calc/office.sh.
CASES = $(BUILD)/tests/calc/cases
GOLDEN = $(wildcard tests/catalogue/golden/*.json)
TEST_STEPS += test-calc
$(CASES): $(BUILD)/tests/calc/cases.o $(BUILD)/tests/calc/document.o $(CLI_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson -lpthread $(LIBS)
$(CASES).fods: $(CASES) $(GOLDEN) tests/calc/behaviour.tsv
	@$(CASES) $(GOLDEN) tests/calc/behaviour.tsv >$@.new && mv $@.new $@
test-calc: $(BUILD)/sextant.oxt $(CASES).fods $(SHELL_PROGRAM) ## examples, golden values, Calc's own behaviour, what users do to documents, documents of released versions
	@BUILD=$(BUILD) tests/each.sh 'tests/calc/run.sh $(CASES).fods' tests/calc/outside.sh tests/calc/released.sh \
	  'tests/calc/help.sh $(SHELL_PROGRAM) $(BUILD)/templates/sextant-functions.ots'

# Tests of the library in-process, under valgrind, without an office's start.
ADDIN_TESTS = $(patsubst %.c,$(BUILD)/%$(EXE),$(wildcard tests/addin/test_*.c))
TEST_STEPS += test-addin
VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible
$(BUILD)/tests/addin/%.o: ALL_CFLAGS += $(ADDIN_FLAGS)
$(BUILD)/tests/addin/test_%$(EXE): $(BUILD)/tests/addin/test_%.o $(BUILD)/tests/addin/caller.o $(BUILD)/addin/calc/marshal.o \
  $(BUILD)/addin/calc/utf8.o $(BUILD)/addin/calc/reason.o $(BUILD)/gen/reasons.o $(BUILD)/libcommands.a $(BUILD)/libsextant.a | $(STANDIN)
	@$(CC) $(CFLAGS) $^ -o $@ $(TEST_OFFICE) -L$(SDK)/lib -luno_cppu -luno_sal -lcmocka -ldl -lpthread $(LIBS)
FUZZERS += $(BUILD)/tests/addin/fuzz_marshal
$(BUILD)/tests/addin/fuzz_marshal: $(BUILD)/tests/addin/fuzz_marshal.o $(BUILD)/addin/calc/marshal.o $(BUILD)/addin/calc/utf8.o \
  $(BUILD)/tests/catalogue/contract.o $(BUILD)/core/cli/json.o $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $(FUZZ_LINK) $^ -o $@ $(TEST_OFFICE) -L$(SDK)/lib -luno_cppu -luno_sal -lcjson -lpthread $(LIBS)
FUZZERS += $(BUILD)/tests/addin/fuzz_formula
$(BUILD)/tests/addin/fuzz_formula: $(BUILD)/tests/addin/fuzz_formula.o $(BUILD)/addin/commands/formula.o \
  $(BUILD)/addin/commands/formula_references.o $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $(FUZZ_LINK) $^ -o $@ $(LIBS)
test-addin: $(BUILD)/sextant.so $(BUILD)/commands.so $(ADDIN_TESTS) $(BUILD)/sextant.oxt ## the built library, called as Calc calls it, under valgrind; what it may ask for
	@BUILD=$(BUILD) SEXTANT_LIBRARY=$(abspath $(BUILD))/sextant.so SEXTANT_COMMANDS=$(abspath $(BUILD))/commands.so WITH='$(VALGRIND)' tests/each.sh $(ADDIN_TESTS)
	@BUILD=$(BUILD) tests/each.sh 'tests/addin/security.sh $(BUILD)/sextant.oxt addin/calc/permitted.txt'

LOAD = $(BUILD)/addin/calc/load
COMPILED += $(LOAD)
$(LOAD): $(LOAD).o
	@$(CC) $(CFLAGS) $^ -o $@ -ldl
TEST_STEPS += test-install
.PHONY: test-install
test-install: $(BUILD)/sextant.oxt $(LOAD) ## make install in an installation of its own; libraries that cannot be loaded
	@BUILD=$(BUILD) tests/each.sh 'tests/calc/install.sh $(IDENTIFIER) $< $(LOAD)'
install: $(BUILD)/sextant.oxt $(LOAD) ## put the extension into your own LibreOffice (root: for every user)
	@addin/calc/install.sh add $(IDENTIFIER) $< $(LOAD)
uninstall: ## take it out again
	@addin/calc/install.sh remove $(IDENTIFIER) -

BENCH_STEPS += bench-calc
BENCH_TOOLS += $(BUILD)/tests/bench/peak
COMPILED += $(ADDIN_TESTS) $(CASES) $(BUILD)/tests/bench/peak
$(BUILD)/tests/bench/peak: $(BUILD)/tests/bench/peak.o
	@$(CC) $(CFLAGS) $^ -o $@
bench-calc: $(BUILD)/sextant.oxt $(BUILD)/tests/bench/peak ## the add-in's cost in a headless Calc
	@BUILD=$(BUILD) tests/bench/calc.sh $(BUILD)/tests/bench/peak
