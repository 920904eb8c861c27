# The workbooks: the writer, each specification blank (.ots, goes into the extension) and filled (.ods, .pdf).
WRITE_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard templates/write*.c))
SPECS = $(wildcard templates/*.json)
SAMPLES = $(SPECS:templates/%.json=$(BUILD)/samples/%.ods)
CELLS = $(BUILD)/tests/workbooks/cells
WIDTHS = $(BUILD)/tests/workbooks/widths
.PHONY: workbooks run-workbook test-workbooks

$(BUILD)/write: $(WRITE_OBJ) $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ -lcjson -lz $(LIBS)
$(BUILD)/templates/%.ots: templates/%.json $(BUILD)/write
	@mkdir -p $(@D)
	@$(BUILD)/write $< $@
# The sample company's tables, drawn from one seed.
$(BUILD)/story: $(BUILD)/templates/story.o $(BUILD)/templates/story_books.o $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ $(LIBS)
$(BUILD)/story-data/stamp: $(BUILD)/story
	@mkdir -p $(@D)
	@$(BUILD)/story $(@D)
	@touch $@
$(BUILD)/samples/plain/%.ods: templates/%.json templates/sample/%.json $(BUILD)/write $(BUILD)/story-data/stamp $(wildcard templates/sample/*)
	@mkdir -p $(@D)
	@$(BUILD)/write --story $(BUILD)/story-data --sample templates/sample/$*.json $< $@
$(BUILD)/templates/%-sample.ots: templates/%.json templates/sample/%.json $(BUILD)/write $(BUILD)/story-data/stamp $(wildcard templates/sample/*)
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
run-workbook: $(SAMPLES) $(SAMPLES:.ods=.pdf) $(CELLS)
	@BUILD=$(BUILD) templates/run.sh $(SAMPLES)

# Tests in a real Calc: tests/workbooks/run.sh.
TEST_STEPS += test-workbooks
$(CELLS) $(WIDTHS): %: %.o
	@$(CC) $(CFLAGS) $^ -o $@
test-workbooks: $(CELLS) $(WIDTHS) $(TEMPLATES) $(SAMPLES) $(SAMPLES:.ods=.pdf) $(SHELL_PROGRAM) ## each workbook in a real Calc: blank, sample, bad input, round trips
	@BUILD=$(BUILD) tests/each.sh tests/workbooks/run.sh

BENCH_STEPS += bench-workbooks
.PHONY: bench-workbooks
bench-workbooks: $(SAMPLES) ## what the workbooks cost in a headless Calc: opening, a change, 20 000 lines
	@BUILD=$(BUILD) tests/bench/workbooks.sh
