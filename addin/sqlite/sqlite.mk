# The SQLite extension, and what the SQL hosts share. Included by the Makefile.
SQL_LIB = $(BUILD)/libsextant_sql.a
$(SQL_LIB): $(patsubst %.c,$(BUILD)/%.o,$(wildcard addin/sql/*.c)) $(BUILD)/core/cli/json.o
	@rm -f $@
	@$(AR) rcs $@ $^
SQLITE_SRC = $(wildcard addin/sqlite/*.c)
SQLITE = $(BUILD)/sqlite/sextant.so
$(SQLITE_SRC:%.c=$(BUILD)/%.o): ALL_CFLAGS += -fvisibility=hidden

.PHONY: sqlite test-sqlite
sqlite: ## the SQLite extension: .load build/sqlite/sextant
	@.ci/setup core sqlite
	@$(MAKE) --no-print-directory $(SQLITE)
# Only the entry point is seen from outside, whatever is linked in. All of the core is, so that a name of a host that is
# also one of the core's does not link.
WHOLE_CORE = -Wl,--exclude-libs,ALL -Wl,--whole-archive $(BUILD)/libsextant.a -Wl,--no-whole-archive
$(SQLITE): $(SQLITE_SRC:%.c=$(BUILD)/%.o) $(SQL_LIB) $(BUILD)/libsextant.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -shared -Wl,-z,defs $(WHOLE_CORE) -o $@ $(filter-out %/libsextant.a,$^) -lcjson $(LIBS)

SQLITE_TESTS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/sqlite/test_*.c))
$(BUILD)/tests/sqlite/test_%: $(BUILD)/tests/sqlite/test_%.o $(BUILD)/tests/sqlite/base.o $(TEST_OBJ) $(SQL_LIB) \
  $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcmocka -lcjson -lsqlite3 -lpthread $(LIBS) -lm -ldl
FUZZERS += $(BUILD)/tests/sqlite/fuzz_sql
$(BUILD)/tests/sqlite/fuzz_sql: $(BUILD)/tests/sqlite/fuzz_sql.o $(SQLITE_SRC:%.c=$(BUILD)/%.o) $(SQL_LIB) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $(FUZZ_LINK) $^ -o $@ -lcjson -lsqlite3 -lpthread $(LIBS)
COMPILED += $(SQLITE) $(SQLITE_TESTS)
TEST_STEPS += test-sqlite
test-sqlite: $(SQLITE) $(SQLITE_TESTS) ## the SQLite extension: every golden value and example, bad input, windows, indexes
	@BUILD=$(BUILD) tests/each.sh $(SQLITE_TESTS)
