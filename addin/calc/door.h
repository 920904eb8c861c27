/* The core for the library of the commands: the one function that the add-in's library shows besides UNO's two. Both
 * libraries come from one build and lie in one folder. */
#ifndef SX_DOOR_H
#define SX_DOOR_H
#include "call/call.h"

typedef struct sx_door {
    size_t size; /* of this struct, and version: what the other library was built with */
    const char *version;
    const sx_service *services;
    size_t n_services;
    const sx_function *(*find)(const char *name);
    /* As sx_call, one call at a time with the cells' (their memo is used); reason: of the size of sx_context's. */
    sx_status (*call)(const sx_function *function, const sx_argument *arguments, size_t n_arguments, sx_result *result,
                      char *reason);
    void (*free)(sx_result *result);
    /* core/data/pasted.h */
    sx_status (*cells)(const char *bytes, size_t n, sx_table *out, const char **refused);
    void (*free_table)(sx_table *table);
    /* text.h: languages are counted as those of the menu's words; NULL: none */
    const char *(*text)(int language, const char *english);
} sx_door;

const sx_door *sextant_door(void);
#endif
