/* The questions that can be answered, and their choices. */
#include <string.h>
#include "data/export.h"

static const struct {
    const char *id, *choices; /* blanks between; NULL: any that the setting itself reads */
} known[] = {
    {"date_order", "dmy mdy ymd name serial ddmm"},
    {"decimal", ". , point comma"},
    {"currency", NULL},
    {"pivot", "months"},
    {"block_twice", "once twice both keep"},
    {"unit", "thousands millions cents micros ones"},
    {"sign", "negate as_is"},
    {"year", NULL},
    {"range", "days first"},
    {"total", "leave_out keep"},
    {"persons", "leave_out keep"},
    {"renewals", "leave_out keep"},
    {"drafts", "leave_out keep"},               /* of orders */
    {"amounts", "by_year as_is"},               /* of deals */
    {"contra", "one_row two_rows"},             /* of a ledger with account and contra account */
    {"unknown_kind", "debit credit leave_out"}, /* of a ledger whose side is the kind of booking */
    {"changed", "replace keep both"},           /* of rows in a database */
};

static bool is_field(const char *name)
{
    for (int i = 0; i < SX_N_FIELDS; i++)
        if (strcmp(sx_field_names[i], name) == 0)
            return true;
    return false;
}

static bool stands_in(const char *choices, const char *choice)
{
    size_t n = strlen(choice);
    for (const char *at = choices; *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, choice, n) == 0)
            return true;
        at += length;
    }
    return false;
}

sx_setting_fault sx_setting_check(const char *id, const char *choice)
{
    const char *colon = strchr(id, ':');
    if (colon)
        return (strncmp(id, "column:", 7) == 0 || strncmp(id, "constant:", 9) == 0) && is_field(colon + 1)
                   ? SX_SETTING_FITS
                   : SX_SETTING_UNKNOWN;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].id, id) != 0)
            continue;
        bool fits = known[i].choices              ? stands_in(known[i].choices, choice)
                    : strcmp(id, "currency") == 0 ? sx_currency_clear(sx_currency_read(choice, strlen(choice)))
                                                  : sx_year_of(choice) != 0;
        return fits ? SX_SETTING_FITS : SX_SETTING_NO_CHOICE;
    }
    return SX_SETTING_UNKNOWN;
}

int sx_year_of(const char *choice)
{
    int year = 0;
    for (int i = 0; i < 4 && choice[i] >= '0' && choice[i] <= '9'; i++)
        year = year * 10 + (choice[i] - '0');
    return year >= 1970 && year < 2200 && choice[4] == '\0' ? year : 0;
}
