/* generate IDL-FOLDER OUT-FOLDER VERSION COMMANDS-FOLDER: reads the entries, lints them, writes everything that is
 * derived. Exits 1 on a fault in the catalogue, 2 when it cannot do its work; then nothing is written. */
#include "generate.h"

int main(int n, char **words)
{
    static void (*const writers[])(const catalogue *) = {
        write_idl,       write_xcu,  write_components, write_headers, write_tables,
        write_reference, write_help, write_lock,       write_reasons, write_texts};
    if (n != 5) {
        fprintf(stderr, "usage: generate IDL-FOLDER OUT-FOLDER VERSION COMMANDS-FOLDER\n");
        return 2;
    }
    catalogue all = {0};
    if (read_catalogue(words[1], words[3], &all))
        lint(&all);
    char lock[4096];
    snprintf(lock, sizeof lock, "%s/ids.lock", words[1]);
    if (!complaints())
        check_lock(&all, lock);
    if (!complaints()) {
        read_languages(words[1]);
        read_reasons(words[1]);
        read_texts(words[1]);
        read_recipes(&all, words[1]);
    }
    if (!complaints())
        write_words(words[4]);
    if (complaints()) {
        fprintf(stderr, "%d fault%s in the catalogue: nothing written\n", complaints(), complaints() == 1 ? "" : "s");
        return 1;
    }
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        writers[i](&all);
    return publish(words[2]) ? 0 : 2;
}
