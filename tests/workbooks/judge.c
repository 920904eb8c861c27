/* judge WORKBOOK...: what a real Calc made of the workbooks (run.sh), against the rules. Failures in words, a line a
 * workbook otherwise. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include "cases.h"
#include "rules.h"

enum { MOST_BOOKS = 16, MOST_FAILS = 16 };

typedef struct workbook {
    const char *title;
    book names;
    cases cases;
    cells sample;
    const char *document; /* the sample's */
    report report;
} workbook;

static const char *work; /* the folder that run.sh filled */

static const char *in_work(const workbook *w, const char *folder, const char *type)
{
    return written("%s/%s/%s.%s", work, folder, w->title, type);
}

static cells cells_in(const workbook *w, const char *folder)
{
    return cells_of_file(in_work(w, folder, "fods"));
}

static cells cells_of_case(const workbook *w, const char *folder, const char *name)
{
    return cells_of_file(written("%s/%s/%s+%s.tsv", work, folder, w->title, name));
}

static report *about(workbook *w, const char *state)
{
    w->report.what = written("%s, %s", w->title, state);
    return &w->report;
}

static void judge_blank(workbook *w)
{
    static const char *const seen_first[] = {"Start", "Review", NULL};
    static const char *const half[] = {"without-inputs", "without-tables"};
    report *r = about(w, "blank");
    cells blank = cells_in(w, "blank");
    no_errors(r, &blank);
    names_missing_input(r, &blank);
    nothing_cut_off(r, read_text(in_work(w, "blank", "fods")), seen_first);
    for (size_t i = 0; i < 2; i++) {
        cells filled_by_half = cells_in(w, half[i]);
        no_errors(about(w, half[i]), &filled_by_half);
    }
}

/* All but those that the sample is meant to fail. */
static void checks_pass(const workbook *w, report *r, const cells *of)
{
    const char *but[MOST_FAILS];
    size_t n = 0, from = 0;
    for (const line *l; n < MOST_FAILS && (l = next_case(&w->cases, "fails", &from));)
        but[n++] = l->parts[1];
    checks_pass_but(r, &w->names, of, but, n);
}

static void judge_sample(workbook *w)
{
    report *r = about(w, "sample");
    no_errors(r, &w->sample);
    checks_pass(w, r, &w->sample);
    no_constants(r, &w->sample);
    no_wandering(r, &w->sample);
    nothing_typed_over(r, &w->names, &w->sample);
    charts_described(r, w->document);
    nothing_cut_off(r, w->document, NULL);
    sheets_protected(r, w->document);
    formulas_locked(r, w->document);
}

static void judge_round_trips(workbook *w)
{
    cells german = cells_in(w, "german"), plain = cells_in(w, "plain"), back = cells_in(w, "back");
    same_figures(about(w, "where the comma is decimal"), &german, &w->sample);
    same_cells(about(w, "stored and loaded again"), &plain, &w->sample);
    same_cells(about(w, "through .xlsx"), &back, &w->sample);
}

/* How many pages a sheet is meant to take; 0: as many as it needs. */
static long meant(const workbook *w, const char *sheet, bool one_page)
{
    size_t from = 0;
    for (const line *l; (l = next_case(&w->cases, "pages", &from));)
        if (strcmp(l->parts[1], sheet) == 0)
            return strtol(l->parts[2], NULL, 10);
    return one_page || strcmp(sheet, "Review") == 0;
}

static void judge_print(workbook *w)
{
    static const char *const papers[] = {"a4", "letter"};
    cJSON *specification = cJSON_Parse(read_text(written("templates/%s.json", w->title)));
    const cJSON *sheet = NULL;
    for (size_t i = 0; i < 2; i++) {
        report *r = about(w, papers[i]);
        const char *pages = read_text(in_work(w, papers[i], "txt"));
        columns_wide_enough(r, pages);
        pages_numbered(r, pages, "Review");
        cJSON_ArrayForEach(sheet, cJSON_GetObjectItem(specification, "sheets"))
        {
            const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(sheet, "name"));
            const char *part = cJSON_GetStringValue(cJSON_GetObjectItem(sheet, "part"));
            if (part && (strcmp(part, "start") == 0 || strcmp(part, "begin.sheet") == 0))
                takes_pages(r, pages, "Start", 1);
            if (part && strcmp(part, "register.sheet") == 0)
                takes_pages(r, pages, "Decisions", 1);
            long pages_meant = name ? meant(w, name, cJSON_IsTrue(cJSON_GetObjectItem(sheet, "one_page"))) : 0;
            if (pages_meant)
                takes_pages(r, pages, name, pages_meant);
        }
    }
    cJSON_Delete(specification);
}

/* lines: place, tab, figure, and a tab and a function where the library was asked. */
static void judge_figures(workbook *w, const cells *of, const char *lines)
{
    char *rest = keep(lines, strlen(lines)), *part[3];
    double x = 0;
    for (char *l; (l = next_line(&rest));)
        if (cut(l, '\t', part, 3) >= 2 && number_of(part[1], &x))
            shows(&w->report, &w->names, of, part[0], x);
}

/* The figures that stand beside this file are those that the raw tables give; and the sample shows them. */
static void judge_expected(workbook *w)
{
    const char *computed = read_text(written("%s/%s.figures", work, w->title));
    figures_expected(about(w, "its figures file"), read_text(written("tests/workbooks/%s.figures", w->title)),
                     computed);
    about(w, "sample");
    judge_figures(w, &w->sample, computed);
}

/* What Review says of a check that fails; old pages know one class alone. */
static void judge_review(report *r, const workbook *w, const cells *faulty, const char *label)
{
    bool page = strncmp(value_at(faulty, "Review", 2, 1), "✓ Figures", strlen("✓ Figures")) == 0;
    if (label && page && is_paperwork(&w->names, faulty, label))
        review_tells(r, faulty);
    else
        review_warns(r, faulty);
}

/* Someone who has not installed the extension is told so, not shown half of the figures. */
static void judge_alone(workbook *w)
{
    cells alone = cells_in(w, "alone");
    if (find_name(&w->names, "answers.missing")) /* of readers' pages; the others follow */
        warns_of(about(w, "without the extension"), &alone, "Sextant is installed");
}

static void judge_faults(workbook *w)
{
    faults all = faults_of(&w->cases, &w->names, &w->sample);
    for (const fault *f = all.items; f < all.items + all.n; f++) {
        report *r = about(w, f->name);
        cells faulty = cells_of_case(w, "faults", f->name);
        if (f->label)
            check_fails(r, &w->names, &faulty, f->label, true);
        else
            some_check_fails(r, &w->names, &w->sample, &faulty);
        if (f->words)
            check_says(r, &w->names, &faulty, f->label, f->words);
        judge_review(r, w, &faulty, f->label);
    }
}

static void judge_words(workbook *w)
{
    size_t from = 0;
    for (const line *l; (l = next_case(&w->cases, "reads", &from));) {
        cells typed = cells_of_case(w, "faults", l->parts[1]);
        says(about(w, l->parts[1]), &w->names, &typed, l->parts[2], l->parts[3]);
    }
}

static void judge_laid(workbook *w)
{
    for (size_t i = 0; i < w->cases.n; i++) {
        const line *l = &w->cases.lines[i];
        const char *kind = l->parts[0];
        double x = 0;
        if (strcmp(kind, "spoils") != 0 && strcmp(kind, "keeps") != 0 && strcmp(kind, "shows") != 0 &&
            strcmp(kind, "stays") != 0)
            continue;
        report *r = about(w, l->parts[1]);
        cells laid = cells_of_case(w, "laid", l->parts[1]);
        if (strcmp(kind, "spoils") == 0) {
            check_fails(r, &w->names, &laid, l->parts[2], false);
            judge_review(r, w, &laid, l->parts[2]);
        } else if (strcmp(kind, "keeps") == 0) {
            judge_figures(w, &laid, read_text(written("%s/%s.figures", work, w->title)));
            checks_pass(w, r, &laid);
        } else if (strcmp(kind, "stays") == 0) {
            page_stays(r, &laid, &w->sample, l->parts[2], strtol(l->parts[3], NULL, 10));
        } else if (number_of(l->parts[3], &x)) {
            shows(r, &w->names, &laid, l->parts[2], x);
        }
    }
}

static void judge(workbook *w)
{
    judge_blank(w);
    judge_sample(w);
    judge_round_trips(w);
    judge_print(w);
    judge_expected(w);
    judge_faults(w);
    judge_words(w);
    judge_alone(w);
    judge_laid(w);
}

static long close_account(const report *r, const char *of)
{
    printf("[  PASSED  ] %ld test(s). %s\n", r->passed, of);
    if (r->failed)
        printf("[  FAILED  ] %ld test(s). %s\n", r->failed, of);
    return r->failed;
}

static void judge_together(report *r, const workbook *books, size_t n)
{
    static const char *const jobs[] = {"first.0", "first.1", "faults.0", "faults.1"}; /* two offices, twice */
    filled all[MOST_BOOKS];
    for (size_t i = 0; i < n; i++)
        all[i] = (filled){&books[i].names, &books[i].sample};
    char *lines = read_text("tests/workbooks/same.tsv");
    for (char *l; (l = next_line(&lines));)
        if (*l && *l != '#')
            agree(r, all, n, l);
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        r->what = written("the office, %s", jobs[i]);
        char *said = read_if_there(written("%s/%s.report", work, jobs[i]));
        office_done(r, said ? said : keep("", 0));
    }
}

int main(int n, char **words)
{
    static workbook books[MOST_BOOKS];
    const char *build = getenv("BUILD");
    size_t count = n > 1 && n <= MOST_BOOKS ? (size_t)n - 1 : 0;
    long failed = 0;
    work = written("%s/tests/workbooks/work", build ? build : "build");
    for (size_t i = 0; i < count; i++) {
        workbook *w = &books[i];
        *w = (workbook){.title = words[i + 1], .report = {.to = stdout}};
        w->names = book_of(w->title, read_text(written("%s/%s.names", work, w->title)));
        w->cases = read_cases(w->title);
        w->document = read_text(in_work(w, "sample", "fods"));
        w->sample = cells_of_document(w->document);
        judge(w);
        failed += close_account(&w->report, w->title);
    }
    report together = {.to = stdout, .what = "the workbooks together"};
    judge_together(&together, books, count);
    failed += close_account(&together, "the workbooks together, and the office");
    return failed != 0;
}
