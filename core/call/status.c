#include "call/call.h"

/* One row a status, in the order of sx_status: what an entry calls it, what a cell shows, and Calc's own number of it
 * (its help: "Error Codes in LibreOffice Calc"). The generator reads these too. */
static const struct {
    const char *name, *text;
    int calc;
} errors[] = {
    [SX_OK] = {NULL, NULL, 0},
    [SX_DIV0] = {"DIV0", "#DIV/0!", 532},
    [SX_NA] = {"NA", "#N/A", 32767},
    [SX_NUM] = {"NUM", "#NUM!", 503},
    [SX_VALUE] = {"VALUE", "#VALUE!", 519},
    [SX_ARGUMENT] = {"ARGUMENT", "Err:502", 502},
    [SX_NOCONV] = {"NOCONV", "Err:523", 523},
    [SX_NOMEM] = {NULL, "#VALUE!", 519},
};

const char *sx_status_name(sx_status status)
{
    return errors[status].name;
}

const char *sx_status_text(sx_status status)
{
    return errors[status].text;
}

int sx_status_calc(sx_status status)
{
    return errors[status].calc;
}
