/* Approval bands of a policy, in whole cents: (above the last band's end) to (this band's end), ends included. */
#ifndef SX_APPROVAL_H
#define SX_APPROVAL_H
#include "base/value.h"

typedef struct sx_band {
    int64_t from, to; /* cents; to is INT64_MAX where there is no limit */
    size_t row;       /* of the policy, from 0 */
} sx_band;

/* Sorts the bands by their begin and checks that they cover everything from 0 up, once: each begins where the last one
 * ends, or one cent above. SX_NUM: a gap or an overlap, named. n > 0. */
sx_status sx_check_bands(sx_band *bands, size_t n, const char *action, sx_context *context);
/* The band of an amount; an amount on the border of two belongs to the lower one. n: above the last one. */
size_t sx_band_of(const sx_band *bands, size_t n, int64_t amount);
#endif
