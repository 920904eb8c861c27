/* Objects of our own that the office calls: the handler of the menu's commands, and listeners. */
#ifndef SX_OWN_H
#define SX_OWN_H
#include "office.h"

typedef struct own own;
typedef struct own_kind {
    const char *const *interfaces; /* with com.sun.star., closed by NULL; XInterface left out, base interfaces not */
    /* member: "XDispatch::dispatch". result, when the member gives one, is not initialised. false: no such member. */
    bool (*answer)(own *self, const char *member, void *result, void **args);
    void (*end)(own *self); /* lets go what data holds; may be NULL */
} own_kind;
struct own {
    uno_Interface interface; /* first: a pointer to it is a pointer to the object */
    oslInterlockedCount references;
    const own_kind *kind;
    void *data;
};

/* With one reference. */
own *own_new(const own_kind *kind, void *data);
/* Results of members. */
void own_give_text(void *result, const char *ascii);
void own_give_texts(void *result, const char *ascii);
#endif
