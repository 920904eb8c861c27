/* New Review: one of the workbooks, blank or filled, as a new document. */
#include "dialog.h"
#include "package.h"
#include <string.h>

static const struct {
    const char *id, *file;
    sx_word name, question;
} reviews[] = {
    {"weekly", "weekly-cash-and-signals", WORD_REVIEW_WEEKLY, WORD_REVIEW_QUESTION_WEEKLY},
    {"monthly", "monthly-outcomes-and-drivers", WORD_REVIEW_MONTHLY, WORD_REVIEW_QUESTION_MONTHLY},
    {"quarterly", "quarterly-return-and-reallocation", WORD_REVIEW_QUARTERLY, WORD_REVIEW_QUESTION_QUARTERLY},
    {"yearly", "yearly-budget-review", WORD_REVIEW_YEARLY, WORD_REVIEW_QUESTION_YEARLY},
    {"rom", "return-on-marketing", WORD_REVIEW_ROM, WORD_REVIEW_QUESTION_ROM},
};
enum { N_REVIEWS = sizeof reviews / sizeof *reviews };

static void open_review(order *o, size_t i, bool sample)
{
    desk *d = o->desk;
    const char *url =
        desk_text(d, "%s/template/Sextant/%s%s.ots", package_url(d), reviews[i].file, sample ? "-sample" : "");
    const char *const names[] = {"AsTemplate"};
    const uno_Any *values[] = {office_any_flag(d, true)};
    sal_Int32 flags = 0;
    uno_Interface *model = office_object(
        d, office_service(d, "frame.Desktop"), "frame.XComponentLoader::loadComponentFromURL",
        ARGS(office_string(d, url), office_string(d, "_default"), &flags, office_properties(d, 1, names, values)));
    if (model)
        command_say_quietly(o, words(d, reviews[i].name));
    else
        command_say(o, WORDS(d, WORD_MSG_NOREVIEWFILE, words(d, reviews[i].name), d->trouble));
}

static size_t chosen(dialog *w)
{
    sal_Int16 at = dialog_selected(w, "lstReview");
    return at >= 0 && at < N_REVIEWS ? (size_t)at : 0;
}

static void act(dialog *w, const char *control)
{
    if (strcmp(control, "lstReview") == 0)
        dialog_set_text(w, "txtQuestion", words(&w->desk, reviews[chosen(w)].question));
}

void run_review(order *o)
{
    desk *d = o->desk;
    if (o->silent) {
        const char *review = command_answer(o, "review"), *sample = command_answer(o, "sample");
        for (size_t i = 0; i < N_REVIEWS; i++)
            if (review && strcmp(review, reviews[i].id) == 0) {
                open_review(o, i, sample && strcmp(sample, "1") == 0);
                return;
            }
        command_say(o, WORDS(d, WORD_MSG_NOREVIEWFILE, review ? review : "", ""));
        return;
    }
    dialog *w = dialog_new(o, "Review", act, NULL);
    if (w->window) {
        const char *names[N_REVIEWS];
        for (size_t i = 0; i < N_REVIEWS; i++)
            names[i] = words(d, reviews[i].name);
        dialog_set_list(w, "lstReview", N_REVIEWS, names, 0);
        act(w, "lstReview");
        if (dialog_run(w))
            open_review(o, chosen(w), dialog_checked(w, "optSample"));
    }
    dialog_close(w);
}
