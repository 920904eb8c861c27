/* Forecast This Column: what was read and chosen, what the core says of it, and the sheet that is made. */
#ifndef SX_FORECAST_H
#define SX_FORECAST_H
#include "ask.h"
#include "history.h"
#include "write.h"

typedef struct forecast_plan {
    history history;
    bool open_period; /* the last value is left out */
    int ahead;
    int season; /* 0: the one that is found */
    double level;
    const char *sheet; /* name of the new one */
    bool chart, past;
} forecast_plan;

/* What the core finds before anything is written. */
typedef struct forecast_found {
    const char *trouble; /* why there is no forecast, in words; NULL: there is one */
    int season;
    double total, lower, upper; /* of all periods ahead together */
    size_t n_ahead;
    double *ahead;                /* point, lower, upper for each period ahead */
    double error, held, compared; /* of the test on the past: NaN where the history is too short */
} forecast_found;

/* The figures without the open period: how many of them. */
size_t forecast_length(const forecast_plan *p);
forecast_found forecast_look(desk *d, const sx_door *door, const forecast_plan *p);
/* Sentences: what was read; what comes; how it did in the past. */
const char *forecast_read_words(order *o, const forecast_plan *p, const forecast_found *f);
const char *forecast_found_words(order *o, const forecast_plan *p, const forecast_found *f);
/* "months", "weeks", ... of the dates; "periods" without. */
const char *forecast_unit(desk *d, const history *h);
/* The sheet, in one step of undo; true: made, and selected. */
bool forecast_write(order *o, const forecast_plan *p, const forecast_found *f);
#endif
