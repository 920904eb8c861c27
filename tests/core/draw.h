/* Random cases that are the same on every run: set seed, then draw. SplitMix64 (Steele, Lea and Flood 2014). */
#ifndef TESTS_DRAW_H
#define TESTS_DRAW_H
#include <stdint.h>
#include "base/distribution.h"

static uint64_t seed;

/* Uniform, 0 included and 1 not. */
static inline double draw(void)
{
    uint64_t z = (seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* Standard normal. */
static inline double draw_normal(void)
{
    return sx_normal_quantile(draw() + 0x1p-54);
}
#endif
