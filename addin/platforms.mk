# What differs by the platform that is built for: this machine's own unless PLATFORM says otherwise, then by a
# cross-compiler into BUILD. Included by the Makefile before its parts.
HERE = linux_$(shell uname -m)
PLATFORM ?= $(HERE)
EXE =
DLL = .so
SHARED = -shared -Wl,--exclude-libs,ALL -Wl,-z,defs -Wl,--build-id=none # the same bits in any folder
STRIP = strip
LIBDL = -Wl,--no-as-needed -l:libdl.so.2 # where older systems have what library.c asks for
ADDIN_SYSTEM = -DLINUX -DUNX
TEST_OFFICE = -Wl,-rpath,$(OFFICE)/program

# Windows by mingw-w64, everything static: a file needs nothing but Windows and, the add-in's, the office. cJSON and
# cmocka are made of Debian's sources; the office's import libraries of lists of their names, as its SDK has none here.
ifeq ($(PLATFORM),windows_x86_64)
MINGW = x86_64-w64-mingw32
FOREIGN = $(BUILD)/foreign
CC = $(MINGW)-gcc-posix -static -isystem addin/windows -isystem $(FOREIGN)/include -L$(FOREIGN)/lib \
  -D__USE_MINGW_ANSI_STDIO=1 -D_FILE_OFFSET_BITS=64 -D_WIN32_WINNT=0x0601 -Wl,--no-insert-timestamp
HOSTCC = gcc
WARN += -Wno-float-conversion # mingw-w64's isfinite and signbit choose by size
AR = $(MINGW)-ar
STRIP = SOURCE_DATE_EPOCH=1700000000 $(MINGW)-strip # which writes the time into the file
EXE = .exe
DLL = .dll
LIBDL =
SHARED = -shared addin/windows/$(basename $(@F)).def
STANDIN = $(BUILD)/tests/addin/cppu3.dll $(BUILD)/tests/addin/sal3.dll
TEST_OFFICE = $(STANDIN)
ADDIN_SYSTEM = -DSAL_UNX # no attributes of Microsoft's compiler
TEST_OBJ = $(BUILD)/tests/catalogue/catalogue.o $(BUILD)/tests/catalogue/contract.o # the shell is tested from outside
LIBS = -lbcrypt -lshell32
$(FOREIGN)/stamp: addin/windows/foreign.sh $(wildcard addin/windows/*.def)
	@CC="$(MINGW)-gcc-posix" AR=$(AR) DLLTOOL=$(MINGW)-dlltool addin/windows/foreign.sh $(FOREIGN)
	@touch $@
$(BUILD)/gen/stamp: | $(FOREIGN)/stamp

endif

# Linux aarch64 by Debian's cross-compiler, against its libraries of that architecture, unpacked.
ifeq ($(PLATFORM)/$(HERE),linux_aarch64/linux_x86_64)
FOREIGN = $(BUILD)/root
CC = aarch64-linux-gnu-gcc -isystem $(FOREIGN)/usr/include -L$(FOREIGN)/link -Wl,-rpath-link,$(abspath $(FOREIGN))/link
HOSTCC = gcc
AR = aarch64-linux-gnu-ar
STRIP = aarch64-linux-gnu-strip
TEST_OFFICE =
$(BUILD)/root.stamp: addin/arm64.sh
	@addin/arm64.sh $(FOREIGN)
	@touch $@
$(BUILD)/gen/stamp: | $(BUILD)/root.stamp
endif

# The platforms whose libraries the extension holds, each built in its room: this one's own in BUILD itself.
PLATFORMS ?= $(PLATFORM)
room = $(if $(filter $(PLATFORM),$1),$(BUILD),$(BUILD)/$(if $(filter windows%,$1),windows,arm64))
LIBRARIES = $(foreach p,$(PLATFORMS),$(foreach l,sextant commands,$(call room,$p)/ship/$l$(if $(filter windows%,$p),.dll,.so)))
$(BUILD)/ship/%$(DLL): $(BUILD)/%$(DLL)
	@mkdir -p $(@D)
	@$(STRIP) --strip-unneeded -o $@ $<
$(BUILD)/ship/sextant.exe: $(BUILD)/sextant.exe
	@mkdir -p $(@D)
	@$(STRIP) -o $@ $<
EMPTY =
SPACE = $(EMPTY) $(EMPTY)
COMMA = ,
