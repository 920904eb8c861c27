/* Windows described as data (dialogs/<name>.xdl), shown by the office's DialogProvider. Each control that acts names
 * itself: what happens at it arrives at one function. */
#ifndef SX_DIALOG_H
#define SX_DIALOG_H
#include "command.h"

typedef struct dialog dialog;
struct dialog {
    desk desk;             /* lasts as long as the window */
    uno_Interface *window; /* the dialog; NULL: it could not be made */
    void (*act)(dialog *w, const char *control);
    void *data;
    bool filling; /* while lists and fields are filled, their own events are not heard */
    bool ended;   /* closed: nothing more is heard of it */
    sal_Int32 width, height;
    int users; /* whoever holds it: it goes with the last */
};

/* Makes it, hidden. Modal ones are run and then closed by whoever made them; others are shown and close themselves,
 * when act is called with "closed", the last thing that happens to them. */
dialog *dialog_new(order *o, const char *name, void (*act)(dialog *w, const char *control), void *data);
/* True: the default button; false: Cancel or Escape. */
bool dialog_run(dialog *w);
void dialog_show(dialog *w);
void dialog_close(dialog *w);

void dialog_set_text(dialog *w, const char *control, const char *text);
const char *dialog_text(dialog *w, desk *d, const char *control);
void dialog_set_list(dialog *w, const char *control, size_t n, const char *const *items, sal_Int16 selected);
/* The position of what is selected in a list; -1: nothing. */
sal_Int16 dialog_selected(dialog *w, const char *control);
void dialog_select(dialog *w, const char *control, sal_Int16 position);
bool dialog_checked(dialog *w, const char *control);
void dialog_check(dialog *w, const char *control, bool checked);
double dialog_number(dialog *w, const char *control);
void dialog_set_number(dialog *w, const char *control, double x);
void dialog_enable(dialog *w, const char *control, bool enabled);
void dialog_set_graphic(dialog *w, const char *control, uno_Interface *graphic);
void dialog_title(dialog *w, const char *title);
#endif
