#include "data/figure.h"
#include "data/lines.h"
#include "data/moment.h"

enum { LOOK = 400, MOST_CELLS = 256 };

static bool typed(const sx_piece *piece)
{
    if (sx_piece_blank(piece) || sx_figure_read(piece).is)
        return true;
    sx_piece p = sx_piece_trim(piece);
    return sx_currency_read(p.text, p.length) || sx_moment_read(piece, false).is;
}

static double score(const char *text, size_t length, char separator, double (*weigh)(const sx_line *, void *),
                    void *data)
{
    size_t counts[MOST_CELLS + 1] = {0}, cells = 0, known = 0, lines_read = 0;
    double words = 0;
    sx_lines lines;
    sx_line line = {0};
    sx_lines_start(&lines, text, length, separator);
    while (lines_read < LOOK && sx_lines_next(&lines, &line)) {
        if (line.n == 1 && sx_piece_blank(&line.pieces[0]))
            continue;
        lines_read++;
        counts[line.n < MOST_CELLS ? line.n : MOST_CELLS]++;
        for (size_t i = 0; i < line.n && i < MOST_CELLS; i++)
            known += typed(&line.pieces[i]);
        cells += line.n < MOST_CELLS ? line.n : MOST_CELLS;
        double here = weigh && lines_read <= 60 ? weigh(&line, data) : 0;
        words = here > words ? here : words;
    }
    sx_line_free(&line);
    double pattern = 0;
    size_t patterns = 0;
    for (size_t k = 1; k <= MOST_CELLS; k++)
        if (counts[k]) {
            patterns++;
            pattern += (double)counts[k] * ((double)k - 1) / (double)k;
        }
    if (!patterns || !cells)
        return 0;
    return pattern / (double)patterns * (0.02 + (double)known / (double)cells) * (1 + words) * (1 + words);
}

char sx_separator(const char *text, size_t length, double (*weigh)(const sx_line *line, void *data), void *data)
{
    static const char separators[] = {',', ';', '\t', '|'};
    char best = ',';
    double most = 0;
    for (size_t i = 0; i < sizeof separators; i++) {
        double here = score(text, length, separators[i], weigh, data);
        if (here > most) {
            most = here;
            best = separators[i];
        }
    }
    return best;
}
