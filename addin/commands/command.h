/* A command of the menu, and what it needs to do its work: the document in front, words, a message. */
#ifndef SX_COMMAND_H
#define SX_COMMAND_H
#include "core.h"
#include "office.h"
#include "words.h"

/* One run of a command. Where the dispatch brings an argument "Answers" (tests, scripts), no window opens: the answers
 * stand for what a person would choose, and what would be shown is said to whoever dispatched. */
typedef struct order {
    desk *desk;
    bool silent;
    const char *answers;       /* "name=value", a line each; "" where a person answers */
    const char *said;          /* all that was said, a line each */
    uno_Interface *model;      /* the spreadsheet in front; NULL: none */
    uno_Interface *controller; /* of its window */
} order;

typedef struct command {
    const char *url; /* "explain" of sextant:explain */
    void (*run)(order *o);
    bool needs_document;
} command;

extern const command commands[];
extern const size_t n_commands;

/* Finds and runs it; a URL that names none is said. */
void command_run(order *o, const char *url);
/* A message: a box in the office's window, or said. Its text stands at the end of o->said either way. */
void command_say(order *o, const char *text);
/* For whoever dispatched alone: a person sees it in the document. */
void command_say_quietly(order *o, const char *text);
/* The answer of that name; NULL: none was given. */
const char *command_answer(const order *o, const char *name);
/* The same as a number, whatever the office's locale; otherwise where there is none or it is no number. */
double command_number(const order *o, const char *name, double otherwise);
/* And as a whole one, held within an int. */
int command_whole(const order *o, const char *name, int otherwise);

/* The core; NULL: it cannot be loaded, which is said. */
const sx_door *command_core(order *o);
/* The order of a window that stays open after its dispatch: a desk of its own, document and window held until it is let
 * go. */
order command_keep(const order *o);
void command_let_go(order *kept);

void run_explain(order *o);
void run_forecast(order *o);
void run_split(order *o);
void run_functions(order *o);
void run_review(order *o);
void run_bring(order *o);
void run_bring_database(order *o);
void run_refresh(order *o);
void run_roll(order *o);
void run_check(order *o);
void run_about(order *o);
#endif
