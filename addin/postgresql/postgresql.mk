# The PostgreSQL extension. Included by the Makefile.
PG_CONFIG ?= $(firstword $(wildcard /usr/lib/postgresql/15/bin/pg_config) pg_config)
PG_LIBRARY = $(shell $(PG_CONFIG) --pkglibdir)
PG_SHARE = $(shell $(PG_CONFIG) --sharedir)
POSTGRESQL = $(BUILD)/postgresql
POSTGRESQL_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(filter-out addin/postgresql/declare.c,$(wildcard addin/postgresql/*.c)))
# A version's declarations are made from its idl/ids.lock, kept in released/ by its name.
RELEASED = $(patsubst addin/postgresql/released/%.lock,%,$(wildcard addin/postgresql/released/*.lock))
POSTGRESQL_SQL = $(POSTGRESQL)/sextant-tables.sql $(POSTGRESQL)/sextant--$(VERSION).sql $(RELEASED:%=$(POSTGRESQL)/sextant--%--$(VERSION).sql)
WRAPPED = $(addprefix -Wl$(comma)--wrap=,malloc calloc realloc free __assert_fail)
comma = ,

.PHONY: postgresql install-postgresql test-postgresql
postgresql: ## the PostgreSQL extension, in build/postgresql
	@.ci/setup core postgresql
	@$(MAKE) --no-print-directory $(POSTGRESQL)/stamp
install-postgresql: ## put it into this machine's PostgreSQL (root; DESTDIR=folder for a package)
	@.ci/setup core postgresql
	@$(MAKE) --no-print-directory $(POSTGRESQL)/stamp
	@install -d $(DESTDIR)$(PG_LIBRARY) $(DESTDIR)$(PG_SHARE)/extension
	@install -m 755 $(POSTGRESQL)/sextant.so $(DESTDIR)$(PG_LIBRARY)
	@install -m 644 $(POSTGRESQL)/sextant.control $(POSTGRESQL)/sextant-*.sql $(DESTDIR)$(PG_SHARE)/extension

$(POSTGRESQL_OBJ): ALL_CFLAGS += -D_GNU_SOURCE -isystem $(shell $(PG_CONFIG) --includedir-server) -I$(POSTGRESQL) \
  -fvisibility=hidden '-DPGDLLEXPORT=__attribute__((visibility("default")))'
$(BUILD)/addin/postgresql/doors.o: $(POSTGRESQL)/doors.h
$(POSTGRESQL)/declare: $(BUILD)/addin/postgresql/declare.o $(SQL_LIB) $(BUILD)/libsextant.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson $(LIBS)
$(POSTGRESQL)/doors.h: $(POSTGRESQL)/declare
	@$< doors >$@.new && mv $@.new $@
$(POSTGRESQL)/sextant--$(VERSION).sql: $(POSTGRESQL)/declare
	@$< create >$@.new && mv $@.new $@
$(POSTGRESQL)/sextant-tables.sql: $(POSTGRESQL)/declare
	@$< tables >$@.new && mv $@.new $@
$(POSTGRESQL)/sextant--%--$(VERSION).sql: addin/postgresql/released/%.lock $(POSTGRESQL)/declare
	@$(POSTGRESQL)/declare upgrade $< $* >$@.new && mv $@.new $@
# What is seen from outside are the functions that PostgreSQL looks up by name. Its own symbols are found when it loads.
$(POSTGRESQL)/sextant.so: $(POSTGRESQL_OBJ) $(SQL_LIB) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) -shared $(WRAPPED) $(WHOLE_CORE) -o $@ $(filter-out %/libsextant.a,$^) -lcjson $(LIBS)
$(POSTGRESQL)/stamp: $(POSTGRESQL)/sextant.so $(POSTGRESQL_SQL) addin/postgresql/sextant.control
	@sed 's/@VERSION@/$(VERSION)/' addin/postgresql/sextant.control >$(POSTGRESQL)/sextant.control
	@touch $@

POSTGRESQL_CASES = $(BUILD)/tests/postgresql/cases
POSTGRESQL_RANDOM = $(BUILD)/tests/postgresql/random
COMPILED += $(POSTGRESQL_CASES) $(POSTGRESQL_RANDOM) $(if $(wildcard /usr/include/postgresql/15/server/postgres.h),$(POSTGRESQL)/sextant.so)
$(POSTGRESQL_CASES) $(POSTGRESQL_RANDOM): %: %.o $(SQL_LIB) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson $(LIBS)
$(POSTGRESQL_CASES).tsv: $(POSTGRESQL_CASES) $(GOLDEN)
	@$(POSTGRESQL_CASES) $(GOLDEN) >$@.new && mv $@.new $@
RANDOM_SECONDS = 0
test-postgresql: ## the PostgreSQL extension in a server of the test's own; RANDOM_SECONDS=3600 for an hour of random calls
	@.ci/setup core sqlite postgresql postgresql-test
	@$(MAKE) --no-print-directory $(POSTGRESQL)/stamp $(SQLITE) $(POSTGRESQL_CASES).tsv $(POSTGRESQL_RANDOM) $(SHELL_PROGRAM)
	@BUILD=$(BUILD) tests/postgresql/server.sh tests/each.sh \
	  'tests/postgresql/goldens.sh $(POSTGRESQL_CASES).tsv' tests/postgresql/behaviour.sh tests/postgresql/tables.sh \
	  'tests/postgresql/life.sh $(POSTGRESQL)/declare' tests/postgresql/cancel.sh \
	  'tests/postgresql/random.sh $(POSTGRESQL_RANDOM) 4000 $(RANDOM_SECONDS)'
.PHONY: test-warehouse bench-engines
test-warehouse: ## the workbooks read the canonical tables from PostgreSQL and SQLite and refresh them
	@.ci/setup run sqlite postgresql postgresql-test warehouse
	@$(MAKE) --no-print-directory $(POSTGRESQL)/stamp $(BUILD)/sextant.oxt $(SHELL_PROGRAM) $(BUILD)/tests/workbooks/shown \
	  $(SPECS:templates/%.json=$(BUILD)/samples/plain/%.ods)
	@BUILD=$(BUILD) tests/postgresql/server.sh tests/each.sh tests/postgresql/office.sh tests/postgresql/samples.sh
bench-engines: ## what the SQL hosts cost beside the engine's own division and sextant batch; SERIES=100000
	@.ci/setup core sqlite postgresql postgresql-test
	@$(MAKE) --no-print-directory $(SQLITE) $(POSTGRESQL)/stamp $(SHELL_PROGRAM) $(BUILD)/tests/bench/peak
	@BUILD=$(BUILD) tests/postgresql/server.sh tests/bench/engines.sh $(BUILD)/tests/bench/peak
