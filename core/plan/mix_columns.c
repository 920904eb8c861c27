#include "plan/mix_report.h"
#include <math.h>
#include <stdlib.h>

static const double SPENDS_ALIKE = 0.9, AMOUNTS_OPPOSED = -0.7;

size_t sx_mix_put_row(sx_mix_report *r, const char *kind, const char *where, double figure, double limit,
                      const char *verdict)
{
    size_t row = r->row++;
    sx_put_constant(r->to, row, 0, kind);
    if (where[0])
        sx_put_text(r->to, row, 1, "%.80s", where);
    if (isfinite(figure))
        sx_put_number(r->to, row, 2, figure);
    if (isfinite(limit))
        sx_put_number(r->to, row, 3, limit);
    sx_put_constant(r->to, row, 4, verdict);
    return row;
}

static double correlation(const double *x, size_t step_x, const double *y, size_t step_y, size_t n)
{
    double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t i = 0; i < n; i++) {
        mx += x[i * step_x] / (double)n;
        my += y[i * step_y] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double a = x[i * step_x] - mx, b = y[i * step_y] - my;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    return xx > 0.0 && yy > 0.0 ? xy / sqrt(xx * yy) : 0.0;
}

static void put_pair(sx_mix_report *r, size_t i, size_t j, double figure, double limit, bool is_spend)
{
    size_t row = sx_mix_put_row(r, "collinear", "", figure, limit, "look");
    sx_put_text(r->to, row, 1, "%.60s, %.60s", r->in->channel_name[i], r->in->channel_name[j]);
    if (is_spend)
        SX_MIX_SENTENCE(r, row, "%.60s and %.60s were spent together; move them apart to learn which of them works.",
                        r->in->channel_name[i], r->in->channel_name[j]);
    else
        SX_MIX_SENTENCE(r, row, "Of %.60s and %.60s only the sum is known.", r->in->channel_name[i],
                        r->in->channel_name[j]);
}

void sx_mix_put_collinear(sx_mix_report *r)
{
    size_t n = r->in->n, before = r->row, shown = 0;
    double *x = malloc((size_t)2 * SX_MIX_DRAWS * sizeof *x);
    if (!x) {
        r->to->status = SX_NOMEM;
        return;
    }
    for (size_t i = 0; i < r->fit->channels; i++)
        for (size_t j = i + 1; j < r->fit->channels && shown < SX_MIX_CHANNELS_MOST; j++) {
            double alike = correlation(r->in->spend + i * n, 1, r->in->spend + j * n, 1, n);
            for (size_t d = 0; d < r->fit->draws; d++) {
                x[2 * d] = (double)r->fit->amount[d][i];
                x[2 * d + 1] = (double)r->fit->amount[d][j];
            }
            double opposed = correlation(x, 2, x + 1, 2, r->fit->draws);
            if (alike > SPENDS_ALIKE)
                put_pair(r, i, j, alike, SPENDS_ALIKE, true);
            else if (opposed < AMOUNTS_OPPOSED)
                put_pair(r, i, j, opposed, AMOUNTS_OPPOSED, false);
            shown = r->row - before;
        }
    free(x);
    if (r->row == before) {
        size_t row = sx_mix_put_row(r, "collinear", "", NAN, SPENDS_ALIKE, "ok");
        SX_MIX_SENTENCE(r, row, "No two channels go together so closely that only their sum is known.");
    }
}

/* Columns that hold nothing to learn from, and blanks that were taken as no spend. */
void sx_mix_put_columns(sx_mix_report *r)
{
    for (size_t k = 0; k < r->fit->channels; k++) {
        if (r->fit->spend[k] > 0.0 && r->in->blanks[k]) {
            size_t row = sx_mix_put_row(r, "column", r->in->channel_name[k], (double)r->in->blanks[k], 0.0, "look");
            SX_MIX_SENTENCE(r, row, "%zu blank periods of %.60s count as no spend.", r->in->blanks[k],
                            r->in->channel_name[k]);
        } else if (!(r->fit->spend[k] > 0.0)) {
            size_t row = sx_mix_put_row(r, "column", r->in->channel_name[k], 0.0, NAN, "empty");
            SX_MIX_SENTENCE(r, row, "%.60s never spent: nothing can be said of it.", r->in->channel_name[k]);
        }
    }
    for (size_t c = 0; c < r->in->controls; c++) {
        const double *x = r->in->control + c * r->in->n;
        size_t same = 1;
        while (same < r->in->n && x[same] == x[0])
            same++;
        if (same == r->in->n) {
            size_t row = sx_mix_put_row(r, "column", r->in->control_name[c], x[0], NAN, "empty");
            SX_MIX_SENTENCE(r, row, "%.60s is the same in every period: it was left out.", r->in->control_name[c]);
        }
    }
    size_t unknown = 0;
    for (size_t t = 0; t < r->in->n; t++)
        unknown += isnan(r->in->outcome[t]) ? 1 : 0;
    if (unknown) {
        size_t row = sx_mix_put_row(r, "column", "outcome", (double)unknown, 0.0, "look");
        SX_MIX_SENTENCE(r, row, "%zu periods without an outcome were left out.", unknown);
    }
}

void sx_mix_put_data(sx_mix_report *r)
{
    static const double ENOUGH = 2.0, MONTHS = 13.0;
    size_t known = 0, parameters = 3 * r->fit->channels + 12;
    for (size_t t = 0; t < r->in->n; t++)
        known += isnan(r->in->outcome[t]) ? 0 : 1;
    double ratio = (double)known / (double)parameters;
    bool is_few = ratio<ENOUGH, is_months = r->in->season> 0.0 && r->in->season <= MONTHS;
    size_t row = sx_mix_put_row(r, "data", "", ratio, ENOUGH, is_few ? "few" : "ok");
    SX_MIX_SENTENCE(r, row, "Channels: %zu, periods with an outcome: %zu%s%s.", r->fit->channels, known,
                    is_few ? "; the ranges lean on what was assumed" : "",
                    is_months ? "; months hide what weeks would show: give weeks where there are some" : "");
}
