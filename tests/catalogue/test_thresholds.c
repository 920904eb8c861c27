/* Documented thresholds that decide a method, a note or a word: a call on either side of each, by what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "catalogue/catalogue.h"

/* The answer, its note or its reason holds these words, or does not. */
typedef struct side {
    const char *function, *arguments;
    bool holds;
    const char *words;
} side;

#define PHONE(name) "[\"" name "\",[[\"part\"],[\"a\"]]]"
#define CHANNELS "[[\"A\",\"log\",null,null,null,100,50],[\"B\",\"log\",null,null,null,100,50]]"
/* A cost of 1, the rate, a value of 10; eight columns, the lag the sixth. */
#define FUNNEL(rate)                                                                                                   \
    "[[\"Lead\",\"cost per\",null,1,null,0,null,null],[\"Won\",\"rate\"," rate "],"                                    \
    "[\"Revenue\",\"value\",null,10,null,0,null,null]]"
#define FIXED FUNNEL("null,0.5,null,0,null,null")
#define PERT FUNNEL("0.4,0.5,0.6,0,null,null")
#define LAGGED FUNNEL("null,0.5,null,1,1,null")
#define LOGNORMAL(low, high) FUNNEL(low ",0.1," high ",0,null,\"lognormal\"")

static const side sides[] = {
    /* Over 30 % zeros make a history intermittent: 3 of 10, 4 of 10. */
    {"FCST.POINT", "[[[5,0,3,0,7,0,4,6,5,8]],1,1]", false, "intermittent"},
    {"FCST.POINT", "[[[5,0,3,0,7,0,4,0,5,8]],1,1]", true, "intermittent"},
    /* Less than ten values make limits provisional. */
    {"TEST.XMR", "[[[5,6,4,7,5,6,8,5,4]]]", true, "provisional"},
    {"TEST.XMR", "[[[5,6,4,7,5,6,8,5,4,6]]]", false, "provisional"},
    {"TEST.SIGNAL", "[[[5,6,4,7,5,6,8,5,4]],5]", true, "provisional"},
    {"TEST.SIGNAL", "[[[5,6,4,7,5,6,8,5,4,6]],5]", false, "provisional"},
    /* A phone number has 8 to 15 digits behind a +, 9 to 15 behind a 0. */
    {"GOV.CAMPAIGN", PHONE("+1234567"), false, "phone"},
    {"GOV.CAMPAIGN", PHONE("+12345678"), true, "phone"},
    {"GOV.CAMPAIGN", PHONE("01234567"), false, "phone"},
    {"GOV.CAMPAIGN", PHONE("012345678"), true, "phone"},
    {"GOV.CAMPAIGN", PHONE("+123456789012345"), true, "phone"},
    {"GOV.CAMPAIGN", PHONE("+1234567890123456"), false, "phone"},
    /* A plan stands at its bound when it is within half a cent of it. */
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",null,[[50.00],[null]]]", true, "A is at its high"},
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",null,[[50.01],[null]]]", false, "A is at its high"},
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",[[50.00],[null]]]", true, "A is at its low"},
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",[[49.99],[null]]]", false, "A is at its low"},
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",null,null,[[\"G\",null,null,50.00],[\"A\",\"G\",null,null]]]", true,
     "group G is at its high"},
    {"PLAN.CERTIFICATE", "[100," CHANNELS ",null,null,[[\"G\",null,null,50.01],[\"A\",\"G\",null,null]]]", false,
     "group G is at its high"},
    /* A rate is a plain lognormal while its chance to pass 1 is at most one in a thousand: ln 10 / sigma
       = 3.112, 3.070. */
    {"DRIVE.RANGE", "[[[1e6]]," LOGNORMAL("0.03873803862432476", "0.2581442002518081") "]", false, "sampled"},
    {"DRIVE.RANGE", "[[[1e6]]," LOGNORMAL("0.03824475825625355", "0.2614737406103192") "]", true, "sampled"},
    /* Fewer than 400 won a period are small counts: closed, sampled, and sampled with their chance. */
    {"DRIVE.RANGE", "[[[798]]," FIXED "]", true, "about 399 are won"},
    {"DRIVE.RANGE", "[[[800]]," FIXED "]", false, "are won"},
    {"DRIVE.RANGE", "[[[798]]," PERT "]", true, "with the chance of whole counts"},
    {"DRIVE.RANGE", "[[[800]]," PERT "]", false, "with the chance of whole counts"},
    {"DRIVE.RANGE", "[[[798]]," PERT ",null,null,null,null,\"sampled\"]", false, "with the chance of whole counts"},
    {"DRIVE.RANGE", "[[[800]]," PERT ",null,null,null,null,\"counts\"]", true, "with the chance of whole counts"},
    /* Open at the start: older than its lag can be (a share below 1e-12) arrives at once; 3e-5 is left at age 20. */
    {"DRIVE.FUNNEL", "[[[100]]," LAGGED ",null,[[\"Lead\",20,50]]]", false, "older than the lag"},
    {"DRIVE.FUNNEL", "[[[100]]," LAGGED ",null,[[\"Lead\",600,50]]]", true, "older than the lag"},
    /* Rows and columns are counted from 1, headings included. */
    {"DRIVE.FUNNEL", "[[[1]],[[\"Lead\",\"cost per\",1,2,3],[\"Won\",\"rate\",0.1,0.9,0.5],[\"R\",\"value\",1,1,1]]]",
     true, "drivers row 2 (Won), column 4 (likely)"},
    {"PLAN.ALLOCATE",
     "[10,[[\"c\",\"kind\",null,null,null,\"gain\",\"exponent\"],[\"A\",\"power\",null,null,null,1e300,0.5]]]", true,
     "curves, row 2: the response at"},
    {"CASH.FLOW", "[0,[[1,2],[3,\"x\"]],[[1,2]]]", true, "(row 2, column 2)"},
    {"KPI.TREND", "[[[1],[2],[\"x\"]]]", true, "(value 3)"},
    /* A function without errors of its own says so. */
    {"SEXTANT.ABOUT", "[\"SEXTANT.VERSION\",\"errors\"]", true, "none beyond those of wrong arguments"},
    {"SEXTANT.ABOUT", "[\"KPI.CAC\",\"errors\"]", false, "none beyond"},
    /* One value, several values. */
    {"KPI.TREND", "[[[5]]]", true, "has 1 value and needs at least 2"},
    {"KPI.TREND", "[[[null,null]]]", true, "has 0 values and needs"},
    /* The period by which it must be there: none, in time, a period too early. */
    {"DRIVE.REVERSE", "[100," LAGGED "]", false, "too late"},
    {"DRIVE.REVERSE", "[100," LAGGED ",2]", false, "too late"},
    {"DRIVE.REVERSE", "[100," LAGGED ",1]", true, "due in period 0: too late"},
    /* What ends the differences of a series. */
    {"TEST.XMR", "[[[1e308,-1e308,1e308,3]]]", true, "a difference is too large"},
    {"TEST.XMR", "[[[1,null,1,null,3]]]", true, "no two values stand next to each other"},
    /* A Weibull's shape lies above 0, not above 1; a rate below 1. */
    {"PLAN.FIT", "[[[1,2,3,4,2,3]],[[5,9,12,14,9,12]],\"log\",[[0.5,2]]]", false, "carryover must be"},
    {"PLAN.FIT", "[[[1,2,3,4,2,3]],[[5,9,12,14,9,12]],\"log\",[[0,2]]]", true, "carryover must be"},
    {"PLAN.FIT", "[[[1,2,3,4,2,3]],[[5,9,12,14,9,12]],\"log\",[[0.5,0]]]", true, "carryover must be"},
    {"PLAN.FIT", "[[[1,2,3,4,2,3]],[[5,9,12,14,9,12]],\"log\",[[0]]]", false, "carryover must be"},
    {"PLAN.FIT", "[[[1,2,3,4,2,3]],[[5,9,12,14,9,12]],\"log\",[[1]]]", true, "carryover must be"},
    /* Sides of an amount, and words that are none. */
    {"DATA.NUMBER", "[\"12.50 Cr\"]", true, "credit"},
    {"DATA.NUMBER", "[\"12.50 CR\"]", true, "credit"},
    {"DATA.NUMBER", "[\"12.50 C\"]", true, "credit"},
    {"DATA.NUMBER", "[\"12.50 H\"]", true, "credit"},
    {"DATA.NUMBER", "[\"12.50 Dr\"]", true, "debit"},
    {"DATA.NUMBER", "[\"12.50 DR\"]", true, "debit"},
    {"DATA.NUMBER", "[\"12.50 S\"]", true, "debit"},
    {"DATA.NUMBER", "[\"12.50 D\"]", true, "debit"},
    {"DATA.NUMBER", "[\"12.50 Zz\"]", true, "is no number"},
    {"DATA.NUMBER", "[\"12.50 Z\"]", true, "is no number"},
};

static void either_side(void **state)
{
    (void)state;
    size_t missed = 0;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const side *s = &sides[i];
        sx_context why = {{0}, NULL};
        sx_json_arguments arguments;
        cJSON *json = sx_json_parse(s->arguments, strlen(s->arguments), &why);
        const sx_function *function = sx_find(s->function);
        assert_non_null(function);
        if (!json || sx_json_arguments_read(json, &arguments, &why) != SX_OK)
            fail_msg("%s %s: %s", s->function, s->arguments, why.reason);
        sx_text found = sx_answer(function, arguments.items, arguments.n, NULL);
        if ((strstr(found.data, s->words) != NULL) != s->holds) {
            print_error("%s %s: must%s say \"%s\": %.400s\n", s->function, s->arguments, s->holds ? "" : " not",
                        s->words, found.data);
            missed++;
        }
        sx_text_free(&found);
        sx_json_arguments_free(&arguments);
        cJSON_Delete(json);
    }
    assert_int_equal(missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(either_side)};
    return cmocka_run_group_tests_name("thresholds", tests, NULL, NULL);
}
