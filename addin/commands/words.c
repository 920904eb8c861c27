#include "words.h"
#include "../calc/reason.h"
#include "base/value.h"
#include "core.h"
#include <string.h>

static const char *const tags[SX_N_LANGUAGES] = {"en", "de", "fr"};

int words_language_named(const char *locale)
{
    for (int l = 0; l < SX_N_LANGUAGES; l++)
        if (strncmp(locale, tags[l], 2) == 0 && (locale[2] == '\0' || locale[2] == '-'))
            return l;
    return 0;
}

int words_language(desk *d)
{
    if (!d->context) /* tests, which have no office */
        return 0;
    uno_Interface *provider = office_service(d, "configuration.ConfigurationProvider");
    const char *const names[] = {"nodepath"};
    const uno_Any *values[] = {office_any_text(d, "/org.openoffice.Setup/L10N")};
    const uno_Any *path = office_any_struct_property(d, names[0], values[0]);
    uno_Interface *settings = office_object(
        d, provider, "lang.XMultiServiceFactory::createInstanceWithArguments",
        ARGS(office_string(d, "com.sun.star.configuration.ConfigurationAccess"), office_anys(d, 1, &path)));
    const char *locale = office_read_text(
        d, office_any(d, settings, "container.XNameAccess::getByName", ARGS(office_string(d, "ooLocale"))));
    return words_language_named(locale);
}

const char *words_reason(desk *d, const char *english)
{
    sx_text said = {0};
    sx_reason_say(sx_reason_language(tags[d->language]), english, &said);
    const char *text = said.status == SX_OK && said.data ? desk_text(d, "%s", said.data) : english;
    sx_text_free(&said);
    return text;
}

const char *words(const desk *d, sx_word word)
{
    return sx_menu_words[d->language][word];
}

const char *words_with(desk *d, sx_word word, const char *const *parts)
{
    size_t n = 0;
    sx_text text = {0};
    while (parts[n])
        n++;
    for (const char *at = words(d, word); *at; at++)
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '9' && (size_t)(at[1] - '1') < n)
            sx_text_add(&text, "%s", parts[*++at - '1']);
        else
            sx_text_add_bytes(&text, at, 1);
    const char *kept = desk_text(d, "%s", text.data ? text.data : "");
    sx_text_free(&text);
    return kept;
}

const char *words_text(const desk *d, const char *english)
{
    const char *why;
    const sx_door *door = d->language ? core(&why) : NULL;
    const char *text = door ? door->text(d->language, english) : NULL;
    return text ? text : english;
}

const char *words_plain(desk *d, sx_word word)
{
    char *text = desk_take(d, strlen(words(d, word)) + 1), *to = text;
    for (const char *at = words(d, word); *at; at++)
        if (*at != '~')
            *to++ = *at;
    return text;
}
