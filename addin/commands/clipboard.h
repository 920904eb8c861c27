/* A text for the office's clipboard. */
#ifndef SX_CLIPBOARD_H
#define SX_CLIPBOARD_H
#include "office.h"

void clipboard_put(desk *d, const char *text);
#endif
