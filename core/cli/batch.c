/* sextant batch: one reader, a worker a core, answers in the order of the lines.
 *
 * Lines pass in chunks through a ring of slots, so memory does not grow with their number. A chunk ends where what
 * could be read ends: whoever pipes one line and waits gets its answer. Whichever worker finishes the chunk that is
 * next in order writes it, and those behind it that are done. */
#define _POSIX_C_SOURCE 200809L
#include "base/memo.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/system.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 1 << 16,
    MOST_LINE = 1 << 26,   /* longer lines are answered with an error: 64 MiB hold a whole column of any numbers */
    MOST_ANSWER = 1 << 22, /* a chunk's answers beyond this do not pile up but wait for their turn and go out */
    MOST_WORKERS = 64,
    MEMO_BYTES = 1 << 20 /* a worker: lines near each other often ask about the same history */
};

typedef struct slot {
    char *lines; /* whole lines; one more byte than capacity */
    size_t length, capacity;
    size_t first_line; /* the number of the first, from 1 */
    bool overlong;     /* one line that was too long and is gone */
    bool done;
    sx_text answers;
} slot;

typedef struct pipeline {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    slot slots[2 * MOST_WORKERS + 2];
    size_t n_slots;
    size_t filled, taken, written; /* chunks so far; chunk k is in slot k % n_slots */
    bool ended, writing;
    int out;
    sx_progress progress;
} pipeline;

static void give_up(const char *what)
{
    fprintf(stderr, "sextant: %s: %s\n", what, strerror(errno));
    _exit(SX_EXIT_USAGE); /* other threads may sit in a read */
}

static void write_all(int out, const char *data, size_t length)
{
    enum { AT_ONCE = 1 << 20 }; /* a system may count in fewer bits than size_t has */
    while (length) {
        ssize_t n = write(out, data, length < AT_ONCE ? (unsigned)length : AT_ONCE);
        if (n < 0 && errno != EINTR)
            give_up("cannot write the answers");
        data += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
}

/* Buffers that one huge line made large do not stay so. */
static void recycle(slot *s)
{
    if (s->capacity > (size_t)2 * CHUNK) {
        free(s->lines);
        s->lines = NULL;
        s->capacity = 0;
    }
    if (s->answers.capacity > (size_t)4 * CHUNK)
        sx_text_free(&s->answers);
    s->answers.length = 0;
    s->length = 0;
    s->done = s->overlong = false;
}

/* Writes what is next in order and done. The lock is held. */
static void drain(pipeline *p)
{
    if (p->writing)
        return;
    p->writing = true;
    while (p->written < p->taken && p->slots[p->written % p->n_slots].done) {
        slot *s = &p->slots[p->written % p->n_slots];
        pthread_mutex_unlock(&p->lock);
        write_all(p->out, s->answers.data, s->answers.length);
        sx_progress_show(&p->progress, s->length, s->first_line);
        recycle(s);
        pthread_mutex_lock(&p->lock);
        p->written++;
        pthread_cond_broadcast(&p->changed);
    }
    p->writing = false;
    pthread_cond_broadcast(&p->changed);
}

/* Waits until chunk `order` is the next to be written and writes what it has of its answers so far. */
static void write_early(pipeline *p, size_t order, slot *s)
{
    pthread_mutex_lock(&p->lock);
    while (p->written != order || p->writing)
        pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock); /* nobody else writes before this chunk is done */
    write_all(p->out, s->answers.data, s->answers.length);
    s->answers.length = 0;
}

static void answer_slot(pipeline *p, size_t order, slot *s, sx_context *context)
{
    if (s->overlong) {
        sx_fail(context, SX_VALUE, "line %zu: longer than %d bytes", s->first_line, (int)MOST_LINE);
        sx_answer_error(&s->answers, "bad line", context->reason);
    }
    size_t number = s->first_line;
    char *end = s->lines + s->length;
    for (char *line = s->lines; line < end && !s->overlong; number++) {
        char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        *stop = '\0';
        if (sx_answer_line(line, (size_t)(stop - line), number, &s->answers, context) != SX_OK)
            sx_answer_error(&s->answers, "#VALUE!", "out of memory");
        line = stop + 1;
        if (s->answers.length > MOST_ANSWER)
            write_early(p, order, s);
    }
    if (s->answers.status != SX_OK)
        give_up("no memory for an answer");
}

static void *work(void *state)
{
    pipeline *p = state;
    sx_context context = {{0}, sx_memo_new(MEMO_BYTES)};
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->taken == p->filled && !p->ended)
            pthread_cond_wait(&p->changed, &p->lock);
        if (p->taken == p->filled)
            break;
        size_t order = p->taken++;
        slot *s = &p->slots[order % p->n_slots];
        pthread_mutex_unlock(&p->lock);
        answer_slot(p, order, s, &context);
        pthread_mutex_lock(&p->lock);
        s->done = true;
        drain(p);
    }
    pthread_mutex_unlock(&p->lock);
    sx_memo_free(context.memo);
    return NULL;
}

static void reserve(slot *s, size_t capacity)
{
    if (capacity <= s->capacity)
        return;
    size_t larger = 2 * s->capacity > capacity ? 2 * s->capacity : capacity;
    char *lines = realloc(s->lines, larger + 1);
    if (!lines)
        give_up("no memory for a line");
    s->lines = lines;
    s->capacity = larger;
}

/* What was read behind the last whole line. */
typedef struct rest {
    char *data;
    size_t length, line; /* line: the number of the next line */
} rest;

static const char *last_newline(const char *data, size_t n)
{
    while (n > 0 && data[n - 1] != '\n')
        n--;
    return n ? data + n - 1 : NULL;
}

/* Fills a slot with the whole lines at hand, at least one, the last perhaps without its newline; false: none is left.
 * Of a line that is too long nothing is kept. */
static bool fill(int in, slot *s, rest *left)
{
    size_t searched = 0;
    reserve(s, CHUNK);
    memcpy(s->lines, left->data, left->length);
    s->length = left->length;
    s->first_line = left->line;
    left->length = 0;
    for (;;) {
        char *fresh = s->lines + searched;
        size_t n_fresh = s->length - searched;
        const char *cut = s->overlong ? memchr(fresh, '\n', n_fresh) : last_newline(fresh, n_fresh);
        if (cut) {
            left->length = (size_t)(s->lines + s->length - (cut + 1));
            memcpy(left->data, cut + 1, left->length);
            s->length = s->overlong ? 0 : (size_t)(cut + 1 - s->lines);
            return true;
        }
        s->overlong = s->overlong || s->length > MOST_LINE;
        if (s->overlong)
            s->length = 0;
        searched = s->length;
        reserve(s, s->length + CHUNK);
        ssize_t n = read(in, s->lines + s->length, CHUNK);
        if (n == 0)
            return s->length > 0 || s->overlong;
        if (n < 0 && errno != EINTR)
            give_up("cannot read the lines");
        s->length += n > 0 ? (size_t)n : 0;
    }
}

static size_t count_lines(const slot *s)
{
    size_t n = s->overlong ? 1 : 0;
    const char *end = s->lines + s->length;
    for (const char *at = s->lines; at < end; n++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        at = stop ? stop + 1 : end;
    }
    return n;
}

static void feed(pipeline *p, int in)
{
    rest left = {.data = malloc(CHUNK), .line = 1};
    if (!left.data)
        give_up("no memory for a line");
    for (;;) {
        pthread_mutex_lock(&p->lock);
        while (p->filled - p->written == p->n_slots)
            pthread_cond_wait(&p->changed, &p->lock);
        pthread_mutex_unlock(&p->lock);
        slot *s = &p->slots[p->filled % p->n_slots]; /* only this thread changes filled */
        bool some = fill(in, s, &left);
        left.line += count_lines(s);
        pthread_mutex_lock(&p->lock);
        p->filled += some ? 1 : 0;
        p->ended = !some;
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->lock);
        if (!some)
            break;
    }
    free(left.data);
}

int sx_cli_batch(int in, int out)
{
    static pipeline p = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    pthread_t workers[MOST_WORKERS];
    size_t n_workers = 0, wanted = sx_system_cores();
    wanted = wanted > MOST_WORKERS ? MOST_WORKERS : wanted;
    p.out = out;
    p.n_slots = 2 * wanted + 2;
    sx_progress_start(&p.progress, in, out);
    while (n_workers < wanted && (errno = pthread_create(&workers[n_workers], NULL, work, &p)) == 0)
        n_workers++;
    if (n_workers == 0)
        give_up("cannot start a thread");
    feed(&p, in);
    for (size_t i = 0; i < n_workers; i++)
        pthread_join(workers[i], NULL);
    sx_progress_end(&p.progress);
    for (size_t i = 0; i < p.n_slots; i++) {
        free(p.slots[i].lines);
        sx_text_free(&p.slots[i].answers);
    }
    return SX_EXIT_ANSWER;
}
