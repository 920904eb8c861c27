/* Where the extension lies. */
#ifndef SX_PACKAGE_H
#define SX_PACKAGE_H
#include "office.h"

/* The folder's URL, without a slash at its end; "" when the library's own place is not known. */
const char *package_url(desk *d);
#endif
