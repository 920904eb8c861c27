#define _POSIX_C_SOURCE 200809L /* clock_gettime */
/* Reading exports: a campaign report as bytes, and as the 20 000 lines of cells that DATA.TABLE gets. One core. Beside
 * it what sqlite3 and csvkit take to read the same file, where they are installed: they guess nothing of its numbers.
 */
#include "bench.h"
#include <stdint.h>
#include <string.h>
#include "base/date.h"
#include "data/export.h"

enum { LINES = 1000000, SHEET = 20000, COLUMNS = 7 };
static volatile size_t sink;

static sx_status count_row(void *data, const sx_out *row, size_t n)
{
    (void)row;
    *(size_t *)data += n;
    return SX_OK;
}

static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    return z ^ z >> 31;
}

static void make(sx_text *out, size_t lines)
{
    uint64_t state = 1;
    char line[160], day[11];
    static const char head[] = "Campaign report\nDay,Campaign,Currency code,Cost,Impr.,Clicks,Conversions\n";
    sx_text_add_bytes(out, head, sizeof head - 1);
    for (size_t i = 0; i < lines; i++) {
        unsigned cents = (unsigned)(next(&state) % 500000);
        sx_date_text(45658 + (double)(i % 365), day);
        int n = cents >= 100000
                    ? snprintf(line, sizeof line, "%s,Campaign %u,EUR,\"%u,%03u.%02u\",%u,%u,%u\n", day,
                               (unsigned)(next(&state) % 400), cents / 100000, cents / 100 % 1000, cents % 100,
                               (unsigned)(next(&state) % 90000), (unsigned)(next(&state) % 900), (unsigned)(i % 30))
                    : snprintf(line, sizeof line, "%s,Campaign %u,EUR,%u.%02u,%u,%u,%u\n", day,
                               (unsigned)(next(&state) % 400), cents / 100, cents % 100,
                               (unsigned)(next(&state) % 90000), (unsigned)(next(&state) % 900), (unsigned)(i % 30));
        sx_text_add_bytes(out, line, (size_t)n);
    }
}

static void read_bytes(void *state)
{
    const sx_text *text = state;
    sx_bytes bytes;
    sx_export x = {0};
    size_t cells = 0;
    if (sx_bytes_read(text->data, text->length, &bytes) == SX_OK)
        sx_export_read(&x, sx_canon_named("spend"), &bytes, NULL, NULL, 0, count_row, &cells);
    sink = cells;
    sx_export_free(&x);
    sx_bytes_free(&bytes);
}

static void read_cells(void *state)
{
    sx_export x;
    size_t cells = 0;
    if (sx_export_read(&x, sx_canon_named("spend"), NULL, state, NULL, 0, count_row, &cells) == SX_OK)
        sink = cells;
    sx_export_free(&x);
}

/* The text's lines as cells of texts. */
static void as_cells(const sx_text *text, sx_table *table)
{
    sx_lines lines;
    sx_line line = {0};
    sx_table_make(table, SHEET + 2, COLUMNS);
    sx_lines_start(&lines, text->data, text->length, ',');
    for (size_t row = 0; row < SHEET + 2 && table->status == SX_OK && sx_lines_next(&lines, &line); row++)
        for (size_t i = 0; i < line.n && i < COLUMNS; i++)
            sx_put_text(table, row, i, "%.*s", (int)line.pieces[i].length, line.pieces[i].text);
    sx_line_free(&line);
}

/* The whole of a program's run on the file, its start included; nothing where it is not installed. */
static void peer(const char *name, const char *probe, const char *command, double bytes)
{
    char ask[200];
    snprintf(ask, sizeof ask, "command -v %s >/dev/null 2>&1", probe);
    if (system(ask) != 0)
        return;
    double started = sx_bench_now();
    if (system(command) == 0)
        sx_bench_line(name, bytes / 1e6 / (sx_bench_now() - started), "MB/s", 0);
}

static void peers(const sx_text *text)
{
    char path[] = "/tmp/sextant-bench.XXXXXX", command[300];
    int file = mkstemp(path);
    FILE *f = file < 0 ? NULL : fdopen(file, "w");
    if (!f)
        return;
    fwrite(text->data, 1, text->length, f);
    fclose(f);
    snprintf(command, sizeof command, "sqlite3 -cmd '.mode csv' :memory: '.import --skip 1 %s spend'", path);
    peer("peer: sqlite3 .import into memory", "sqlite3", command, (double)text->length);
    snprintf(command, sizeof command, "csvformat -K 1 %s >/dev/null", path);
    peer("peer: csvkit csvformat", "csvformat", command, (double)text->length);
    remove(path);
}

int main(void)
{
    sx_text text = {0};
    sx_table table;
    make(&text, LINES);
    double seconds = sx_bench_median(read_bytes, &text, 3);
    sx_bench_line("import, a million lines of bytes", (double)text.length / 1e6 / seconds, "MB/s", 0);
    peers(&text);
    as_cells(&text, &table);
    sx_bench_line("DATA.TABLE's reading, 20 000 lines of cells", 1e3 * sx_bench_median(read_cells, &table, 11), "ms",
                  500);
    sx_table_free(&table);
    sx_text_free(&text);
    return 0;
}
