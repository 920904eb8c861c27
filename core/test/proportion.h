/* Intervals for one share and for two. Counts are finite, 0 <= x <= n, n > 0; z > 0 is the normal quantile of
 * (1 + level) / 2. */
#ifndef SX_TEST_PROPORTION_H
#define SX_TEST_PROPORTION_H

/* Wilson 1927, JASA 22: the score interval of x / n. */
void sx_wilson(double x, double n, double z, double *low, double *high);

typedef struct sx_two_shares {
    double difference, difference_low, difference_high; /* x1 / n1 - x2 / n2 */
    double lift, lift_low, lift_high; /* (x1 / n1) / (x2 / n2) - 1; NaN where x2 = 0, high HUGE_VAL there */
    double p;
} sx_two_shares;

/* Newcombe 1998, Statistics in Medicine 17, method 10, for the difference; for the ratio the same two Wilson intervals
 * by Fieller's argument (Donner and Zou 2012, Statistical Methods in Medical Research 21: MOVER-R), so that the two
 * intervals leave out their null together; p: 1 - the level at which both just reach it. */
sx_two_shares sx_compare_shares(double x1, double n1, double x2, double n2, double z);
#endif
