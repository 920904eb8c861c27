/* The core's library, loaded at the first command that needs it from the folder that this one lies in. */
#ifndef SX_COMMANDS_CORE_H
#define SX_COMMANDS_CORE_H
#include "../calc/door.h"

/* NULL: it cannot be loaded; *why says why, in the loader's words. */
const sx_door *core(const char **why);
#endif
