/* The rules about documents and printed pages. */
#define _POSIX_C_SOURCE 200809L
#include "test_rules.h"

static void protection(void **state)
{
    (void)state;
    report *r = ask();
    sheets_protected(r, "<table:table table:name=\"Cash\" table:protected=\"true\"><table:table "
                        "table:name=\"local-table\"></table:table></table:table>");
    passes(r);
    r = ask();
    sheets_protected(r, "<table:table table:name=\"Cash\" table:protected=\"true\"></table:table><table:table "
                        "table:name=\"Data\">");
    fails(r, "Data is not");
    r = ask();
    sheets_protected(r, "");
    fails(r, "there is no sheet");
}

#define STYLES                                                                                                         \
    "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"Input\"/>"                  \
    "<style:style style:name=\"ce2\" style:family=\"table-cell\" style:parent-style-name=\"Total\"/>"                  \
    "<table:table table:name=\"Cash\">"

static void unlocked_formulas(void **state)
{
    (void)state;
    report *r = ask();
    formulas_locked(r, STYLES "<table:table-cell table:style-name=\"ce2\" table:formula=\"of:=1\"/>"
                              "<table:table-cell table:style-name=\"ce1\" office:value=\"1\"/>");
    passes(r);
    r = ask();
    formulas_locked(r, STYLES "<table:table-cell table:style-name=\"ce1\" table:formula=\"of:=1\"/>");
    fails(r, "Cash: of:=1");
    r = ask();
    formulas_locked(r, STYLES "<table:table-cell table:style-name=\"Pasted\" table:formula=\"of:=1\"/>");
    fails(r, "Cash: of:=1");
}

static void descriptions(void **state)
{
    (void)state;
    report *r = ask();
    charts_described(r, "<draw:frame><draw:object/><svg:desc>Cash by week</svg:desc></draw:frame>"
                        "<draw:frame><draw:image/></draw:frame>");
    passes(r);
    r = ask();
    charts_described(r, "<draw:frame><draw:object/><svg:desc>Cash</svg:desc></draw:frame>"
                        "<draw:frame><draw:object/><svg:desc></svg:desc></draw:frame>");
    fails(r, "frame 2 does not");
    r = ask();
    charts_described(
        r, "<draw:frame><draw:object/></draw:frame><draw:frame><draw:object/><svg:desc>x</svg:desc></draw:frame>");
    fails(r, "frame 1 does not");
    r = ask();
    charts_described(r, "<draw:frame><draw:object><draw:g><svg:desc>Cash.G28</svg:desc></draw:g></draw:object>"
                        "</draw:frame>"); /* what stands in the chart is not about it */
    fails(r, "frame 1 does not");
}

/* A sheet of one column, 2 cm wide, and one row: a cell of it. */
#define NARROW(attributes, text)                                                                                       \
    "<style:style style:name=\"co\"><s style:column-width=\"2cm\"/></style:style>"                                     \
    "<style:style style:name=\"ro\"><s style:row-height=\"0.5cm\"/></style:style>"                                     \
    "<style:style style:name=\"wraps\"><s fo:wrap-option=\"wrap\"/></style:style>"                                     \
    "<table:table table:name=\"Cash\"><table:table-column table:style-name=\"co\"/>"                                   \
    "<table:table-row table:style-name=\"ro\"><table:table-cell " attributes "><text:p>" text                          \
    "</text:p></table:table-cell></table:table-row></table:table>"

static void room(void **state)
{
    static const char *const cash[] = {"Cash", NULL}, *const other[] = {"Review", NULL};
    static const char number[] = NARROW("table:style-name=\"wraps\" office:value-type=\"float\"", "1234567890123");
    (void)state;
    report *r = ask();
    nothing_cut_off(r, NARROW("table:style-name=\"wraps\"", "short"), NULL);
    passes(r);
    r = ask();
    nothing_cut_off(r, number, cash);
    fails(r, "Cash A1: 1234567890123");
    r = ask();
    nothing_cut_off(r, NARROW("table:style-name=\"wraps\"", "a text of some more lines than there are"), NULL);
    fails(r, "Cash A1: a text");
    r = ask();
    nothing_cut_off(r, number, other);
    passes(r);
    r = ask();
    nothing_cut_off(r, "", NULL);
    fails(r, "no sheet");
}

static void printed_pages(void **state)
{
    static const char pages[] = "  Weekly       Review\ntext\n\f\n\nWeekly  Review\n\fWeekly   Cash\n 12 ### \f";
    (void)state;
    report *r = ask();
    takes_pages(r, pages, "Review", 2);
    takes_pages(r, pages, "Cash", 1);
    takes_pages(r, pages, "view", 0);
    passes(r);
    r = ask();
    takes_pages(r, pages, "Review", 1);
    fails(r, "Review takes 2 pages, not 1");
    r = ask();
    columns_wide_enough(r, pages);
    fails(r, "12 ###");
    r = ask();
    columns_wide_enough(r, "1,234\n");
    passes(r);
    r = ask();
    columns_wide_enough(r, "");
    fails(r, "there is no page");
}

static void page_numbers(void **state)
{
    static const struct {
        const char *pages, *complaint;
    } wrong[] = {
        {"Printed x · Review  Page 2 of 2\n\fPrinted x · Start  Page 1 of 2\n\f", "Review begins on page 2, not 1"},
        {"Printed x · Review  Page 1 of 2\n\fPrinted x · Start  Page 1 of 2\n\f", "a second page 1"},
        {"Printed x · Review  Page 1 of 3\n\fPrinted x · Start  Page 2 of 3\n\f", "2 pages are said to be 3"},
        {"Printed x · Review  \n\f", "no or a second page 0"},
        {"Printed x · Start  Page 2 of 2\n\fPrinted x · Review  Page 1 of 2\n\f", "page 1 is said to be 2"}};
    (void)state;
    report *r = ask();
    pages_numbered(
        r,
        "Printed x · Review  Page 1 of 3\n\fPrinted x · Decisions  Page 2 of 3\n\fPrinted x · Start  Page 3 of 3\n\f",
        "Review");
    passes(r);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        r = ask();
        pages_numbered(r, wrong[i].pages, "Review");
        fails(r, wrong[i].complaint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(protection),    cmocka_unit_test(unlocked_formulas),
                                       cmocka_unit_test(descriptions),  cmocka_unit_test(room),
                                       cmocka_unit_test(printed_pages), cmocka_unit_test(page_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
