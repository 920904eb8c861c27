#include "plan.h"
#include "plan/flight_case.h"
#include <math.h>

/* What the rows below the periods' say. */
enum { AFTER, TOTAL, AT_MOST, ROWS_BELOW };
static const char *const LABEL[ROWS_BELOW] = {"after", "total", "at most"};

static void put_name(sx_table *to, size_t row, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        sx_put_number(to, row, 0, cell->as.number);
    else if (!sx_is_blank(cell))
        sx_put_text(to, row, 0, "%s", cell->as.text);
}

static sx_status answer(const sx_flight_case *of, const sx_flight_answer *best, const double *x, double *by_period,
                        sx_table *result)
{
    const sx_flight *f = &of->flight;
    size_t total = f->channels + 1, response = total + 1, below = f->periods;
    sx_table made;
    sx_table_make(&made, f->periods + ROWS_BELOW, f->channels + 3);
    sx_flight_value(f, x, by_period);
    double spent = 0.0;
    for (size_t t = 0; t < f->periods; t++) {
        double sum = 0.0;
        for (size_t c = 0; c < f->channels; c++) {
            sx_put_number(&made, t, c + 1, x[t * f->channels + c]);
            sum += x[t * f->channels + c];
        }
        put_name(&made, t, sx_at(of->periods, t + of->header, 0));
        sx_put_number(&made, t, total, round(sum * 100.0) / 100.0);
        sx_put_number(&made, t, response, by_period[t]);
        spent += sum;
    }
    for (size_t k = 0; k < ROWS_BELOW; k++)
        sx_put_constant(&made, below + k, 0, LABEL[k]);
    for (size_t c = 0; c < f->channels; c++) {
        double sum = 0.0;
        for (size_t t = 0; t < f->periods; t++)
            sum += x[t * f->channels + c];
        sx_put_number(&made, below + TOTAL, c + 1, round(sum * 100.0) / 100.0);
    }
    sx_put_number(&made, below + TOTAL, total, round(spent * 100.0) / 100.0);
    sx_put_number(&made, below + AFTER, response, by_period[f->periods]);
    sx_put_number(&made, below + TOTAL, response, best->value);
    sx_put_number(&made, below + AT_MOST, response, best->bound);
    return sx_table_give(&made, result);
}

/* An effect that comes later than is looked at. */
static void note_late(const sx_flight_case *of, sx_context *context)
{
    const sx_flight *f = &of->flight;
    double most = 0.0;
    size_t which = 0;
    for (size_t c = 0; c < f->channels; c++) {
        double late = 1.0;
        for (size_t k = 0; k <= f->after; k++)
            late -= f->weight[c * (f->periods + f->after) + k];
        if (late > most) {
            most = late;
            which = c;
        }
    }
    if (most > 1e-5)
        sx_note(context,
                "curves, row %zu: %.2g %% of what is spent in the last period works more than %zu periods later, "
                "which does not count",
                of->curves.row[which] + of->curves.header + 1, 100.0 * most, f->after);
}

/* What the cells alone would not tell. */
static void say_notes(const sx_flight_case *of, const sx_flight_answer *best, const double *x, sx_context *context)
{
    double spent = 0.0, budget = of->flight.groups[0].high, gap = best->bound - best->value;
    for (size_t i = 0; i < of->flight.n; i++)
        spent += x[i];
    if (best->value != 0.0 && gap > 1e-3 * fabs(best->value))
        sx_note(context, "within %.2g %% of the best possible: the row \"at most\"", 100.0 * gap / fabs(best->value));
    if (spent < budget - SX_HALF_CENT)
        sx_note(context, "%.2f of the budget is left: within the bounds no way to place it is worth more",
                budget - spent);
    note_late(of, context);
}

/* Responses that would leave the numbers are refused before any search. */
static sx_status check_size(const sx_flight_case *of, sx_context *why)
{
    const sx_flight *f = &of->flight;
    for (size_t c = 0; c < f->channels; c++) {
        double most = f->groups[0].high + of->stock[c], value = sx_curve_value(&f->curves[c], most);
        for (size_t t = 0; t < f->periods; t++)
            if (!(value * fmax(f->multiplier[t], 1.0) <= 1e270))
                return sx_fail(why, SX_NUM, "curves, row %zu: the response at %.2f is too large for a number",
                               of->curves.row[c] + of->curves.header + 1, most);
    }
    return SX_OK;
}

static sx_status solve(sx_flight_case *of, double *x, sx_flight_answer *best, sx_context *why)
{
    sx_flight_case_bounds(of, SX_EXACT);
    sx_status status = check_size(of, why);
    for (sx_cents as = SX_INWARDS; as <= SX_OUTWARDS && status == SX_OK && !best->found; as++) {
        sx_flight_case_bounds(of, as);
        status = sx_flight_is_apart(&of->flight) ? sx_flight_solve_apart(&of->flight, x, best)
                                                 : sx_flight_solve(&of->flight, x, best);
    }
    if (status == SX_OK && !best->found && best->possible)
        return sx_fail(
            why, SX_NOCONV,
            "no plan was found in which each spend is 0 or its minimum if active; the other bounds allow one");
    if (status == SX_OK && !best->found)
        status = sx_flight_say_infeasible(of, why);
    return status;
}

sx_status sx_plan_flight(double budget, const sx_table *curves, const sx_table *periods, const sx_table *low,
                         const sx_table *high, const sx_table *groups, const sx_table *stock, const sx_table *most,
                         sx_table *result, sx_context *context)
{
    const sx_flight_input input = {budget, curves, periods, low, high, groups, stock, most};
    sx_flight_case read;
    sx_flight_answer best = {0};
    sx_status status = sx_flight_case_read(&input, &read, context);
    if (status != SX_OK)
        return status;
    double *x = sx_scratch_take(&read.memory, (read.flight.n + read.flight.periods + 1) * sizeof *x);
    status = x ? solve(&read, x, &best, context) : SX_NOMEM;
    if (status == SX_OK)
        status = answer(&read, &best, x, x + read.flight.n, result);
    if (status == SX_OK)
        say_notes(&read, &best, x, context);
    sx_flight_case_free(&read);
    return status;
}
