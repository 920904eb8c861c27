#define _GNU_SOURCE /* dladdr */
#include "package.h"
#include <dlfcn.h>
#include <osl/file.h>
#include <string.h>

const char *package_url(desk *d)
{
    static const char here; /* any object of this library */
    Dl_info found;
    const char *slash = dladdr(&here, &found) ? strrchr(found.dli_fname, '/') : NULL;
    if (!slash)
        return "";
    rtl_uString **path = office_string(d, desk_text(d, "%.*s", (int)(slash - found.dli_fname), found.dli_fname));
    rtl_uString *url = NULL;
    if (osl_getFileURLFromSystemPath(*path, &url) != osl_File_E_None)
        return "";
    desk_keep(d, DESK_STRING, url, NULL);
    return office_utf8(d, url);
}
