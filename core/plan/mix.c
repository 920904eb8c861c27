/* PLAN.MIX. */
#include "plan.h"
#include "base/memo.h"
#include "plan/mix_answer.h"
#include "plan/mix_health.h"
#include "plan/mix_read.h"
#include "plan/mix_sample.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WEEKS_A_YEAR = 52.1775;

/* All that a fit depends on, as bytes; names do not. */
static char *key_of(const sx_mix_input *in, size_t *n)
{
    size_t numbers = in->n * (1 + in->channels + in->controls) * sizeof(double);
    size_t n_tests = in->n_tests * sizeof *in->tests, n_beliefs = sizeof in->belief;
    const double head[] = {(double)in->n, (double)in->channels, (double)in->controls, in->season, in->seed};
    *n = sizeof head + numbers + n_beliefs + n_tests;
    char *key = malloc(*n), *at = key;
    if (!key)
        return NULL;
    memcpy(at, head, sizeof head);
    memcpy(at += sizeof head, in->outcome, numbers);
    memcpy(at += numbers, in->belief, n_beliefs);
    if (n_tests)
        memcpy(at + n_beliefs, in->tests, n_tests);
    return key;
}

/* The fit of the same input, remembered or made. *own: to be freed, NULL where the memo holds it. */
static sx_status fit_of(const sx_mix_input *in, struct sx_memo *memo, const sx_mix_fit **fit, sx_mix_fit **own)
{
    size_t n_key, n_fit;
    char *key = key_of(in, &n_key);
    if (!key)
        return SX_NOMEM;
    *own = NULL;
    *fit = sx_memo_find(memo, "mix", key, n_key, &n_fit);
    sx_status status = SX_OK;
    if (!*fit) {
        status = sx_mix_sample(in, own);
        if (status == SX_OK)
            sx_memo_put(memo, "mix", key, n_key, *own, (*own)->bytes);
        *fit = *own;
    }
    free(key);
    return status;
}

/* Health, with what the history alone says where tests are given: the same fit that a call without tests makes. */
static sx_status put_health(const sx_mix_input *in, struct sx_memo *memo, sx_table *result)
{
    sx_mix_input plain = *in;
    sx_mix_fit *untested = NULL, *own;
    const sx_mix_fit *fit;
    sx_status status = SX_OK;
    plain.n_tests = 0;
    if (in->n_tests) {
        status = fit_of(&plain, memo, &fit, &own);
        if (status != SX_OK)
            return status;
        untested = malloc(fit->bytes); /* what the memo holds goes with the next fit */
        if (untested)
            memcpy(untested, fit, fit->bytes);
        free(own);
        if (!untested)
            return SX_NOMEM;
    }
    status = fit_of(in, memo, &fit, &own);
    if (status == SX_OK) {
        status = sx_mix_put_health(in, fit, untested, result);
        free(own);
    }
    free(untested);
    return status;
}

static sx_status put(const sx_mix_input *in, struct sx_memo *memo, int part, double level, double draws,
                     sx_table *result)
{
    const sx_mix_fit *fit;
    sx_mix_fit *own;
    sx_status status = fit_of(in, memo, &fit, &own);
    if (status != SX_OK)
        return status;
    if (part == SX_PLAN_MIX_PART_PARTS)
        sx_mix_put_parts(in, fit, level, result);
    else if (part == SX_PLAN_MIX_PART_CURVES)
        sx_mix_put_curves(in, fit, result);
    else if (part == SX_PLAN_MIX_PART_DRAWS)
        sx_mix_put_draws(in, fit, (size_t)draws, result);
    else
        sx_mix_put_channels(in, fit, level, result);
    free(own);
    return SX_OK;
}

sx_status sx_plan_mix(const sx_table *outcome, const sx_table *spends, const sx_table *controls, const sx_table *tests,
                      double season, double level, const sx_table *prior, int part, double draws, double seed,
                      sx_table *result, sx_context *context)
{
    sx_mix_input in;
    sx_status status = sx_mix_read(outcome, spends, controls, tests, prior, &in, context);
    if (status != SX_OK)
        return status;
    in.season = season == 52.0 ? WEEKS_A_YEAR : season;
    in.seed = seed;
    sx_table made = {0};
    if (part == SX_PLAN_MIX_PART_HEALTH)
        status = put_health(&in, context->memo, &made);
    else
        status = put(&in, context->memo, part, level, draws, &made);
    sx_mix_input_free(&in);
    if (status == SX_OK)
        return sx_table_give(&made, result);
    sx_table_free(&made);
    return sx_fail(context, status, "out of memory");
}
