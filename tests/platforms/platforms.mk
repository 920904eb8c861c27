# Building for other platforms, and the tests of these builds. Included by the Makefile, behind its parts.
ifeq ($(PLATFORM),windows_x86_64)
# The tests, under Wine: the add-in's against stand-ins of the office's two libraries, the shell's from outside.
$(BUILD)/tests/%.o: ALL_CFLAGS += -isystem tests/platforms/windows '-Dsetenv(name,value,over)=_putenv_s(name,value)' -w # Linux warns of them
$(BUILD)/tests/platforms/windows/%.o: ALL_CFLAGS += $(ADDIN_FLAGS)
$(BUILD)/tests/addin/sal3.dll: $(BUILD)/tests/platforms/windows/sal3.o
	@mkdir -p $(@D)
	@$(CC) -shared -Wl,--export-all-symbols -o $@ $^
$(BUILD)/tests/addin/cppu3.dll: $(BUILD)/tests/platforms/windows/cppu3.o $(BUILD)/tests/addin/sal3.dll
	@$(CC) -shared -Wl,--export-all-symbols -o $@ $^
WINE_CATALOGUE = $(filter-out %/test_generate.exe %/test_shell.exe %/test_import.exe %/test_memory.exe,$(CATALOGUE_TESTS))
.PHONY: test-wine test-wine-addin
test-wine: $(CORE_TESTS) $(WINE_CATALOGUE)
	@BUILD=$(BUILD) WITH=tests/platforms/wine.sh tests/each.sh $^
test-wine-addin: $(ADDIN_TESTS) $(BUILD)/sextant.dll $(BUILD)/commands.dll
	@BUILD=$(BUILD) SEXTANT_LIBRARY=$(BUILD)/sextant.dll SEXTANT_COMMANDS=$(BUILD)/commands.dll WITH=tests/platforms/wine.sh \
	  tests/each.sh $(ADDIN_TESTS)
endif

.PHONY: windows test-windows
ACROSS = $(MAKE) --no-print-directory BUILD=$(BUILD)/windows PLATFORM=windows_x86_64
windows: ## cross-build for Windows (experimental): build/windows, sextant.dll, commands.dll and sextant.exe
	@.ci/setup run windows
	+@$(ACROSS) $(BUILD)/windows/sextant.exe $(BUILD)/windows/sextant.dll $(BUILD)/windows/commands.dll
test-windows: $(BUILD)/tests/bits/batch $(BUILD)/tests/catalogue/test_shell $(BUILD)/tests/catalogue/test_import $(SHELL_PROGRAM) windows ## the tests of the Windows build under Wine, its add-in against stand-ins of the office's libraries
	@.ci/setup run test windows wine
	+@$(ACROSS) -k test-wine test-wine-addin
	@BUILD=$(BUILD) tests/each.sh tests/platforms/windows.sh
