#include "picture.h"
#include "base/value.h"
#include <math.h>
#include <string.h>

enum { WIDTH = 384, HEIGHT = 240, EDGE = 12, MOST_SHOWN = 60 };

typedef struct scale {
    double low, high;
    size_t n;
} scale;

static double across(const scale *s, size_t i)
{
    return EDGE + (WIDTH - 2.0 * EDGE) * (double)i / (double)(s->n > 1 ? s->n - 1 : 1);
}

static double up(const scale *s, double y)
{
    double height = s->high > s->low ? (y - s->low) / (s->high - s->low) : 0.5;
    return HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * height;
}

static void include(scale *s, double y)
{
    if (isnan(y))
        return;
    s->low = y < s->low ? y : s->low;
    s->high = y > s->high ? y : s->high;
}

static void add_line(sx_text *svg, const scale *s, const double *y, size_t step, size_t n, size_t from,
                     const char *dash)
{
    sx_text_add(svg, "<path fill=\"none\" stroke=\"#1f3864\" stroke-width=\"2.5\"%s d=\"", dash);
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(y[i * step]))
            sx_text_add(svg, "%s%.1f %.1f ", open ? "L" : "M", across(s, from + i), up(s, y[i * step]));
        open = !isnan(y[i * step]);
    }
    sx_text_add(svg, "\"/>");
}

static void add_band(sx_text *svg, const scale *s, const double *ahead, size_t n, size_t from)
{
    sx_text_add(svg, "<path fill=\"#9fc1e6\" stroke=\"none\" d=\"");
    for (size_t i = 0; i < n; i++)
        sx_text_add(svg, "%s%.1f %.1f ", i ? "L" : "M", across(s, from + i), up(s, ahead[3 * i + 1]));
    for (size_t i = n; i-- > 0;)
        sx_text_add(svg, "L%.1f %.1f ", across(s, from + i), up(s, ahead[3 * i + 2]));
    sx_text_add(svg, "Z\"/>");
}

static uno_Interface *graphic_of(desk *d, const char *svg)
{
    uno_Sequence *bytes = NULL;
    union {
        const char *from;
        void *to;
    } data = {svg}; /* it is only read */
    uno_type *type = uno_sequence_type(uno_plain_type(typelib_TypeClass_BYTE));
    uno_type_sequence_construct(&bytes, type, data.to, (sal_Int32)strlen(svg), NULL);
    uno_Sequence **held = desk_take(d, sizeof(uno_Sequence *));
    *held = bytes;
    desk_keep(d, DESK_SEQUENCE, held, type);
    const uno_Any *argument = office_any_bytes(d, held);
    uno_Interface *stream = office_service_with(d, "io.SequenceInputStream", 1, &argument);
    const char *const names[] = {"InputStream"};
    const uno_Any *values[] = {office_any_object(d, "io.XInputStream", stream)};
    return office_object(d, office_service(d, "graphic.GraphicProvider"), "graphic.XGraphicProvider::queryGraphic",
                         ARGS(office_properties(d, 1, names, values)));
}

void picture_band(dialog *w, const char *control, const double *x, size_t n, const double *ahead, size_t n_ahead)
{
    desk d = desk_open(w->desk.context, w->desk.frame);
    size_t from = n > MOST_SHOWN ? n - MOST_SHOWN : 0;
    scale s = {(double)INFINITY, -(double)INFINITY, n - from + n_ahead};
    for (size_t i = from; i < n; i++)
        include(&s, x[i]);
    for (size_t i = 0; i < 3 * n_ahead; i++)
        include(&s, ahead[i]);
    sx_text svg = {0};
    sx_text_add(&svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
                "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
                WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH, HEIGHT);
    if (n > 0) {
        add_band(&svg, &s, ahead, n_ahead, n - from);
        add_line(&svg, &s, x + from, 1, n - from, 0, "");
        add_line(&svg, &s, ahead, 3, n_ahead, n - from, " stroke-dasharray=\"6 4\"");
    }
    sx_text_add(&svg, "</svg>");
    dialog_set_graphic(w, control, graphic_of(&d, svg.data ? svg.data : ""));
    sx_text_free(&svg);
    desk_clear(&d);
}
