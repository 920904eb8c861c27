#ifndef SX_CATALOGUE_TEXT_H
#define SX_CATALOGUE_TEXT_H

/* A text of the catalogue's entries (a summary, a definition, what an argument or a column is) in that language; NULL
 * where there is none. */
const char *sx_text_said(int language, const char *english);
#endif
