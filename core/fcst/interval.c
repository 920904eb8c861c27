#include "fcst/interval.h"
#include "base/distribution.h"
#include <math.h>

size_t sx_interval_group(const sx_forecast *f)
{
    size_t i = f->open_season < 2 ? 0 : SX_QUANTILE_NOISY + 1;
    while (i + 1 < SX_QUANTILE_GROUPS && f->open_season > sx_quantile_groups[i].season)
        i++;
    return i;
}

void sx_interval_parts(const sx_forecast *f, size_t h, double parts[SX_SCALE_PARTS])
{
    bool pool = f->method >= SX_METHOD_POOL;
    double index = sx_forecast_factor(f, h), step = pool ? f->step_error : f->change;
    double walk = f->change * sqrt((double)(h + 1));
    bool relative = pool && f->multiplicative;
    double widened = (double)f->n / (double)(f->n - f->n_filled);
    const double part[SX_SCALE_PARTS] = {index * step, index * (pool ? f->recent_error : f->change),
                                         index * (f->spread[h] + 0.05 * step), index * (pool ? f->path_error[h] : walk),
                                         !pool               ? walk
                                         : f->multiplicative ? f->deviation[h] * fabs(f->point[h])
                                                             : f->deviation[h]};
    double share[SX_SCALE_PARTS - 1] = {f->step_share, f->recent_share, f->spread_share[h] + 0.05 * f->step_share,
                                        pool ? f->path_share[h] : 0.0};
    /* A series that repeats itself exactly must not have a range of no width. */
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        parts[i] =
            widened * fmax(relative && i + 1 < SX_SCALE_PARTS ? fmin(part[i], share[i] * fabs(f->point[h])) : part[i],
                           1e-3 * f->change * index);
}

double sx_interval_share(const sx_forecast *f)
{
    static const double LEAST = 0.0025;
    /* Where values reach zero a mean of them says less of the level. */
    double most = f->method < SX_METHOD_POOL || f->multiplicative ? 0.35 : 0.1;
    double error = f->method >= SX_METHOD_POOL ? f->step_error : f->change;
    return log(fmin(fmax(error, LEAST * f->level), most * f->level) / f->level);
}

double sx_interval_scale(const sx_forecast *f, size_t h, size_t index)
{
    if (f->method == SX_METHOD_CONSTANT || f->method == SX_METHOD_ONE || sx_forecast_is_closed(f, h))
        return 0.0;
    const sx_quantile_group *group = &sx_quantile_groups[index];
    double parts[SX_SCALE_PARTS], sum = group->early * (double)f->open_season / (double)f->n;
    sum += group->share * sx_interval_share(f);
    sx_interval_parts(f, h, parts);
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        sum += group->exponent[i] * log(parts[i]);
    return exp(sum);
}

/* Between two levels the quantile goes in proportion to the normal one; outside the table it goes with it. */
static double between(const double *row, double z, const double *known)
{
    size_t i = 0, last = SX_QUANTILE_LEVELS - 1;
    if (z <= known[0])
        return row[0] * z / known[0];
    if (z >= known[last])
        return row[last] * z / known[last];
    while (z > known[i + 1])
        i++;
    return row[i] + (row[i + 1] - row[i]) * (z - known[i]) / (known[i + 1] - known[i]);
}

void sx_interval_quantiles(size_t index, size_t h, double level, double *below, double *above)
{
    const sx_quantile_group *group = &sx_quantile_groups[index];
    double known[SX_QUANTILE_LEVELS], z = sx_normal_quantile(0.5 + 0.5 * level), growth = 1.0;
    size_t step = h < group->n_steps ? h : group->n_steps - 1;
    for (size_t i = 0; i < SX_QUANTILE_LEVELS; i++)
        known[i] = sx_normal_quantile(0.5 + 0.5 * sx_quantile_levels[i]);
    if (h > step)
        growth = pow((double)(h + 1) / (double)(step + 1), group->growth);
    *below = growth * between(group->below[step], z, known);
    *above = growth * between(group->above[step], z, known);
}
