/* Figures in sentences: SAY.K(x) is 31.0k, GAIN.K(x) +31.0k. They become formulas of Calc that read the same where the
 * comma is decimal and months have other names. The argument stands several times: give a cell. Their constants are the
 * units' and no assumption. */
#include <string.h>
#include "write.h"

#define MINUS(x) "SUBSTITUTE(" x ";\"-\";\"−\")"
#define PLUS "IF(~>0;\"+\";\"\")&"
/* As large as it is: 950, 31.0k, 1.46M. */
#define SHORT "IF(ABS(~)<1000;FIXED(~;0);IF(ABS(~)<1000000;FIXED(~/1000;1)&\"k\";FIXED(~/1000000;1+1)&\"M\"))"
/* Round amounts: 300k, 3.60M, else as SHORT. */
#define ROUND_SHORT                                                                                                    \
    "IF(AND(MOD(~;1000)=0;ABS(~)<1000000);FIXED(~/1000;0)&\"k\";IF(ABS(~)<1000;FIXED(~;0);IF(ABS(~)<1000000;FIXED(~/"  \
    "1000;1)&\"k\";FIXED(~/1000000;1+1)&\"M\")))"
/* As it was typed: 59, 25.2. */
#define AS_TYPED "IF(~=ROUND(~;0);FIXED(~;0);FIXED(~;1))"
/* M stands for the month in every language of the office; D and Y do not: it would show the letters themselves. */
#define MONTH(format) "TEXT(~;\"[$-409]" format "\")"
#define DAY "DAY(~)&\" \"&"
#define YEAR "&\" \"&YEAR(~)"
#define NUMBERS                                                                                                        \
    "\"no\";\"one\";\"two\";\"three\";\"four\";\"five\";\"six\";\"seven\";\"eight\";\"nine\";\"ten\";"                 \
    "\"eleven\";\"twelve\";\"thirteen\""
#define CAPITALS                                                                                                       \
    "\"No\";\"One\";\"Two\";\"Three\";\"Four\";\"Five\";\"Six\";\"Seven\";\"Eight\";\"Nine\";\"Ten\";"                 \
    "\"Eleven\";\"Twelve\";\"Thirteen\""

static const struct {
    const char *name, *formula;
} phrases[] = {{"SAY.N", MINUS("FIXED(~;0)")},
               {"SAY.N1", MINUS("FIXED(~;1)")},
               {"SAY.N2", MINUS("FIXED(~;1+1)")},
               {"SAY.K", MINUS(SHORT)},
               {"SAY.K0", MINUS(ROUND_SHORT)},
               {"SAY.P", MINUS("FIXED(~*100;1)") "&\"%\""},
               {"SAY.P0", MINUS("FIXED(~*100;0)") "&\"%\""},
               {"SAY.PTS", MINUS("FIXED(~*100;1)") "&\" pts\""},
               {"SAY.X", MINUS("FIXED(~;1+1)") "&\"×\""},
               {"GAIN.N", PLUS MINUS("FIXED(~;0)")},
               {"GAIN.N1", PLUS MINUS("FIXED(~;1)")},
               {"GAIN.N2", PLUS MINUS("FIXED(~;1+1)")},
               {"GAIN.K", PLUS MINUS(SHORT)},
               {"GAIN.K0", PLUS MINUS(ROUND_SHORT)},
               {"GAIN.P", PLUS MINUS("FIXED(~*100;1)") "&\"%\""},
               {"GAIN.P0", PLUS MINUS("FIXED(~*100;0)") "&\"%\""},
               {"GAIN.PTS", PLUS MINUS("FIXED(~*100;1)") "&\" pts\""},
               {"GAIN.X", PLUS MINUS("FIXED(~;1+1)") "&\"×\""},
               {"SAY.R", MINUS(AS_TYPED)},
               {"GAIN.R", PLUS MINUS(AS_TYPED)},
               {"SAY.DAY", DAY MONTH("MMMM")},
               {"SAY.DM", DAY MONTH("MMM")},
               {"SAY.DATE", DAY MONTH("MMMM") YEAR},
               {"SAY.DMY", DAY MONTH("MMM") YEAR},
               {"SAY.MONTH", MONTH("MMMM") YEAR},
               {"SAY.MY", MONTH("MMM") YEAR},
               {"SAY.MON", MONTH("MMM")},
               {"SAY.MONTHNAME", MONTH("MMMM")},
               {"SAY.COUNT", "IFERROR(CHOOSE(~+1;" NUMBERS ");FIXED(~;0))"},
               {"SAY.CAPITAL", "IFERROR(CHOOSE(~+1;" CAPITALS ");FIXED(~;0))"},
               {"SAY.S", "IF(~=1;\"\";\"s\")"}};

const char *phrase_of(const char *name)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (!strcmp(phrases[i].name, name))
            return phrases[i].formula;
    return NULL;
}

const char *with_argument(book *b, const char *form, const char *argument)
{
    sx_text words = {0};
    for (const char *p = form; *p; p++)
        sx_text_add(&words, *p == '~' ? "%s" : "%.1s", *p == '~' ? argument : p);
    return ended(b, &words);
}
