/* Approval bands, reconciliation and review dates against slow twins; the naming gate's detectors one by one. */
#include <stdlib.h>
#include "core/unit.h"
#include <stdio.h>
#include "base/date.h"
#include "gov.h"
#include "gov/approval.h"
#include "gov/naming.h"

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

enum { BANDS = 4, TOP = 40 };

/* Every cent from 0 to the top belongs to exactly one band, or the bands are refused. A band holds its to; it holds its
 * from where no band ends there. */
static void bands_cover_once(void **state)
{
    (void)state;
    seed = 1;
    int good = 0, bad = 0;
    for (int trial = 0; trial < 20000; trial++) {
        sx_band bands[BANDS], sorted[BANDS];
        size_t n = (size_t)draw(1, BANDS);
        int64_t end = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t begin = draw(0, 3) ? end + draw(0, 1) : draw(0, TOP - 2);
            end = begin + draw(1, 9);
            bands[i] = sorted[i] = (sx_band){begin, end, i};
        }
        size_t holds[TOP + 60] = {0};
        int64_t top = 0;
        for (size_t i = 0; i < n; i++) {
            bool shared = false;
            for (size_t k = 0; k < n; k++)
                shared = shared || (k != i && bands[k].to == bands[i].from);
            for (int64_t cent = bands[i].from + shared; cent <= bands[i].to; cent++)
                holds[cent]++;
            top = bands[i].to > top ? bands[i].to : top;
        }
        bool once = true;
        for (int64_t cent = 1; cent <= top; cent++)
            once = once && holds[cent] == 1;
        sx_context context = {0};
        sx_status status = sx_check_bands(sorted, n, "spend", &context);
        assert_int_equal(status, once ? SX_OK : SX_NUM);
        good += once;
        bad += !once;
        for (int64_t cent = 0; once && cent <= top + 1; cent++) {
            size_t found = sx_band_of(sorted, n, cent);
            assert_int_equal(found == n, cent > top);
            if (found < n && cent > 0)
                assert_true(cent >= sorted[found].from && cent <= sorted[found].to);
        }
    }
    assert_true(good > 2000 && bad > 2000);
}

/* Splitting never lowers who must approve: the verdict on the last part is that on the whole, and it says split. */
static void split_purchases(void **state)
{
    (void)state;
    seed = 2;
    sx_cell cells[] = {text("Action"), text("from"),  text("to"),  text("Approver"), text("buy"),   number(0.0),
                       number(100.0),  text("Ann"),   text("buy"), number(100.01),   number(500.0), text("Bob"),
                       text("buy"),    number(500.0), number(NAN), text("Eve")};
    sx_table policy = table_over(cells, 4, 4);
    for (int trial = 0; trial < 3000; trial++) {
        double parts[4], last = (double)draw(1, 30000) / 100.0;
        int64_t cents = llround(last * 100.0);
        size_t n = (size_t)draw(0, 4);
        for (size_t i = 0; i < n; i++) {
            int64_t part = draw(0, 30000);
            parts[i] = (double)part / 100.0;
            cents += part;
        }
        const char *who = cents <= 10000 ? "Ann" : cents <= 50000 ? "Bob" : "Eve";
        bool split = (llround(last * 100.0) <= 10000) != (cents <= 10000) ||
                     (llround(last * 100.0) <= 50000) != (cents <= 50000);
        sx_text verdict = {0};
        sx_context context = {0};
        assert_int_equal(sx_gov_approval(last, "BUY", &policy, parts, n, NULL, &verdict, &context), SX_OK);
        assert_int_equal(strncmp(verdict.data, who, 3), 0);
        assert_int_equal(strstr(verdict.data, "split") != NULL, split);
        sx_text_free(&verdict);
    }
}

/* The obvious join: for every key of either list, sum both. */
static void reconcile_twin(void **state)
{
    (void)state;
    static const char *const keys[] = {"Search", " search", "Social ", "Video", "VIDEO", "Messe M\xC3\xBCnchen",
                                       "1",      "e"};
    seed = 3;
    for (int trial = 0; trial < 500; trial++) {
        sx_cell cells[2][2 * 40];
        sx_table tables[2];
        for (size_t side = 0; side < 2; side++) {
            size_t rows = (size_t)draw(side == 0, 40);
            for (size_t r = 0; r < rows; r++) {
                size_t key = (size_t)draw(0, 7);
                cells[side][2 * r] = key == 6 && draw(0, 1) ? number(1.0) : text(keys[key]);
                cells[side][2 * r + 1] = number((double)draw(-100000, 1000000) / 100.0);
            }
            tables[side] = table_over(cells[side], rows, 2);
        }
        sx_table result;
        sx_context context = {0};
        assert_int_equal(sx_gov_reconcile(&tables[0], &tables[1], 50.0, &result, &context), SX_OK);
        size_t seen = 0;
        for (size_t row = 0; row < result.rows; row++) {
            const sx_cell *key = sx_at(&result, row, 0);
            const char *name = key->kind == SX_NUMBER ? "1" : key->as.text;
            int64_t cents[2] = {0, 0};
            size_t found[2] = {0, 0};
            for (size_t side = 0; side < 2; side++)
                for (size_t r = 0; r < tables[side].rows; r++) {
                    const sx_cell *other = &cells[side][2 * r];
                    if (!sx_same_word(name, other->kind == SX_NUMBER ? "1" : other->as.text))
                        continue;
                    cents[side] += llround(cells[side][2 * r + 1].as.number * 100.0);
                    found[side]++;
                }
            seen += found[0] + found[1];
            assert_true(sx_at(&result, row, 3)->as.number == (double)(cents[0] - cents[1]) / 100.0);
            const char *status = "matched";
            if (!found[0])
                status = "missing in ledger";
            else if (!found[1])
                status = "missing in platform";
            else if (llabs(cents[0] - cents[1]) > 5000)
                status = "over tolerance";
            assert_string_equal(sx_at(&result, row, 4)->as.text, status);
        }
        assert_int_equal(seen, tables[0].rows + tables[1].rows); /* every line stands in exactly one row */
        sx_table_free(&result);
    }
}

static void reviews_fall_on_working_days(void **state)
{
    (void)state;
    seed = 4;
    for (int trial = 0; trial < 5000; trial++) {
        double holidays[5], date = (double)draw(2, 2950000), next = 0.0;
        for (size_t i = 0; i < 5; i++)
            holidays[i] = i == 4 ? (double)NAN : date + (double)draw(5, 40);
        int cadence = (int)draw(SX_GOV_NEXTREVIEW_CADENCE_WEEKLY, SX_GOV_NEXTREVIEW_CADENCE_YEARLY);
        assert_int_equal(sx_gov_nextreview(date + 0.7, cadence, holidays, 5, &next), SX_OK);
        assert_true(next > date && sx_weekday(next) < 5);
        for (size_t i = 0; i < 4; i++)
            assert_true(next != holidays[i]);
        double due = date + 7.0;
        if (cadence != SX_GOV_NEXTREVIEW_CADENCE_WEEKLY)
            due = sx_add_months(date, cadence == SX_GOV_NEXTREVIEW_CADENCE_MONTHLY     ? 1
                                      : cadence == SX_GOV_NEXTREVIEW_CADENCE_QUARTERLY ? 3
                                                                                       : 12);
        for (double day = due; day < next; day += 1.0) { /* none earlier would have done */
            bool off = sx_weekday(day) >= 5;
            for (size_t i = 0; i < 4; i++)
                off = off || day == holidays[i];
            assert_true(off);
        }
    }
    double next = 0.0;
    assert_int_equal(sx_gov_nextreview(2958465.0, SX_GOV_NEXTREVIEW_CADENCE_WEEKLY, NULL, 0, &next), SX_NUM);
}

static void personal_data(void **state)
{
    (void)state;
    static const char *const addresses[] = {"jo@example.com", "x_jo.doe+1@mail.example.co.uk_y",
                                            "https://e.org/?u=a@b.de"};
    static const char *const phones[] = {"+49 170 1234567",     "tel=+491701234567", "0170-1234567",
                                         "0049 170 1234567",    "(+49) 170 1234567", "+1 (555) 123-4567",
                                         "call_01701234567_now"};
    static const char *const clean[] = {
        "",         "spring@home",     "2026q1_de_brand", "20260101123456", "a@b",   "@example.com", "id=123456789012",
        "sku-0012", "v2.0.1234567890", "1+12345678",      "M0170123456789", "+1234", "01.02.2026"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        assert_string_equal(sx_personal_data(addresses[i]), "an e-mail address");
    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
        if (!sx_personal_data(phones[i]))
            fail_msg("%s is a phone number", phones[i]);
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
        if (sx_personal_data(clean[i]))
            fail_msg("%s is no %s", clean[i], sx_personal_data(clean[i]));
}

static void characters(void **state)
{
    (void)state;
    sx_text text_of = {0};
    sx_fault_characters(&text_of, "the name", "abc-123_x", "-_");
    assert_int_equal(text_of.length, 0);
    sx_fault_characters(&text_of, "the name", "\xF0\x9F\x8E\x89 M\xC3\xBC\xC3\xBC\xFF\t", "-_");
    assert_string_equal(text_of.data,
                        "characters: the name holds \"\xF0\x9F\x8E\x89\" a blank \"\xC3\xBC\" a byte 0xFF "
                        "that is no UTF-8 U+0009");
    sx_fault_characters(&text_of, "it", "!\"$%&'()*+,/", "");
    assert_non_null(strstr(text_of.data, "; characters: it holds \"!\" "));
    assert_non_null(strstr(text_of.data, "and more"));
    sx_text_free(&text_of);
}

/* No link whatever makes the gate stumble, and a good one that is spoilt never passes. */
static void links_of_any_kind(void **state)
{
    (void)state;
    static const char good[] = "https://example.com/a?utm_source=google&utm_medium=cpc&utm_campaign=2026q1_de#top";
    static const char odd[] = "%&=?#:/ @A\xC3\xBC%4\x01+";
    seed = 5;
    size_t passed = 0;
    for (int trial = 0; trial < 20000; trial++) {
        char url[sizeof good];
        memcpy(url, good, sizeof good);
        for (int64_t k = draw(1, 4); k > 0; k--)
            url[draw(0, (int64_t)sizeof good - 2)] = odd[draw(0, (int64_t)sizeof odd - 2)];
        sx_text verdict = {0};
        assert_int_equal(sx_gov_link(url, NULL, 0, NULL, 0, &verdict), SX_OK);
        passed += verdict.length == 0;
        sx_text_free(&verdict);
    }
    assert_true(passed < 10000);
    sx_text verdict = {0};
    assert_int_equal(sx_gov_link(good, NULL, 0, NULL, 0, &verdict), SX_OK);
    assert_int_equal(verdict.length, 0);
    sx_text_free(&verdict);
}

/* A thousand dimensions in any order, letters large or small and blanks around them, against their lowest scores; one
 * more is refused. */
static void maturity_of_many_dimensions(void **state)
{
    (void)state;
    enum { MANY = 1000, ROWS_EACH = 3, ROWS = MANY * ROWS_EACH };
    static char names[ROWS + 1][24];
    static sx_cell cells[2 * (ROWS + 1)];
    static const char *const forms[ROWS_EACH] = {"Stage ", " STAGE ", "stage "};
    for (size_t i = 0; i < ROWS; i++) {
        size_t which = i * 7 % MANY;
        snprintf(names[i], sizeof names[i], "%s%zu ", forms[i / MANY], which);
        cells[2 * i] = text(names[i]);
        cells[2 * i + 1] = number(i / MANY == which % ROWS_EACH ? 1.0 + (double)(which % 2) : 3.0);
    }
    sx_table scores = table_over(cells, ROWS, 2), result = {0};
    sx_context context = {0};
    assert_int_equal(sx_gov_maturity(&scores, &result, &context), SX_OK);
    assert_int_equal(result.rows, MANY + 1);
    for (size_t i = 0; i < MANY; i++) {
        assert_string_equal(sx_at(&result, i, 0)->as.text, names[i]);
        assert_true(sx_at(&result, i, 1)->as.number == 1.0 + (double)(i * 7 % MANY % 2));
    }
    sx_table_free(&result);
    cells[2 * ROWS] = text("one more");
    cells[2 * ROWS + 1] = number(3.0);
    scores = table_over(cells, ROWS + 1, 2);
    assert_int_equal(sx_gov_maturity(&scores, &result, &context), SX_NUM);
    assert_string_equal(context.reason, "more than 1000 dimensions");
}

/* 400 000 rows of both lists together are joined, one more is refused. */
static void reconcile_knows_how_many(void **state)
{
    (void)state;
    enum { MOST = 400000 };
    sx_cell *cells = calloc(2 * MOST, sizeof *cells), one[2] = {text("k"), number(1.0)};
    assert_non_null(cells);
    for (size_t i = 0; i < MOST; i++) {
        cells[2 * i] = number((double)(i % 3));
        cells[2 * i + 1] = number(1.0);
    }
    sx_table ledger = table_over(cells, MOST - 1, 2), platform = table_over(one, 1, 2), result = {0};
    sx_context context = {{0}, NULL};
    assert_int_equal(sx_gov_reconcile(&ledger, &platform, 0.0, &result, &context), SX_OK);
    assert_true(sx_at(&result, 0, 1)->as.number == 133333.0);
    assert_int_equal(result.rows, 4);
    sx_table_free(&result);
    ledger = table_over(cells, MOST, 2);
    result = (sx_table){.rows = 77};
    assert_int_equal(sx_gov_reconcile(&ledger, &platform, 0.0, &result, &context), SX_NUM);
    assert_string_equal(context.reason, "the two lists have 400001 rows, more than 400000");
    assert_int_equal(result.rows, 77);
    free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bands_cover_once),
                                       cmocka_unit_test(split_purchases),
                                       cmocka_unit_test(reconcile_twin),
                                       cmocka_unit_test(reconcile_knows_how_many),
                                       cmocka_unit_test(reviews_fall_on_working_days),
                                       cmocka_unit_test(personal_data),
                                       cmocka_unit_test(characters),
                                       cmocka_unit_test(links_of_any_kind),
                                       cmocka_unit_test(maturity_of_many_dimensions)};
    return cmocka_run_group_tests_name("govern", tests, NULL, NULL);
}
