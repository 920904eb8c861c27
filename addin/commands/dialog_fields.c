/* What the controls of a window hold. */
#include "dialog.h"
#include <string.h>

static uno_Interface *control(dialog *w, desk *d, const char *name)
{
    return office_object(d, w->window, "awt.XControlContainer::getControl", ARGS(office_string(d, name)));
}

static uno_Interface *model_of(dialog *w, desk *d, const char *name)
{
    uno_Interface *found = name ? control(w, d, name) : w->window;
    return office_object(d, found, "awt.XControl::getModel", NULL);
}

static bool has_property(desk *d, uno_Interface *model, const char *name)
{
    uno_Interface *info = office_object(d, model, "beans.XPropertySet::getPropertySetInfo", NULL);
    return office_flag(d, info, "beans.XPropertySetInfo::hasPropertyByName", ARGS(office_string(d, name)));
}

static void set(dialog *w, const char *name, const char *property, const uno_Any *(*make)(desk *, const void *),
                const void *value)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bool was = w->filling;
    w->filling = true;
    office_set(&d, model_of(w, &d, name), property, make(&d, value));
    w->filling = was;
    desk_clear(&d);
}

static const uno_Any *make_flag(desk *d, const void *value)
{
    return office_any_flag(d, *(const bool *)value);
}

static const uno_Any *make_short(desk *d, const void *value)
{
    return office_any_short(d, *(const sal_Int16 *)value);
}

static const uno_Any *make_number(desk *d, const void *value)
{
    return office_any_number(d, *(const double *)value);
}

static const uno_Any *make_text(desk *d, const void *value)
{
    return office_any_text(d, value);
}

void dialog_set_text(dialog *w, const char *name, const char *text)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bool label = has_property(&d, model_of(w, &d, name), "Label");
    desk_clear(&d);
    set(w, name, label ? "Label" : "Text", make_text, text);
}

void dialog_title(dialog *w, const char *title)
{
    set(w, NULL, "Title", make_text, title);
}

const char *dialog_text(dialog *w, desk *d, const char *name)
{
    return office_read_text(d, office_property(d, model_of(w, d, name), "Text"));
}

void dialog_set_list(dialog *w, const char *name, size_t n, const char *const *items, sal_Int16 selected)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bool was = w->filling;
    w->filling = true;
    uno_Interface *list = control(w, &d, name);
    sal_Int16 from = 0, all = 32767;
    sal_Bool yes = 1;
    office_call(&d, list, "awt.XListBox::removeItems", NULL, ARGS(&from, &all));
    office_call(&d, list, "awt.XListBox::addItems", NULL, ARGS(office_texts(&d, n, items), &from));
    if (selected >= 0 && (size_t)selected < n)
        office_call(&d, list, "awt.XListBox::selectItemPos", NULL, ARGS(&selected, &yes));
    w->filling = was;
    desk_clear(&d);
}

sal_Int16 dialog_selected(dialog *w, const char *name)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    sal_Int16 at = -1;
    office_call(&d, control(w, &d, name), "awt.XListBox::getSelectedItemPos", &at, NULL);
    desk_clear(&d);
    return at;
}

void dialog_select(dialog *w, const char *name, sal_Int16 position)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    sal_Bool yes = 1;
    bool was = w->filling;
    w->filling = true;
    office_call(&d, control(w, &d, name), "awt.XListBox::selectItemPos", NULL, ARGS(&position, &yes));
    w->filling = was;
    desk_clear(&d);
}

bool dialog_checked(dialog *w, const char *name)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bool checked = office_read_number(office_property(&d, model_of(w, &d, name), "State"), 0) == 1;
    desk_clear(&d);
    return checked;
}

void dialog_check(dialog *w, const char *name, bool checked)
{
    set(w, name, "State", make_short, &(sal_Int16){checked});
}

double dialog_number(dialog *w, const char *name)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    const uno_Any *value = office_property(&d, model_of(w, &d, name), "Value");
    if (!value)
        value = office_property(&d, model_of(w, &d, name), "EffectiveValue");
    double x = office_read_number(value, 0);
    desk_clear(&d);
    return x;
}

void dialog_set_number(dialog *w, const char *name, double x)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    bool value = has_property(&d, model_of(w, &d, name), "Value");
    desk_clear(&d);
    set(w, name, value ? "Value" : "EffectiveValue", make_number, &x);
}

void dialog_set_graphic(dialog *w, const char *name, uno_Interface *graphic)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    if (graphic)
        office_set(&d, model_of(w, &d, name), "Graphic", office_any_object(&d, "graphic.XGraphic", graphic));
    desk_clear(&d);
}

void dialog_enable(dialog *w, const char *name, bool enabled)
{
    set(w, name, "Enabled", make_flag, &enabled);
}
