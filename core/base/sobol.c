#include "base/sobol.h"
#include <assert.h>

/* Degree and coefficients of the primitive polynomial and the first direction numbers, dimensions 2 to 32. */
typedef struct polynomial {
    uint8_t degree, coefficients, first[7];
} polynomial;

static const polynomial polynomials[SX_SOBOL_DIMENSIONS - 1] = {
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
};

uint64_t sx_splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Joe and Kuo 2008, equations 2 and 3: v[k] holds m_k with its binary point after the last of 32 bits. */
static void directions(size_t dimension, uint32_t *v)
{
    if (dimension == 0) {
        for (unsigned k = 0; k < SX_SOBOL_BITS; k++)
            v[k] = 1u << (31u - k);
        return;
    }
    const polynomial *p = &polynomials[dimension - 1];
    unsigned degree = p->degree;
    for (unsigned k = 0; k < SX_SOBOL_BITS; k++) {
        if (k < degree) {
            v[k] = (uint32_t)p->first[k] << (31u - k);
            continue;
        }
        v[k] = v[k - degree] ^ (v[k - degree] >> degree);
        for (unsigned i = 1; i < degree; i++)
            if (p->coefficients >> (degree - 1 - i) & 1u)
                v[k] ^= v[k - i];
    }
}

static uint32_t parity(uint32_t x)
{
    x ^= x >> 16;
    x ^= x >> 8;
    x ^= x >> 4;
    return 0x6996u >> (x & 15u) & 1u;
}

/* Digit i of what comes out: digit i plus a random sum of the digits before it. */
static void scramble(uint32_t *v, uint64_t *random)
{
    uint32_t row[SX_SOBOL_BITS];
    for (unsigned i = 0; i < SX_SOBOL_BITS; i++) {
        uint32_t before = i ? ~0u << (32u - i) : 0u;
        row[i] = ((uint32_t)(sx_splitmix(random) >> 32) & before) | 1u << (31u - i);
    }
    for (unsigned k = 0; k < SX_SOBOL_BITS; k++) {
        uint32_t out = 0;
        for (unsigned i = 0; i < SX_SOBOL_BITS; i++)
            out |= parity(v[k] & row[i]) << (31u - i);
        v[k] = out;
    }
}

void sx_sobol_start(sx_sobol *sobol, size_t dimensions, uint64_t seed)
{
    assert(dimensions > 0 && dimensions <= SX_SOBOL_DIMENSIONS);
    sobol->dimensions = dimensions;
    sobol->index = 0;
    uint64_t random = seed;
    for (size_t d = 0; d < dimensions; d++) {
        directions(d, sobol->direction[d]);
        sobol->at[d] = 0;
        if (seed) {
            scramble(sobol->direction[d], &random);
            sobol->at[d] = (uint32_t)(sx_splitmix(&random) >> 32);
        }
    }
}

void sx_sobol_next(sx_sobol *sobol, double *point)
{
    for (size_t d = 0; d < sobol->dimensions; d++)
        point[d] = ((double)sobol->at[d] + 0.5) * 0x1p-32;
    unsigned lowest = 0; /* the lowest zero bit of the index is the digit of the Gray code that flips */
    for (uint32_t i = sobol->index; i & 1u; i >>= 1)
        lowest++;
    if (lowest < SX_SOBOL_BITS)
        for (size_t d = 0; d < sobol->dimensions; d++)
            sobol->at[d] ^= sobol->direction[d][lowest];
    sobol->index++;
}
