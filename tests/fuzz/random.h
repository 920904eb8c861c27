/* What the fuzzers draw from: bytes, one after the other, and where libFuzzer makes none, bytes made by their seed. */
#ifndef TESTS_FUZZ_RANDOM_H
#define TESTS_FUZZ_RANDOM_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;

static inline unsigned take(fuzz_bytes *b)
{
    if (!b->left)
        return 0;
    b->left--;
    return *b->at++;
}

/* The state of case c of a run, and the next draw: splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t state_of(uint64_t seed, long c)
{
    return seed + (uint64_t)c * 0x2545F4914F6CDD1Du;
}

static inline uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* size: a multiple of 8. */
static inline void fill(uint8_t *data, size_t size, uint64_t state)
{
    for (size_t i = 0; i < size; i += 8) {
        uint64_t drawn = next(&state);
        memcpy(data + i, &drawn, 8);
    }
}

/* The inputs of a file, one a line in hexadecimal digits: what libFuzzer has found to reach most, kept with the
 * sources. Returns what main returns. */
static inline int replay(const char *file)
{
    static char line[1 << 14];
    long cases = 0;
    FILE *from = fopen(file, "r");
    if (!from) {
        fprintf(stderr, "%s cannot be read\n", file);
        return 2;
    }
    while (fgets(line, sizeof line, from)) {
        size_t n = strcspn(line, "\n") / 2;
        uint8_t *data = malloc(n + !n); /* as large as it is: what is read beyond shows */
        if (!data)
            abort();
        for (size_t i = 0; i < n; i++) {
            const char digits[3] = {line[2 * i], line[2 * i + 1], '\0'};
            data[i] = (uint8_t)strtoul(digits, NULL, 16);
        }
        LLVMFuzzerTestOneInput(data, n);
        free(data);
        cases++;
    }
    fclose(from);
    printf("[==========] %s: %ld cases\n[  PASSED  ] %d test(s).\n", file, cases, cases > 0);
    return cases > 0 ? 0 : 2;
}

/* What main does where libFuzzer has none: asks the inputs of a file, or so many cases of `size` bytes by a seed. */
static inline int draw_cases(int n_words, char **words, const char *name, uint8_t *data, size_t size)
{
    if (n_words > 1 && strchr(words[1], '/'))
        return replay(words[1]);
    long cases = n_words > 1 ? strtol(words[1], NULL, 10) : 20000;
    uint64_t seed = n_words > 2 ? strtoull(words[2], NULL, 10) : 1;
    for (long c = 0; c < cases; c++) {
        fill(data, size, state_of(seed, c));
        LLVMFuzzerTestOneInput(data, size);
    }
    printf("[==========] %s: %ld cases, seed %llu\n[  PASSED  ] 1 test(s).\n", name, cases, (unsigned long long)seed);
    return 0;
}
#endif
