/* Writing into the document: one step of undo for each command, protection as it was. */
#ifndef SX_WRITE_H
#define SX_WRITE_H
#include "command.h"
#include "sheet.h"

/* Said, where the document is open for reading alone: before anything is read or computed. */
bool write_refused(order *o);
/* Opens the step: false, and said why, where the document may not be written. Close it in every path; with good = false
 * what was written is taken back. */
bool write_begin(order *o, sx_word title);
void write_end(order *o, bool good);
/* Closes the step of a command that made the sheet of that name, and says how it ended. Returns good. */
bool write_end_sheet(order *o, bool good, const char *sheet);
/* Lifts a sheet's protection where it has no password; *lifted: to be put back by write_lock. false, and said: it has.
 */
bool write_unlock(order *o, uno_Interface *sheet, bool *lifted);
void write_lock(order *o, uno_Interface *sheet, bool lifted);
#endif
