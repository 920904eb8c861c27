/* The draws of the story: what each channel spends and brings a week, and what becomes of each deal. */
#include <math.h>
#include "base/date.h"
#include "base/distribution.h"
#include "base/sobol.h"
#include "story.h"

const channel channels[CHANNELS] = {
    {"Search", "sea", {"2025_sea_brand_emea", "2025_sea_generic_emea"}, 8000, 198000, 9000, 0.10, 3.10, 6110},
    {"Social", "soc", {"2025_soc_leadgen_emea", "2025_soc_retargeting_emea"}, 12000, 84000, 3200, 0.20, 1.45, 6120},
    {"Events", "evt", {"2025_evt_tradeshow_dach", "2025_evt_webinar_emea"}, 5000, 132000, 9500, 0.45, 9.80, 6130},
    {"Partner", "par", {"2025_par_resellers_dach", "2025_par_marketplace_emea"}, 3000, 124000, 6200, 0.30, 4.20, 6140},
    {"Content", "con", {"2025_con_guides_emea", "2025_con_newsletter_emea"}, 3000, 66000, 5200, 0.60, 2.05, 6150}};

static uint64_t state = 11;
double spend[WEEKS][CHANNELS], created_value[WEEKS][CHANNELS];
deal deals[MOST_DEALS];
int n_deals;

double uniform(void)
{
    return ((double)(sx_splitmix(&state) >> 11) + 0.5) / 9007199254740992.0; /* 2^53 */
}

double noise(double sigma)
{
    return exp(sigma * sx_normal_quantile(uniform()) - 0.5 * sigma * sigma);
}

double cents(double money)
{
    return round(money * 100.0) / 100.0;
}

int month_of(int serial)
{
    sx_civil day = sx_date_civil(serial);
    return (day.year - 2024) * 12 + day.month - 1;
}

/* Summer and the last weeks of the year are quiet. */
static double season(int week)
{
    int in_year = week % 52;
    double dip = (in_year >= 27 && in_year <= 33 ? 0.82 : 1.0) * (in_year >= 50 ? 0.70 : 1.0);
    return dip * (1.0 + 0.06 * sin(2.0 * 3.14159265358979 * in_year / 52.0));
}

static void make_weeks(void)
{
    double carried[CHANNELS] = {0};
    for (int w = 0; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++) {
            const channel *k = &channels[c];
            /* Each channel is tried at different levels; without variation nothing could be learned from the past. */
            double level = season(w) * (1.0 + 0.45 * sin(0.37 * (c + 1) * w + c)) * noise(0.22);
            double growth = c == 1 && w >= 52 ? 1.25 : 1.0; /* Social was raised last year */
            spend[w][c] = cents(k->spend * growth * level * (c == 2 && w % 13 == 8 ? 2.6 : 1.0));
            carried[c] = spend[w][c] + k->carry * carried[c];
            double steady = carried[c] * (1.0 - k->carry);
            created_value[w][c] = k->top * steady / (k->half + steady) * season(w) * noise(0.12);
        }
}

/* The share of decided deals that are won, by the quarter of their decision. */
static double win_rate(int serial)
{
    static const double by_quarter[8] = {0.28, 0.28, 0.29, 0.28, 0.28, 0.28, 0.265, 0.19};
    int month = month_of(serial), quarter = month < 0 ? 0 : month / 3;
    return by_quarter[quarter < 8 ? quarter : 7];
}

static void make_deals(void)
{
    /* The company did not begin with the data: deals of the quarter before are decided in the first weeks. */
    for (int w = -BEFORE; w < WEEKS; w++)
        for (int c = 0; c < CHANNELS; c++) {
            double left = created_value[w < 0 ? w + 52 : w][c];
            while (left > 0 && n_deals < MOST_DEALS) {
                double amount = round(18000.0 * noise(0.45) / 100.0) * 100.0;
                if (amount > left && uniform() > left / amount)
                    break;
                left -= amount;
                deal *d = &deals[n_deals++];
                d->created = FIRST_DAY + 7 * w + (int)(5 * uniform());
                d->close = d->created + 14 + (int)(42.0 * noise(0.5));
                d->channel = c;
                d->amount = amount;
                d->won = d->close >= FIRST_DAY + 7 * WEEKS ? -1 : uniform() < win_rate(d->close);
            }
        }
}

void draw_story(void)
{
    make_weeks();
    make_deals();
}
