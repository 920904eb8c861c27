/* Scrambled Sobol points: quasi-random numbers that are the same bits on every call. */
#ifndef SX_SOBOL_H
#define SX_SOBOL_H
#include <stddef.h>
#include <stdint.h>

#define SX_SOBOL_DIMENSIONS 32
#define SX_SOBOL_BITS 32

typedef struct sx_sobol {
    uint32_t direction[SX_SOBOL_DIMENSIONS][SX_SOBOL_BITS];
    uint32_t at[SX_SOBOL_DIMENSIONS];
    uint32_t index;
    size_t dimensions;
} sx_sobol;

/* Starts a sequence in 1 .. SX_SOBOL_DIMENSIONS dimensions. Direction numbers: Joe and Kuo 2008, "Constructing Sobol
 * sequences with better two-dimensional projections", file new-joe-kuo-6. Scrambled by a random lower triangular
 * matrix a dimension and a digital shift (Matousek 1998), drawn from seed: each point is uniform, the net stays a net.
 * Seed 0: not scrambled. At most 2^32 points. */
void sx_sobol_start(sx_sobol *sobol, size_t dimensions, uint64_t seed);
/* The next point, dimensions coordinates strictly between 0 and 1 (the middle of a cell of side 2^-32), in the order
 * of the Gray code (Antonov and Saleev 1979): every first 2^m points are a net. */
void sx_sobol_next(sx_sobol *sobol, double *point);
/* Splitmix64 (Steele, Lea and Flood 2014): 64 even bits; advances *state. */
uint64_t sx_splitmix(uint64_t *state);
#endif
