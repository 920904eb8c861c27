#include "plan.h"
#include <math.h>
#include <stdbool.h>

typedef struct ruling {
    const char *verdict, *rule;
} ruling;

/* The words that PLAN.FIT and PLAN.MIX have for what stands behind a range. */
static const struct {
    const char *word;
    bool sound;
} HEALTH[] = {{"good", true},      {"usable", true}, {"estimated", true},    {"rough", true},
              {"doubtful", false}, {"weak", false},  {"cannot tell", false}, {"not usable", false}};
enum { WORDS = sizeof HEALTH / sizeof *HEALTH };

/* WORDS: no such word. Blank: nothing is said of it. */
static size_t health_of(const char *word)
{
    if (!word || !*word)
        return 0;
    for (size_t k = 0; k < WORDS; k++)
        if (sx_same_word(word, HEALTH[k].word))
            return k;
    return WORDS;
}

/* The first rule that applies decides; a number in it would be the entry's. */
static ruling decide(double marginal, double breakeven, double low, double high, double age, double valid, bool sound)
{
    if (isnan(low) || isnan(high) || (low == 0.0 && high == 0.0)) /* blank cells arrive as 0 */
        return (ruling){"test", "1: no range is known for the marginal return"};
    if (isnan(age))
        return (ruling){"test", "2: the age of the evidence is not known"};
    if (age > valid)
        return (ruling){"test", "3: the evidence is older than it stays valid"};
    if (!sound)
        return (ruling){"test", "9: what stands behind the range is doubtful or weak: it need not hold the truth"};
    if (low >= breakeven)
        return (ruling){"scale", "4: the whole range is at or above break-even"};
    if (high < breakeven)
        return (ruling){"stop", "5: the whole range is below break-even: cut back to where it is not, or to nothing"};
    if (high - low > breakeven)
        return (ruling){"test", "6: the range holds break-even and is wider than break-even itself"};
    if (marginal >= breakeven)
        return (ruling){"hold", "7: at or above break-even, but the range reaches below it"};
    return (ruling){"fix", "8: below break-even, but the range reaches it: improve before more is spent"};
}

sx_status sx_plan_verdict(double marginal, double breakeven, double low, double high, double age, double valid,
                          const char *health, sx_table *result, sx_context *context)
{
    size_t word = health_of(health);
    if (word == WORDS)
        return sx_fail(context, SX_ARGUMENT,
                       "health is \"%.40s\" and must be good, usable, estimated, rough, doubtful, weak, cannot tell or "
                       "not usable",
                       health);
    if (low > high)
        return sx_fail(context, SX_NUM, "low is %.15g, above high %.15g", low, high);
    bool blank = low == 0.0 && high == 0.0;
    if (!blank && (marginal < low || marginal > high))
        return sx_fail(context, SX_NUM, "marginal is %.15g, outside its range %.15g to %.15g", marginal, low, high);
    ruling made_by = decide(marginal, breakeven, low, high, age, valid, HEALTH[word].sound);
    if ((!health || !*health) && made_by.rule[0] > '3') /* the range decided */
        sx_note(context, "health is not given: what stands behind the range was not checked");
    sx_table made;
    sx_table_make(&made, 1, 2);
    sx_put_text(&made, 0, 0, "%s", made_by.verdict);
    sx_put_text(&made, 0, 1, "%s", made_by.rule);
    return sx_table_give(&made, result);
}
