#include "call/call.h"

/* Calc's own numbers of its errors (CALC: "Error Codes in LibreOffice Calc"), in the order of sx_status. */
static const struct {
    const char *text;
    int calc;
} errors[] = {
    [SX_OK] = {NULL, 0},
    [SX_DIV0] = {"#DIV/0!", 532},
    [SX_NA] = {"#N/A", 32767},
    [SX_NUM] = {"#NUM!", 503},
    [SX_VALUE] = {"#VALUE!", 519},
    [SX_ARGUMENT] = {"Err:502", 502},
    [SX_NOCONV] = {"Err:523", 523},
    [SX_NOMEM] = {"#VALUE!", 519},
};

const char *sx_status_text(sx_status status)
{
    return errors[status].text;
}

int sx_status_calc(sx_status status)
{
    return errors[status].calc;
}
