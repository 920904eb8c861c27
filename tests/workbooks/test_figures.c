/* What the expected figures and the faulty samples are made with: sums over raw tables, edits, exports. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "edits.h"

static const char text[] = "date,channel,cost\n2025-11-30,Search,10\n2025-12-01,Search,20\n2025-12-31,Social,5\n"
                           "2026-01-01,Search,40\n";

static raw table(void)
{
    return raw_of(keep(text, strlen(text)));
}

static void sums(void **state)
{
    (void)state;
    raw t = table();
    lines_where december = {"date", "2025-12-01", "2026-01-01", {{0}}};
    assert_true(sum(&t, "cost", (lines_where){0}) == 75);
    assert_true(sum(&t, "cost", december) == 25);
    assert_true(count(&t, december) == 2);
    december.is[0].column = "channel";
    december.is[0].text = "Social";
    assert_true(sum(&t, "cost", december) == 5);
}

static void dates(void **state)
{
    (void)state;
    assert_true(day("1900-01-01") == 2);
    assert_true(day("1970-01-01") == 25569);
    assert_true(day("2024-02-29") == 45351);
    assert_true(day("2024-03-01") == 45352);
    assert_true(day("2025-12-28T12:00:00") == 46019);
    assert_string_equal(month(1), "2024-01-01");
    assert_string_equal(month(24), "2025-12-01");
}

static void edits(void **state)
{
    static const struct {
        const char *edits[2], *written;
    } all[] = {{{"set #2 cost n.a.", "drop 2026"},
                "date,channel,cost\n2025-11-30,Search,n.a.\n2025-12-01,Search,20\n"
                "2025-12-31,Social,5\n"},
               {{"set #1 cost outlay", "drop 2025"}, "date,channel,outlay\n2026-01-01,Search,40\n"},
               {{"swap #last date cost", "drop 2025"}, "date,channel,cost\n40,Search,2026-01-01\n"},
               {{"drop 2025", "twice #last"}, "date,channel,cost\n2026-01-01,Search,40\n2026-01-01,Search,40\n"},
               {{"drop 2", "add 2 2099,a b,1"}, "date,channel,cost\n2099,a b,1\n2099,a b,1\n"},
               {{"drop 2", "add 2 2099,S#,1"}, "date,channel,cost\n2099,S1,1\n2099,S2,1\n"},
               {{"drop 2025", "blank #2"}, "date,channel,cost\n,,\n2026-01-01,Search,40\n"},
               {{"sort channel cost", "drop 2025-11"},
                "date,channel,cost\n2025-12-01,Search,20\n2026-01-01,Search,40\n"
                "2025-12-31,Social,5\n"}};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char said[512] = "";
        FILE *to = fmemopen(said, sizeof said, "w");
        assert_non_null(to);
        raw t = table();
        write_edited(&t, all[i].edits, 2, to);
        fclose(to);
        assert_string_equal(said, all[i].written);
    }
}

static void rows(void **state)
{
    static const char *const all[] = {"set #2 name Social", "set #1 kind", "blank #2"};
    (void)state;
    cJSON *of = cJSON_Parse("[{\"name\":\"Search\",\"kind\":\"hill\"},{\"name\":\"Content\"}]");
    edit_rows(of, all, 3);
    char *is = cJSON_PrintUnformatted(of);
    assert_string_equal(is, "[{\"name\":\"Search\"},{},{\"name\":\"Social\"}]");
    cJSON_free(is);
    cJSON_Delete(of);
}

static void exports(void **state)
{
    static const char spend[] = "date,channel,campaign,cost,impressions,clicks\n2025-12-01,Search,s,1234567.5,9,1\n"
                                "2025-12-01,Partner,p,7,9,1\n";
    static const char *const as[] = {"as google"};
    (void)state;
    char said[512] = "";
    FILE *to = fmemopen(said, sizeof said, "w");
    assert_non_null(to);
    raw t = raw_of(keep(spend, strlen(spend)));
    write_edited(&t, as, 1, to);
    fclose(to);
    assert_string_equal(said,
                        "Campaign report\nAll time\nDay,Campaign,Currency code,Cost,Impr.,Clicks,Conversions\n"
                        "2025-12-01,s,EUR,\"1,234,567.50\",9,1,--\nTotal: Account,--,EUR,\"1,234,567.50\",1,1,1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums), cmocka_unit_test(dates), cmocka_unit_test(edits),
                                       cmocka_unit_test(rows), cmocka_unit_test(exports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
