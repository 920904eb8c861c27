#include "package.h"
#include <osl/file.h>
#include <string.h>
#include "library.h"

const char *package_url(desk *d)
{
    char folder[LIBRARY_PATH];
    if (!library_folder(folder))
        return "";
    rtl_uString **path = office_string(d, desk_text(d, "%s", folder));
    rtl_uString *url = NULL;
    if (osl_getFileURLFromSystemPath(*path, &url) != osl_File_E_None)
        return "";
    desk_keep(d, DESK_STRING, url, NULL);
    /* The library lies in lib/<platform> of the package. */
    const char *text = office_utf8(d, url);
    size_t n = strlen(text);
    for (int levels = 2; levels > 0 && n > 0; n--)
        levels -= text[n - 1] == '/';
    return desk_text(d, "%.*s", (int)n, text);
}
