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

# The tests of the aarch64 build, by qemu; the add-in's with that architecture's UNO runtime.
ifeq ($(PLATFORM)/$(HERE),linux_aarch64/linux_x86_64)
QEMU = qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH=$(abspath $(FOREIGN))/link
.PHONY: test-qemu
test-qemu: $(CORE_TESTS) $(filter-out %/test_generate %/test_shell %/test_import %/test_memory,$(CATALOGUE_TESTS)) $(ADDIN_TESTS) \
  $(BUILD)/sextant $(BUILD)/sextant.so $(BUILD)/commands.so
	@BUILD=$(BUILD) SEXTANT_LIBRARY=$(BUILD)/sextant.so SEXTANT_COMMANDS=$(BUILD)/commands.so WITH='$(QEMU)' \
	  tests/each.sh $(filter $(BUILD)/tests/%,$^)
	@BUILD=$(BUILD) tests/each.sh tests/bits/library.sh
	@BUILD=$(BUILD:%/arm64=%) tests/each.sh 'tests/bits/same.sh only aarch64 $(QEMU) $(BUILD)/sextant'
endif

.PHONY: arm64 test-arm64 windows test-windows
ACROSS_ARM64 = $(MAKE) --no-print-directory BUILD=$(BUILD)/arm64 PLATFORM=linux_aarch64
arm64: ## cross-build for Linux aarch64: build/arm64
	@.ci/setup run arm64
	+@$(ACROSS_ARM64) $(foreach f,sextant sextant.so commands.so,$(BUILD)/arm64/$f)
test-arm64: ## the tests of core, catalogue and add-in on aarch64: cross-built, run by qemu; the same bits
	@.ci/setup run test arm64
	+@$(MAKE) --no-print-directory $(SAME)
	+@$(ACROSS_ARM64) -k test-qemu

.PHONY: test-offices test-arm64-calc
# What a start of an office may take, in seconds: on a machine with much else to do, and by qemu.
test-offices test-dist: export PATIENCE := $(or $(PATIENCE),7200)
test-arm64-calc: export PATIENCE := $(or $(PATIENCE),14400)
test-arm64-calc: ## the tests that need an office but the workbooks', in an arm64 Calc by qemu, unpacked under build, with the release's extension
	@.ci/setup run test offices emulator
	+@$(MAKE) --no-print-directory $(CASES).fods $(CELLS) $(SHELL_PROGRAM) dist
	@BUILD=$(BUILD) tests/platforms/arm64_calc.sh

# Debian's releases whose office the tests are run in, beside this machine's.
SUITES ?= trixie sid
test-offices: ## the tests that need an office, in those of SUITES (trixie sid), unpacked under build
	@.ci/setup run test offices
	+@$(MAKE) --no-print-directory $(BUILD)/sextant.oxt $(CASES).fods $(SHELL_PROGRAM) $(JUDGE) $(SAMPLES) $(SAMPLES:.ods=.pdf)
	@BUILD=$(BUILD) tests/platforms/offices.sh $(SUITES)

# A release: one extension for the three platforms, the source, the shell for Windows.
DIST = $(BUILD)/dist
RELEASED = $(DIST)/sextant-$(VERSION).oxt
.PHONY: dist test-dist
dist: ## a release in build/dist: the extension for every platform, the source, checksums, release notes; UPDATE_URL=https://... where it will lie
	@addin/update.sh check "$$UPDATE_URL"
	@.ci/setup run arm64 windows dist
	+@$(ACROSS_ARM64) $(BUILD)/arm64/ship/sextant.so $(BUILD)/arm64/ship/commands.so
	+@$(ACROSS) $(foreach f,sextant.dll commands.dll sextant.exe,$(BUILD)/windows/ship/$f)
	@rm -rf $(DIST)
	@mkdir -p $(DIST)
	@$(MAKE) --no-print-directory PLATFORMS='linux_x86_64 linux_aarch64 windows_x86_64' OXT=$(DIST)/extensions/sextant \
	  PACKED=$(RELEASED) UPDATE='$(UPDATE_URL)' $(RELEASED)
	@addin/release.sh $(DIST) $(VERSION) $(BUILD)/windows/ship/sextant.exe $(IDENTIFIER) '$(UPDATE_URL)'
test-dist: ## make dist in two folders gives the same bits; what the extension holds; a foreign platform is refused in words
	@.ci/setup run test arm64 windows dist
	@BUILD=$(BUILD) tests/each.sh tests/platforms/dist.sh
ACROSS = $(MAKE) --no-print-directory BUILD=$(BUILD)/windows PLATFORM=windows_x86_64
windows: ## cross-build for Windows (experimental): build/windows, sextant.dll, commands.dll and sextant.exe
	@.ci/setup run windows
	+@$(ACROSS) $(BUILD)/windows/sextant.exe $(BUILD)/windows/sextant.dll $(BUILD)/windows/commands.dll
test-windows: ## the tests of the Windows build under Wine, its add-in against stand-ins of the office's libraries
	@.ci/setup run test windows wine
	+@$(MAKE) --no-print-directory $(SAME) $(BUILD)/tests/catalogue/test_shell $(BUILD)/tests/catalogue/test_import windows
	+@$(ACROSS) -k test-wine test-wine-addin
	@BUILD=$(BUILD) tests/each.sh tests/platforms/windows.sh
