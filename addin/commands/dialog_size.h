#ifndef SX_DIALOG_SIZE_H
#define SX_DIALOG_SIZE_H
#include "dialog.h"

/* Called once when the window has its first size, then at each change of it. */
void dialog_resize(dialog *w);
#endif
