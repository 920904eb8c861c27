# The workbooks: the writer, each specification blank (.ots, goes into the extension) and filled (.ods, .pdf).
WRITE_OBJ = $(patsubst %.c,$(BUILD)/%.o,templates/main.c $(wildcard templates/write_*.c))
STORY_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard templates/story*.c))
SPECS = $(wildcard templates/*.json)
PARTS = $(wildcard templates/parts/*.json)
SAMPLES = $(SPECS:templates/%.json=$(BUILD)/samples/%.ods)
CELLS = $(BUILD)/tests/workbooks/show_cells
.PHONY: workbooks pictures run-workbook test-workbooks

$(BUILD)/write: $(WRITE_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson -lz $(LIBS)
$(BUILD)/templates/%.ots: templates/%.json $(PARTS) $(BUILD)/write
	@mkdir -p $(@D)
	@$(BUILD)/write $< $@
# The sample company's tables, drawn from one seed.
$(BUILD)/story: $(STORY_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ $(LIBS)
$(BUILD)/story-data/stamp: $(BUILD)/story
	@mkdir -p $(@D)
	@$(BUILD)/story $(@D)
	@touch $@
$(BUILD)/samples/plain/%.ods: templates/%.json $(PARTS) templates/sample/%.json $(BUILD)/write $(BUILD)/story-data/stamp $(wildcard templates/sample/*)
	@mkdir -p $(@D)
	@$(BUILD)/write --story $(BUILD)/story-data --sample templates/sample/$*.json $< $@
$(BUILD)/templates/%-sample.ots: templates/%.json $(PARTS) templates/sample/%.json $(BUILD)/write $(BUILD)/story-data/stamp $(wildcard templates/sample/*)
	@mkdir -p $(@D)
	@$(BUILD)/write --story $(BUILD)/story-data --sample templates/sample/$*.json $< $@
# Opened, recalculated and stored by a real Calc, so that a reader without the extension sees the values. Without a
# screen it forgets the view: put the frozen panes and the first sheet back.
$(BUILD)/samples/%.ods: $(BUILD)/samples/plain/%.ods $(BUILD)/sextant.oxt
	@BUILD=$(BUILD) tests/calc/office.sh convert ods $(@D) $<
	@unzip -qo $< settings.xml -d $(@D)/plain/$*.settings && cd $(@D)/plain/$*.settings && zip -qX $(abspath $@) settings.xml
$(BUILD)/samples/%.pdf: $(BUILD)/samples/%.ods
	@BUILD=$(BUILD) tests/calc/office.sh convert pdf $(@D) $<
workbooks: $(TEMPLATES) $(SAMPLES) $(SAMPLES:.ods=.pdf) ## the workbooks: blank templates, filled samples and their PDF
pictures: $(SAMPLES:.ods=.pdf) ## pictures of the samples' readers' pages, templates/pictures: look, then commit
	@mkdir -p templates/pictures
	@templates/pictures.sh templates/pictures $(SAMPLES:.ods=.pdf)
run-workbook: $(SAMPLES) $(SAMPLES:.ods=.pdf) $(CELLS)
	@BUILD=$(BUILD) templates/run.sh $(SAMPLES)

# Tests in a real Calc: tests/workbooks/run.sh starts it, judge.c judges; test_*.c test the rules and the writer.
TEST_STEPS += test-workbooks
JUDGE_MAINS = judge jobs figures show_cells shown
JUDGE = $(JUDGE_MAINS:%=$(BUILD)/tests/workbooks/%)
JUDGE_TESTS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/workbooks/test_*.c))
JUDGE_SRC = $(filter-out $(JUDGE_MAINS:%=tests/workbooks/%.c) tests/workbooks/test_%,$(wildcard tests/workbooks/*.c))
COMPILED += $(JUDGE) $(JUDGE_TESTS)
.PHONY: figures
$(BUILD)/tests/workbooks/judge.a: $(JUDGE_SRC:%.c=$(BUILD)/%.o)
	@rm -f $@
	@$(AR) rcs $@ $^
$(JUDGE_TESTS): TOOLS = -lcmocka
$(JUDGE) $(JUDGE_TESTS): %: %.o $(BUILD)/tests/workbooks/judge.a
	@$(CC) $(CFLAGS) $^ -o $@ $(TOOLS) -lcjson -lm
test-workbooks: $(JUDGE) $(JUDGE_TESTS) $(BUILD)/write $(TEMPLATES) $(SAMPLES) $(SAMPLES:.ods=.pdf) $(SHELL_PROGRAM) ## each workbook in a real Calc: blank, sample, bad input, round trips; those of released versions
	@BUILD=$(BUILD) tests/each.sh $(JUDGE_TESTS) tests/workbooks/run.sh tests/workbooks/released.sh
figures: $(JUDGE) $(SHELL_PROGRAM) $(BUILD)/story-data/stamp ## bring the figures that the filled samples must show up to date
	@for spec in $(SPECS:templates/%.json=%); do { sed '/^[^#]/d' tests/workbooks/$$spec.figures; \
	  BUILD=$(BUILD) $(BUILD)/tests/workbooks/figures $$spec | awk -F'\t' 'NF == 2'; } >$(BUILD)/figures.new && \
	  cp $(BUILD)/figures.new tests/workbooks/$$spec.figures || exit 1; done

COMPILED += $(BUILD)/write $(BUILD)/story $(CELLS) $(WIDTHS)
BENCH_STEPS += bench-workbooks
.PHONY: bench-workbooks
bench-workbooks: $(SAMPLES) ## what the workbooks cost in a headless Calc: opening, a change, 20 000 lines
	@BUILD=$(BUILD) tests/bench/workbooks.sh
