#include "plan.h"
#include <math.h>
#include <stdbool.h>

typedef struct ruling {
    const char *verdict, *rule;
} ruling;

/* The first rule that applies decides; a number in it would be the entry's. */
static ruling decide(double marginal, double breakeven, double low, double high, double age, double valid)
{
    if (isnan(low) || isnan(high) || (low == 0.0 && high == 0.0)) /* blank cells arrive as 0 */
        return (ruling){"test", "1: no range is known for the marginal return"};
    if (isnan(age))
        return (ruling){"test", "2: the age of the evidence is not known"};
    if (age > valid)
        return (ruling){"test", "3: the evidence is older than it stays valid"};
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
                          sx_table *result, sx_context *context)
{
    if (low > high)
        return sx_fail(context, SX_NUM, "low is %.15g, above high %.15g", low, high);
    bool blank = low == 0.0 && high == 0.0;
    if (!blank && (marginal < low || marginal > high))
        return sx_fail(context, SX_NUM, "marginal is %.15g, outside its range %.15g to %.15g", marginal, low, high);
    ruling made_by = decide(marginal, breakeven, low, high, age, valid);
    sx_table made;
    sx_table_make(&made, 1, 2);
    sx_put_text(&made, 0, 0, "%s", made_by.verdict);
    sx_put_text(&made, 0, 1, "%s", made_by.rule);
    return sx_table_give(&made, result);
}
