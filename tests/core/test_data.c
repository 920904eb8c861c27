/* Reading exports: numbers and dates in every way of writing them, the words, and that nothing is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/draw.h"
#include "data/export.h"
#include "data/fold.h"

static sx_piece piece_of(const char *text)
{
    return (sx_piece){.text = text, .length = (uint32_t)strlen(text)};
}

/* cents with that group and decimal sign, as people write it. */
static void write_cents(char *out, long cents, const char *group, char decimal)
{
    char digits[24], *at = out;
    long whole = labs(cents) / 100;
    int n = snprintf(digits, sizeof digits, "%ld", whole);
    if (cents < 0)
        *at++ = '-';
    for (int i = 0; i < n; i++) {
        *at++ = digits[i];
        if ((n - i - 1) % 3 == 0 && i + 1 < n)
            at += sprintf(at, "%s", group);
    }
    sprintf(at, "%c%02ld", decimal, labs(cents) % 100);
}

static void a_number_is_the_same_however_written(void **state)
{
    (void)state;
    static const struct {
        const char *group;
        char decimal;
    } ways[] = {
        {",", '.'}, {".", ','}, {" ", ','}, {"\xC2\xA0", ','}, {"\xE2\x80\xAF", ','}, {"'", '.'}, {"\xE2\x80\x99", '.'},
        {"", '.'},  {"", ','}};
    seed = 7;
    for (int i = 0; i < 20000; i++) {
        long cents = (long)(draw() * pow(10, 1 + i % 12)) * (i % 3 ? 1 : -1);
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            char text[64], back[32];
            sx_decimal x;
            write_cents(text, cents, ways[w].group, ways[w].decimal);
            sx_piece piece = piece_of(text);
            sx_figure f = sx_figure_read(&piece);
            assert_true(f.is);
            assert_int_equal(f.vote, ways[w].decimal);
            assert_true(sx_figure_value(&f, ways[w].decimal, &x));
            assert_true(x.digits == cents && x.scale == 2);
            assert_true(sx_decimal_text(x, back) < sizeof back);
            double read;
            assert_true(sx_text_to_number(back, &read));
            assert_true(read == (double)cents / 100);
        }
    }
}

static void a_number_that_breaks_the_rule_is_none(void **state)
{
    (void)state;
    static const char *const broken[] = {"1,23,456.7.8",
                                         "1.2,3.4",
                                         "12,34,5",
                                         "1 2",
                                         "1'2",
                                         "--5",
                                         "5-5",
                                         "(5",
                                         "5)",
                                         "((5))",
                                         "1,,234",
                                         ".",
                                         ",",
                                         "-",
                                         "EUR",
                                         "12 EUR USD",
                                         "1e5",
                                         "0x10",
                                         "12345678901234567890",
                                         "12:30",
                                         "5%%",
                                         "\xE2\x82\xAC"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        sx_piece piece = piece_of(broken[i]);
        if (sx_figure_read(&piece).is)
            fail_msg("%s is no number", broken[i]);
    }
}

/* All days of some years in every order, with and without a time. */
static void a_day_is_the_same_however_written(void **state)
{
    (void)state;
    for (double serial = sx_date_serial(2023, 1, 1); serial <= sx_date_serial(2026, 12, 31); serial++) {
        sx_civil c = sx_date_civil(serial);
        for (int w = 0; w < 6; w++) {
            static const sx_order orders[] = {SX_YMD, SX_DMY, SX_MDY, SX_DMY, SX_YMD, SX_YMD};
            char text[64];
            sx_day day;
            if (w == 0)
                snprintf(text, sizeof text, "%04d-%02d-%02d", c.year, c.month, c.day);
            else if (w == 1)
                snprintf(text, sizeof text, "%d/%d/%d", c.day, c.month, c.year);
            else if (w == 2)
                snprintf(text, sizeof text, "%02d/%02d/%04d", c.month, c.day, c.year);
            else if (w == 3)
                snprintf(text, sizeof text, "%02d.%02d.%02d", c.day, c.month, c.year % 100);
            else if (w == 4)
                snprintf(text, sizeof text, "%04d%02d%02d", c.year, c.month, c.day);
            else
                snprintf(text, sizeof text, "%04d/%d/%d 23:59:59 +0500", c.year, c.month, c.day);
            sx_piece piece = piece_of(text);
            sx_moment m = sx_moment_read(&piece, true);
            assert_true(m.is && (m.may >> orders[w] & 1u));
            m.order = SX_ORDER_NONE;
            assert_true(sx_moment_day(&m, orders[w], 0, &day));
            if (day.year != c.year || day.month != c.month || day.day != c.day)
                fail_msg("%s read as %d-%d-%d", text, day.year, day.month, day.day);
        }
    }
}

static void no_day_is_made_up(void **state)
{
    (void)state;
    static const char *const none[] = {"30.02.2025", "31/04/2025", "2025-02-29", "2025-13-01",  "0/1/2025",
                                       "99/99/2025", "20251301",   "25:00",      "Foo 3, 2025", "12/2025/1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        sx_piece piece = piece_of(none[i]);
        if (sx_moment_read(&piece, true).may)
            fail_msg("%s is no day", none[i]);
    }
}

/* A header word belongs to one field of a table, stands folded, and is found. */
static void a_word_belongs_to_one_field(void **state)
{
    (void)state;
    size_t words = 0;
    for (size_t t = 0; t < sx_n_canons; t++) {
        const sx_canon *table = &sx_canons[t];
        assert_int_equal(table->id, t);
        for (size_t i = 0; i < table->n_words; i++) {
            char folded[128];
            const char *word = table->words[i].word;
            sx_fold(word, strlen(word), folded, sizeof folded);
            assert_string_equal(folded, word);
            if (i && strcmp(table->words[i - 1].word, word) >= 0)
                fail_msg("%s: %s stands twice or out of order", table->name, word);
            assert_ptr_equal(sx_word_find(table->words, table->n_words, word), &table->words[i]);
            bool known = false;
            for (size_t c = 0; c < table->n_columns; c++)
                known |= table->columns[c].field == table->words[i].field;
            assert_true(known);
        }
        words += table->n_words;
    }
    assert_true(words > 1500);
}

static void lost_goes_before_won(void **state)
{
    (void)state;
    assert_true(sx_holds_word(SX_W_LOST, "closed lost competitor won"));
    assert_true(sx_holds_word(SX_W_WON, "abgeschlossen und gewonnen"));
    assert_false(sx_holds_word(SX_W_WON, "wonderful"));
    assert_true(sx_begins_with_word(SX_W_TOTAL, "total konto"));
    assert_false(sx_begins_with_word(SX_W_TOTAL, "gesamtpaket herbst"));
}

typedef struct totals {
    double money;
    size_t rows;
} totals;

static sx_status add_money(void *data, const sx_out *row, size_t n)
{
    totals *t = data;
    t->rows++;
    for (size_t i = 0; i < n; i++)
        if (row[i].kind == SX_OUT_NUMBER && i == 4)
            t->money += sx_decimal_double(row[i].number);
    return SX_OK;
}

/* Whatever lines lack a date, a cost or sense: what was read and what was named make what was there. */
static void nothing_is_lost(void **state)
{
    (void)state;
    for (uint64_t run = 1; run <= 300; run++) {
        seed = run;
        sx_text text = {0};
        double all = 0, named = 0;
        sx_text_add(&text, "Day,Campaign,Currency,Cost\n");
        size_t lines = 5 + (size_t)(draw() * 60);
        for (size_t i = 0; i < lines; i++) {
            double cost = floor(draw() * 1e6) / 100;
            int kind = (int)(draw() * 12);
            if (kind == 0)
                sx_text_add(&text, ",Tea %zu,EUR,%.2f\n", i, cost);
            else if (kind == 1)
                sx_text_add(&text, "31/02/2025,Tea %zu,EUR,%.2f\n", i, cost);
            else
                sx_text_add(&text, "2025-%02d-%02d,Tea %zu,EUR,%.2f\n", 1 + (int)(i % 12), 1 + (int)(i % 28), i, cost);
            all += cost;
        }
        sx_bytes bytes;
        sx_export x;
        totals t = {0, 0};
        assert_int_equal(sx_bytes_read(text.data, text.length, &bytes), SX_OK);
        assert_int_equal(sx_export_read(&x, sx_canon_named("spend"), &bytes, NULL, NULL, 0, add_money, &t), SX_OK);
        if (x.report.status == SX_READ_OK) {
            for (size_t i = 0; i < x.report.n_dropped; i++)
                named += x.report.dropped[i].money;
            assert_true(fabs(all - t.money - named) < 0.005);
            assert_int_equal(t.rows, x.report.rows_read);
        } else
            assert_int_equal(t.rows, 0);
        sx_export_free(&x);
        sx_bytes_free(&bytes);
        sx_text_free(&text);
    }
}

/* A file that ends before its columns do: the last line is named and left out. */
static void a_broken_end_is_told(void **state)
{
    (void)state;
    static const char whole[] = "Day,Campaign,Cost\n2025-12-01,Tea,1.50\n2025-12-02,Tea,2.50\n2025-12-03,Kett";
    for (size_t cut = 0; cut < 8; cut++) {
        sx_bytes bytes;
        sx_export x;
        totals t = {0, 0};
        assert_int_equal(sx_bytes_read(whole, sizeof whole - 1 - cut, &bytes), SX_OK);
        assert_int_equal(sx_export_read(&x, sx_canon_named("spend"), &bytes, NULL, NULL, 0, add_money, &t), SX_OK);
        assert_int_equal(x.report.status, SX_READ_OK);
        if (cut < 5) {
            assert_true(x.report.flags[SX_TRUNCATED]);
            assert_int_equal(x.report.dropped[0].count, 1);
        }
        assert_int_equal(t.rows, 2);
        sx_export_free(&x);
        sx_bytes_free(&bytes);
    }
}

/* A cell's number that no decimal of int64 holds is no amount, and is named. */
static void a_huge_number_is_named(void **state)
{
    (void)state;
    static const double huge[] = {5.7e48, -1e300, 9.1e17};
    for (size_t i = 0; i < 3; i++) {
        sx_cell cells[] = {
            {.kind = SX_TEXT, .as.text = "Day", .length = 3},  {.kind = SX_TEXT, .as.text = "Campaign", .length = 8},
            {.kind = SX_TEXT, .as.text = "Cost", .length = 4}, {.kind = SX_NUMBER, .as.number = 46000},
            {.kind = SX_TEXT, .as.text = "Tea", .length = 3},  {.kind = SX_NUMBER, .as.number = huge[i]}};
        sx_table table = {.rows = 2, .columns = 3, .declared_rows = 2, .declared_columns = 3, .cells = cells};
        sx_export x;
        totals t = {0, 0};
        assert_int_equal(sx_export_read(&x, sx_canon_named("spend"), NULL, &table, NULL, 0, add_money, &t), SX_OK);
        assert_int_equal(t.rows, 1);
        assert_true(t.money == 0);
        assert_int_equal(x.report.n_missing, 1);
        sx_export_free(&x);
    }
}

/* What the report says of a bank's file: whether a sentence begins so, and how many values are not vouched for. */
static bool is_said(const char *file, const char *table, const char *begin, size_t *doubts)
{
    sx_bytes bytes;
    sx_export x;
    totals t = {0, 0};
    bool said = false;
    assert_int_equal(sx_bytes_read(file, strlen(file), &bytes), SX_OK);
    assert_int_equal(sx_export_read(&x, sx_canon_named(table), &bytes, NULL, NULL, 0, add_money, &t), SX_OK);
    for (size_t i = 0; i < x.report.n_sentences; i++)
        said |= strncmp(x.report.sentences[i], begin, strlen(begin)) == 0;
    *doubts = x.report.doubts[SX_F_AMOUNT];
    sx_export_free(&x);
    sx_bytes_free(&bytes);
    return said;
}

/* A balance that does not follow is told, however few lines follow, and where. */
static void a_broken_balance_is_told(void **state)
{
    (void)state;
    size_t doubts;
    static const char follows[] = "Date,Description,Amount,Balance\n2025-01-13,a,-1200.00,8800.00\n"
                                  "2025-01-14,b,500.00,9300.00\n2025-01-15,c,-12.50,9287.50\n";
    static const char half[] = "Date,Description,Amount,Balance\n2025-01-13,a,-1200.00,8800.00\n"
                               "2025-01-14,b,500.00,9300.00\n2025-01-15,c,12.50,9999.00\n";
    static const char none[] = "Date,Description,Amount,Balance\n2025-01-13,a,-1200.00,8800.00\n"
                               "2025-01-14,b,500.00,9301.00\n2025-01-15,c,-12.50,9999.00\n";
    static const char falls[] = "Date,Description,Amount,Balance\n2025-01-15,c,-12.50,9287.50\n"
                                "2025-01-14,b,500.00,9300.00\n2025-01-13,a,-1200.00,8801.00\n";
    assert_true(is_said(follows, "bank", "The running balance follows from the amounts on every line.", &doubts));
    assert_true(is_said(half, "bank",
                        "The running balance does not follow from the amounts on 1 of 2 lines; the first is "
                        "line 4:",
                        &doubts));
    assert_true(is_said(none, "bank",
                        "The running balance does not follow from the amounts on 2 of 2 lines; the first is "
                        "line 3:",
                        &doubts));
    assert_true(is_said(falls, "bank",
                        "The running balance does not follow from the amounts on 1 of 2 lines; the first is "
                        "line 4:",
                        &doubts));
}

/* A minus among debits may be a reversal or the bank's own sign: it is doubted, unless a balance tells. */
static void debits_of_both_signs_are_doubted(void **state)
{
    (void)state;
    size_t doubts;
    static const char said[] = "Column \"Debit\" holds amounts of both signs: each minus (1) was taken for a reversal.";
    assert_true(is_said("Date,Description,Debit,Credit\n2025-01-13,a,-1200.00,\n2025-01-14,b,,500.00\n"
                        "2025-01-15,c,15.00,\n",
                        "bank", said, &doubts));
    assert_int_equal(doubts, 1);
    assert_false(is_said("Date,Description,Debit,Credit\n2025-01-13,a,1200.00,\n2025-01-14,b,,500.00\n"
                         "2025-01-15,c,15.00,\n",
                         "bank", said, &doubts));
    assert_int_equal(doubts, 0);
    assert_false(is_said("Date,Description,Debit,Credit\n2025-01-13,a,-1200.00,\n2025-01-14,b,,500.00\n"
                         "2025-01-15,c,-15.00,\n",
                         "bank", said, &doubts));
    assert_int_equal(doubts, 0);
    assert_false(is_said("Date,Description,Debit,Credit,Balance\n2025-01-13,a,-12.00,,112.00\n"
                         "2025-01-14,b,,500.00,612.00\n2025-01-15,c,15.00,,597.00\n",
                         "bank", said, &doubts));
}

/* A column of the right name that cannot be read is named. */
static void an_unread_column_is_named(void **state)
{
    (void)state;
    size_t doubts;
    assert_true(is_said("Date,Campaign,Cost\n2025-01-13,a,x1\n2025-01-14,b,x2\n", "spend",
                        "No column was found for cost: no number can be read in \"Cost\".", &doubts));
    assert_false(is_said("Date,Campaign,Budget left\n2025-01-13,a,x1\n2025-01-14,b,x2\n", "spend",
                         "No column was found for cost:", &doubts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_the_same_however_written),
        cmocka_unit_test(a_number_that_breaks_the_rule_is_none),
        cmocka_unit_test(a_day_is_the_same_however_written),
        cmocka_unit_test(no_day_is_made_up),
        cmocka_unit_test(a_word_belongs_to_one_field),
        cmocka_unit_test(lost_goes_before_won),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(a_broken_end_is_told),
        cmocka_unit_test(a_huge_number_is_named),
        cmocka_unit_test(a_broken_balance_is_told),
        cmocka_unit_test(debits_of_both_signs_are_doubted),
        cmocka_unit_test(an_unread_column_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
