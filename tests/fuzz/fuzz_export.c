/* Fuzzer of what people paste: bytes as a file and as cells, read into each canonical table. Whatever they are, the
 * reading ends, gives rows only when nothing is open, counts them right, and says the same the second time.
 * Built with clang -fsanitize=fuzzer it is a libFuzzer target; otherwise main() makes files of pieces that exports
 * are made of: fuzz_export [cases [seed] | inputs.hex]. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/import.h"
#include "random.h"

enum { MOST_CELLS = 512 };

typedef struct seen {
    size_t rows;
    uint64_t hash;
} seen;

static void broken(const char *what)
{
    fprintf(stderr, "fuzz_export: %s\n", what);
    abort();
}

static sx_status see_row(void *data, const sx_out *row, size_t n)
{
    seen *s = data;
    s->rows++;
    for (size_t i = 0; i < n; i++) {
        char text[32];
        if (row[i].kind == SX_OUT_NUMBER) {
            if (!isfinite(sx_decimal_double(row[i].number)) || sx_decimal_text(row[i].number, text) >= sizeof text)
                broken("a number that is none");
            s->hash = s->hash * 31 + (uint64_t)row[i].number.digits;
        } else if (row[i].kind == SX_OUT_DAY) {
            if (!sx_date_valid(sx_day_serial(row[i].day)))
                broken("a day that is none");
            s->hash = s->hash * 31 + (uint64_t)sx_day_serial(row[i].day);
        } else if (row[i].kind == SX_OUT_TEXT) {
            sx_text words = {0};
            sx_piece_words(&row[i].text, &words);
            s->hash = s->hash * 31 + words.length;
            sx_text_free(&words);
        }
    }
    return SX_OK;
}

static uint64_t read_once(const sx_canon *table, const sx_bytes *bytes, const sx_table *cells,
                          const sx_setting *settings, size_t n_settings)
{
    sx_export x;
    seen s = {0, 0};
    sx_text report = {0};
    if (sx_export_read(&x, table, bytes, cells, settings, n_settings, see_row, &s) != SX_OK)
        broken("no memory, or so it says");
    if (x.report.status != SX_READ_OK && s.rows)
        broken("rows although something is open");
    if (x.report.status == SX_READ_OK && s.rows != x.report.rows_read)
        broken("not as many rows as it says");
    if (x.report.status == SX_READ_ASK && !x.report.n_questions)
        broken("asks nothing");
    if (!isfinite(x.report.money_read) || !x.report.n_sentences)
        broken("a report without sum or words");
    if (sx_report_json(&x, &report) != SX_OK)
        broken("no report");
    s.hash = s.hash * 31 + report.length;
    sx_text_free(&report);
    sx_export_free(&x);
    return s.hash;
}

/* The bytes as cells: a line end ends a row, a byte above 0xF0 makes a number of what follows. */
static void as_cells(const sx_canon *table, const uint8_t *data, size_t size, const sx_setting *settings, size_t n)
{
    sx_cell cells[MOST_CELLS] = {{.kind = SX_BLANK}};
    char text[4096];
    size_t used = 0, count = 0, columns = 1 + size % 8;
    for (size_t i = 0; i < size && count < MOST_CELLS && used + 2 < sizeof text; count++) {
        size_t from = used;
        while (i < size && data[i] != ',' && data[i] != '\n' && used + 2 < sizeof text) {
            text[used++] = data[i] < 0x80 && data[i] ? (char)data[i] : 'x';
            i++;
        }
        text[used++] = '\0';
        i++;
        cells[count] = (sx_cell){.kind = SX_TEXT, .as.text = text + from, .length = (uint32_t)(used - 1 - from)};
        double number;
        if (count % 3 == 0 && sx_text_to_number(text + from, &number))
            cells[count] = (sx_cell){.kind = SX_NUMBER, .as.number = number};
        else if (used - 1 == from)
            cells[count] = (sx_cell){.kind = SX_BLANK};
    }
    sx_table t = {
        .rows = count / columns, .columns = columns, .declared_rows = count / columns, .declared_columns = columns};
    t.cells = cells;
    if (read_once(table, NULL, &t, settings, n) != read_once(table, NULL, &t, settings, n))
        broken("not the same the second time, of cells");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const sx_setting answers[] = {{"date_order", "dmy"}, {"decimal", ","},    {"pivot", "months"},
                                         {"unit", "thousands"}, {"year", "2025"},    {"block_twice", "once"},
                                         {"currency", "EUR"},   {"column:date", "1"}};
    if (size < 2)
        return 0;
    const sx_canon *table = &sx_canons[data[0] % sx_n_canons];
    size_t n = data[1] & 1 ? sizeof answers / sizeof *answers - (data[1] >> 1 & 1) : 0;
    char *copy = malloc(size - 2 + 1); /* as large as it is: what is read beyond shows */
    if (!copy)
        return 0;
    memcpy(copy, data + 2, size - 2);
    sx_bytes bytes;
    if (sx_bytes_read(copy, size - 2, &bytes) != SX_OK)
        broken("no memory for the bytes");
    if (read_once(table, &bytes, NULL, answers, n) != read_once(table, &bytes, NULL, answers, n))
        broken("not the same the second time");
    sx_bytes_free(&bytes);
    as_cells(table, data + 2, size - 2, answers, n);
    free(copy);
    return 0;
}

#ifndef SX_LIBFUZZER
static const char *any_piece(const sx_canon *table, uint64_t r)
{
    static const char *const pieces[] = {"2025-12-01",
                                         "01/02/2025",
                                         "13.11.25",
                                         "31/02/2025",
                                         "Nov 3, 2025",
                                         "45992",
                                         "20251201",
                                         "1112",
                                         "Jan 2026",
                                         "1,234",
                                         "1.234,56",
                                         "-12.50",
                                         "(3.00)",
                                         "\xE2\x82\xAC 5,5",
                                         "$7.00",
                                         "12 EUR",
                                         "1 234",
                                         "9999999999999999999",
                                         "",
                                         "--",
                                         "\"",
                                         "\"a\"\"b\"",
                                         "Total",
                                         "Gesamt: x",
                                         "Opening balance",
                                         "Pending",
                                         "S",
                                         "won",
                                         "=1+1",
                                         "EUR",
                                         "\xC2\xA0",
                                         "\xC3\xA4",
                                         "\xFF",
                                         "x\ny",
                                         "\"p\nq\"",
                                         "Q1"};
    if (r % 3 == 0)
        return table->words[r / 3 % table->n_words].word;
    return pieces[r / 3 % (sizeof pieces / sizeof *pieces)];
}

int main(int n_words, char **words)
{
    static uint8_t data[1 << 14];
    static const char separators[] = ",;\t|";
    if (n_words > 1 && strchr(words[1], '/'))
        return replay(words[1]);
    long cases = n_words > 1 ? strtol(words[1], NULL, 10) : 5000;
    uint64_t seed = n_words > 2 ? strtoull(words[2], NULL, 10) : 1;
    for (long c = 0; c < cases; c++) {
        uint64_t state = state_of(seed, c);
        data[0] = (uint8_t)next(&state);
        data[1] = (uint8_t)next(&state);
        size_t size = 2, columns = 1 + next(&state) % 9, rows = 1 + next(&state) % 12;
        char separator = separators[next(&state) % 4];
        for (size_t i = 0; i < rows * columns; i++) {
            const char *piece = any_piece(&sx_canons[data[0] % sx_n_canons], next(&state) + (i < columns ? 0 : 1));
            size_t length = strlen(piece);
            memcpy(data + size, piece, length);
            size += length;
            data[size++] = (uint8_t)(i % columns + 1 < columns ? separator : '\n');
        }
        LLVMFuzzerTestOneInput(data, size);
    }
    printf("[==========] fuzz_export: %ld cases, seed %llu\n[  PASSED  ] 1 test(s).\n", cases,
           (unsigned long long)seed);
    return 0;
}
#endif
