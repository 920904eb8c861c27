/* A window's content follows its size: dlg:tag says of each control whether it grows (w wider, h higher) or moves (x to
 * the right, y down) by what the window grew. The office itself moves nothing. */
#include "dialog_size.h"
#include <string.h>

typedef struct bounds { /* awt.Rectangle */
    sal_Int32 x, y, width, height;
} bounds;

static bounds bounds_of(desk *d, uno_Interface *window)
{
    bounds box = {0};
    office_call(d, window, "awt.XWindow::getPosSize", &box, NULL);
    return box;
}

static void follow(desk *d, uno_Interface *control, sal_Int32 wider, sal_Int32 higher)
{
    enum { POSSIZE = 15 };
    uno_Interface *model = office_object(d, control, "awt.XControl::getModel", NULL);
    const char *tag = office_read_text(d, office_property(d, model, "Tag"));
    if (!*tag)
        return;
    bounds box = bounds_of(d, control);
    sal_Int16 flags = POSSIZE;
    box.x += strchr(tag, 'x') ? wider : 0;
    box.y += strchr(tag, 'y') ? higher : 0;
    box.width += strchr(tag, 'w') ? wider : 0;
    box.height += strchr(tag, 'h') ? higher : 0;
    office_call(d, control, "awt.XWindow::setPosSize", NULL, ARGS(&box.x, &box.y, &box.width, &box.height, &flags));
}

void dialog_resize(dialog *w)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bounds box = bounds_of(&d, w->window);
    sal_Int32 wider = box.width - w->width, higher = box.height - w->height;
    bool first = w->width == 0;
    w->width = box.width;
    w->height = box.height;
    const uno_Sequence *all = office_sequence(&d, w->window, "awt.XControlContainer::getControls", NULL);
    for (sal_Int32 i = 0; all && !first && (wider || higher) && i < all->nElements; i++)
        follow(&d, ((uno_Interface *const *)(const void *)all->elements)[i], wider, higher);
    desk_clear(&d);
}
