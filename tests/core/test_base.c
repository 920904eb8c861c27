/* Distributions, statistics and linear algebra against R 4.2 (pnorm, qnorm, pt, qt, pbeta, quantile) and identities. */
#include <stdio.h>
#include "core/draw.h"
#include "core/unit.h"
#include "base/distribution.h"
#include "base/linear.h"
#include "base/statistics.h"

static void normal(void **state)
{
    (void)state;
    close_to(sx_normal_quantile(0.975), 1.959963984540054, 1e-15);
    close_to(sx_normal_quantile(1e-10), -6.361340902404056, 1e-14);
    close_to(sx_normal_quantile(1e-300), -37.0471, 1e-5);
    close_to(sx_normal_cdf(-10.0), 7.619853024160527e-24, 1e-12);
    for (double p = 0.001; p < 1.0; p += 0.0371)
        close_to(sx_normal_cdf(sx_normal_quantile(p)), p, 1e-14);
    assert_true(isnan(sx_normal_quantile(0.0)));
}

static void student(void **state)
{
    (void)state;
    close_to(sx_t_quantile(0.975, 1.0), 12.706204736174698, 1e-11);
    close_to(sx_t_quantile(0.975, 10.0), 2.2281388519862739, 1e-13);
    close_to(sx_t_cdf(2.0, 5.0), 0.9490302605850709, 1e-13);
    close_to(sx_t_cdf(-2.0, 5.0), 1.0 - 0.9490302605850709, 1e-12);
    for (double p = 0.003; p < 1.0; p += 0.0417)
        close_to(sx_t_cdf(sx_t_quantile(p, 7.3), 7.3), p, 1e-12);
    close_to(sx_beta_cdf(0.3, 2.0, 5.0), 0.579825, 1e-12);
}

static void statistics(void **state)
{
    (void)state;
    double x[] = {5.0, 1.0, 4.0, 2.0};
    close_to(sx_median(x, 4), 3.0, 0.0);
    close_to(sx_quantile_sorted(x, 4, 0.1), 1.3, 1e-15);
    close_to(sx_variance(x, 4), 10.0 / 3.0, 1e-15);
    double cents[] = {1e16, 1.0, -1e16, 1.0};
    close_to(sx_sum(cents, 4), 2.0, 0.0);
}

static void linear(void **state)
{
    (void)state;
    double a[] = {1, 1, 1, 2, 1, 3, 1, 4}, b[] = {6, 5, 7, 10}, x[2], work[4];
    size_t rank = 0;
    sx_least_squares(a, b, 4, 2, 1e-12, x, &rank, work);
    assert_int_equal(rank, 2);
    close_to(x[0], 3.5, 1e-14);
    close_to(x[1], 1.4, 1e-14);
    double twin[] = {1, 2, 2, 4, 3, 6}, c[] = {1, 2, 3};
    sx_least_squares(twin, c, 3, 2, 1e-12, x, &rank, work);
    assert_int_equal(rank, 1);
    double s[] = {4, 2, 2, 3};
    assert_int_equal(sx_cholesky(s, 2), SX_OK);
    close_to(s[0], 2.0, 1e-15);
    close_to(s[3], sqrt(2.0), 1e-15);
    double bad[] = {1, 2, 2, 1};
    assert_int_equal(sx_cholesky(bad, 2), SX_NUM);
    double m[] = {2, 1, 0, 1, 2, 1, 0, 1, 2}, values[3], v[9];
    sx_symmetric_eigen(m, 3, values, v);
    close_to(values[0], 2.0 - sqrt(2.0), 1e-14);
    close_to(values[2], 2.0 + sqrt(2.0), 1e-14);
}

/* A note is added behind the others while there is room; what does not fit leaves what stands as it is. */
static void notes_until_full(sx_context *context)
{
    *context->reason = '\0';
    sx_note(context, "one");
    sx_note(context, "two");
    assert_string_equal(context->reason, "one; two");
    for (size_t left = 5; left-- > 0;) { /* bytes left: "; " and a character ask for three */
        char before[sizeof context->reason];
        memset(context->reason, 'x', sizeof context->reason);
        context->reason[sizeof context->reason - 1 - left] = '\0';
        memcpy(before, context->reason, sizeof before);
        sx_note(context, "yyyy");
        assert_int_equal(strncmp(context->reason, before, strlen(before)), 0);
        assert_string_equal(context->reason + strlen(before), left == 4 ? "; yy" : left == 3 ? "; y" : "");
    }
    *context->reason = '\0';
}

static void texts(void **state)
{
    (void)state;
    sx_context context = {0};
    assert_int_equal(sx_fail(&context, SX_NUM, "%g is above %d", 1.5, 1), SX_NUM);
    assert_string_equal(context.reason, "1.5 is above 1");
    sx_fail(&context, SX_NUM, "\"%.4s\" and \"%.5s\", %.3s", "Müüü", "\xe2\x82\xac\xe2\x82\xac", "abü");
    assert_string_equal(context.reason, "\"Mü\" and \"\xe2\x82\xac\", ab"); /* half of a character is none */
    sx_note(&context, "%.1s%.2s%.4s", "ü", "ü", "\xf0\x9f\x99\x82");
    assert_string_equal(context.reason + strlen(context.reason) - 6, "ü\xf0\x9f\x99\x82");
    notes_until_full(&context);
    double number = 7.0;
    assert_false(sx_text_to_number("1,5", &number));
    assert_true(sx_text_to_number(" 1.5 ", &number));
    close_to(number, 1.5, 0.0);
    assert_true(sx_same_word(" Arr ", "ARR"));
    assert_false(sx_same_word("AR", "ARR"));
    sx_table table;
    sx_table_make(&table, 2, 2);
    sx_put_number(&table, 0, 0, NAN);
    assert_int_equal(sx_at(&table, 0, 0)->kind, SX_FAULT);
    sx_put_text(&table, 1, 1, "%s", "x");
    assert_string_equal(sx_at(&table, 1, 1)->as.text, "x");
    assert_int_equal(sx_at(&table, 5, 5)->kind, SX_BLANK);
    sx_table_free(&table);
}

/* Figures in sentences: four digits, all before the point, and never a power of ten below 1e15. */
static void digits_of_figures_in_sentences(void **state)
{
    (void)state;
    static const struct {
        double x;
        const char *shown;
    } cases[] = {{0.0, "0"},         {0.123456789, "0.1235"}, {-19.32926829, "-19.33"},   {7387.387387, "7387"},
                 {9999.96, "10000"}, {1640000.4, "1640000"},  {-3141486.486, "-3141486"}, {1e308, "1e+308"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        snprintf(text, sizeof text, "%.*g", sx_digits(cases[i].x), cases[i].x);
        assert_string_equal(text, cases[i].shown);
    }
    assert_int_equal(sx_digits(NAN), 15);
}

/* A number as a key is what "%.15g" writes, the short way for cents too. */
static void numbers_as_texts(void **state)
{
    (void)state;
    static const double odd[] = {0.0,
                                 -0.0,
                                 0.01,
                                 -0.01,
                                 0.1 + 0.2,
                                 1e15,
                                 -1e15,
                                 0.005,
                                 1e-5,
                                 1e300,
                                 5e-324,
                                 9999999999999.99,
                                 999999999999999.0,
                                 100.0,
                                 1000000.0,
                                 -0.5,
                                 1234.5,
                                 1e13 + 0.01,
                                 99999.995,
                                 4503599627370496.0,
                                 2.675,
                                 9007199254740993.0,
                                 1e14,
                                 12345678901234.5};
    char room[SX_NUMBER_ROOM], wanted[64];
    seed = 5;
    for (size_t i = 0; i < 4000; i++) {
        double size = exp(36.0 * draw()), x = (draw() - 0.5) * size;
        x = i < sizeof odd / sizeof *odd ? odd[i] : i % 3 == 0 ? round(x) : i % 3 == 1 ? round(x * 100.0) / 100.0 : x;
        const sx_cell cell = {.kind = SX_NUMBER, .as.number = x};
        snprintf(wanted, sizeof wanted, "%.15g", x);
        assert_string_equal(sx_cell_text(&cell, room), wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal),          cmocka_unit_test(student), cmocka_unit_test(statistics),
        cmocka_unit_test(linear),          cmocka_unit_test(texts),   cmocka_unit_test(digits_of_figures_in_sentences),
        cmocka_unit_test(numbers_as_texts)};
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
