/* What a flight's plan brings, and the concave envelopes of its curves over the adstocks that its bounds allow. */
#include "plan/flight_plan.h"
#include "plan/flight_term.h"
#include <math.h>

double sx_flight_value(const sx_flight *flight, const double *x, double *by_period)
{
    size_t all = flight->periods + flight->after;
    double total = 0.0, carry = 0.0;
    for (size_t t = 0; by_period && t <= flight->periods; t++)
        by_period[t] = 0.0;
    for (size_t t = 0; t < all; t++)
        for (size_t c = 0; c < flight->channels; c++) {
            double value = flight->multiplier[t] * sx_flight_response(flight, c, t, sx_flight_adstock(flight, x, c, t));
            double next = total + value; /* Neumaier */
            carry += fabs(total) >= fabs(value) ? (total - next) + value : (value - next) + total;
            total = next;
            if (by_period)
                by_period[t < flight->periods ? t : flight->periods] += value;
        }
    return total + carry;
}

double sx_flight_adstock(const sx_flight *flight, const double *x, size_t c, size_t t)
{
    size_t all = flight->periods + flight->after, last = t < flight->periods ? t : flight->periods - 1;
    const double *weight = flight->weight + c * all;
    double a = flight->ground[c * all + t];
    for (size_t from = 0; from <= last; from++)
        a += weight[t - from] * x[from * flight->channels + c];
    return a;
}

double sx_flight_response(const sx_flight *flight, size_t c, size_t t, double adstock)
{
    double value = sx_curve_value(&flight->curves[c], adstock);
    if (t < flight->periods)
        return value;
    return value - sx_curve_value(&flight->curves[c], flight->ground[c * (flight->periods + flight->after) + t]);
}

sx_status sx_flight_terms_make(const sx_flight *f, const double *low, const double *high, sx_scratch *memory,
                               sx_flight_terms *terms)
{
    size_t all = f->periods + f->after, n = f->channels * all;
    terms->envelope = sx_scratch_take(memory, n * sizeof *terms->envelope);
    terms->least = sx_scratch_take(memory, 2 * n * sizeof *terms->least);
    if (!terms->envelope || !terms->least)
        return SX_NOMEM;
    terms->most = terms->least + n;
    for (size_t c = 0; c < f->channels; c++) {
        bool carries = f->weight[c * all] < 1.0;
        double money = fmin(f->sum_high[c], f->groups[0].high);
        for (size_t t = 0; t < all; t++) {
            size_t k = c * all + t, capacity = sx_envelope_capacity(&f->curves[c]);
            double *room = sx_scratch_take(memory, 2 * capacity * sizeof *room), steepest = 0.0;
            if (!room)
                return SX_NOMEM;
            terms->least[k] = sx_flight_adstock(f, low, c, t);
            terms->most[k] = sx_flight_adstock(f, high, c, t);
            for (size_t lag = t < f->periods ? 0 : t - f->periods + 1; lag <= t; lag++)
                steepest = fmax(steepest, f->weight[c * all + lag]);
            terms->most[k] = fmax(fmin(terms->most[k], f->ground[k] + steepest * money), terms->least[k]);
            sx_domain domain = {.low = terms->least[k], .high = terms->most[k]};
            if (!carries && t < f->periods && f->minimum[c] > domain.low && domain.low == 0.0)
                domain = (sx_domain){.zero = true, .low = f->minimum[c], .high = domain.high};
            terms->envelope[k].x = room;
            terms->envelope[k].slope = room + capacity;
            sx_envelope_make(&terms->envelope[k], &f->curves[c], &domain);
        }
    }
    return SX_OK;
}
