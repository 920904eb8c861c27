/* GOV.LINK: a tagged link against the rules of tracking. */
#include "gov.h"
#include <stdlib.h>
#include <string.h>
#include "gov/naming.h"

enum { SOURCE, MEDIUM, CAMPAIGN, TAGS };
static const char *const tag_names[TAGS] = {"utm_source", "utm_medium", "utm_campaign"};

typedef struct parameter {
    char *name, *value; /* decoded */
    char *plain;        /* the value, an x where a placeholder stands */
    bool filled_later;  /* it holds one */
} parameter;

typedef struct link_parts {
    char *copy;  /* the link, cut into pieces in place */
    char *plain; /* as long: the values without their placeholders, each where it stands there */
    const char *scheme, *host, *fragment; /* NULL: none */
    size_t page;                          /* bytes of the placeholder that stands for the page; 0: none */
    parameter *parameters;
    size_t n_parameters;
    const parameter *tags[TAGS]; /* the first of each, NULL: none */
} link_parts;

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-encoding undone in place (RFC 3986; a + in a query is a blank). A broken escape and an encoded NUL stay. */
static void decode(char *text, bool plus)
{
    char *to = text;
    for (const char *c = text; *c; c++) {
        int high = *c == '%' ? hex_digit(c[1]) : -1, low = high >= 0 ? hex_digit(c[2]) : -1;
        if (low >= 0 && high * 16 + low > 0) {
            *to++ = (char)(high * 16 + low);
            c += 2;
        } else {
            *to++ = plus && *c == '+' ? ' ' : *c;
        }
    }
    *to = '\0';
}

/* Letters, digits and what stands between the words of a placeholder's name. */
static size_t name_length(const char *text)
{
    size_t n = 0;
    while ((text[n] >= '0' && text[n] <= '9') || (text[n] >= 'A' && text[n] <= 'Z') ||
           (text[n] >= 'a' && text[n] <= 'z') || (text[n] && strchr("_.:-", text[n])))
        n++;
    return n;
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The bytes of a placeholder that an advertising platform fills when the link is clicked; 0: none begins here.
 * {keyword} of Google and Microsoft, {{ad.id}} of Meta, __CAMPAIGN_ID__ of TikTok: the last alone or apart from
 * letters and digits, as 2026__Q1__de is a name with capitals. last: the byte before it. */
static size_t placeholder_length(const char *text, char last)
{
    size_t braces = strspn(text, "{");
    if (braces == 1 || braces == 2) {
        size_t n = name_length(text + braces);
        return n > 0 && strspn(text + braces + n, "}") == braces ? n + 2 * braces : 0;
    }
    if (strncmp(text, "__", 2) != 0 || text[2] < 'A' || text[2] > 'Z' || is_letter_or_digit(last))
        return 0;
    size_t n = 2 + strspn(text + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    bool ends = n > 4 && text[n - 1] == '_' && text[n - 2] == '_';
    return ends && (!is_letter_or_digit(text[n]) || text[n - 3] == '_') ? n : 0;
}

/* {lpurl}, {unescapedlpurl} and the like of Google and Microsoft: the page's own address, put in at the click. */
static size_t page_length(const char *address)
{
    size_t n = placeholder_length(address, '\0');
    char tail[8] = "";
    if (n < 7 || address[1] == '{' || (address[n] && address[n] != '/'))
        return 0;
    memcpy(tail, address + n - 6, 5);
    return sx_same_word(tail, "lpurl") ? n : 0;
}

static void without_placeholders(parameter *p)
{
    char *to = p->plain;
    for (const char *c = p->value; *c;) {
        size_t length = placeholder_length(c, c > p->value ? c[-1] : '\0');
        p->filled_later |= length > 0;
        *to++ = length ? 'x' : *c;
        c += length ? length : 1;
    }
    *to = '\0';
}

static sx_status read_query(link_parts *link, char *query)
{
    size_t most = 1;
    for (const char *c = query; *c; c++)
        most += *c == '&';
    link->parameters = malloc(most * sizeof *link->parameters);
    if (!link->parameters)
        return SX_NOMEM;
    while (query) {
        char *next = strchr(query, '&');
        if (next)
            *next++ = '\0';
        char *value = query + strcspn(query, "=");
        if (*value)
            *value++ = '\0';
        decode(query, true);
        decode(value, true);
        parameter *p = &link->parameters[link->n_parameters++];
        *p = (parameter){.name = query, .value = value, .plain = link->plain + (value - link->copy)};
        without_placeholders(p);
        query = next;
    }
    return SX_OK;
}

static sx_status cut(link_parts *link, const char *url)
{
    size_t length = strlen(url);
    link->copy = malloc(length + 1);
    link->plain = malloc(length + 1);
    if (!link->copy || !link->plain)
        return SX_NOMEM;
    memcpy(link->copy, url, length + 1);
    char *rest = link->copy, *fragment = strchr(rest, '#');
    if (fragment) {
        *fragment = '\0';
        link->fragment = fragment + 1;
    }
    char *query = strchr(rest, '?');
    if (query)
        *query++ = '\0';
    link->page = page_length(rest);
    char *host = strstr(rest, "://");
    if (host) {
        *host = '\0';
        link->scheme = rest;
        host += 3;
    } else {
        host = rest;
    }
    host[strcspn(host, "/")] = '\0';
    link->host = host;
    return query ? read_query(link, query) : SX_OK;
}

static bool has_paid_click_id(const link_parts *link)
{
    static const char *const ids[] = {"gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid"};
    for (size_t i = 0; i < link->n_parameters; i++)
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
            if (sx_same_word(link->parameters[i].name, ids[k]))
                return true;
    return false;
}

/* GA4's form of a paid medium: ^(.*cp.*|ppc|retargeting|paid.*)$, ignoring case. */
static bool is_paid_form(const char *medium)
{
    char plain[256];
    size_t n = 0;
    for (; medium[n] && n + 1 < sizeof plain; n++)
        plain[n] = medium[n] >= 'A' && medium[n] <= 'Z' ? (char)(medium[n] + 32) : medium[n];
    plain[n] = '\0';
    return strstr(plain, "cp") || strcmp(plain, "ppc") == 0 || strcmp(plain, "retargeting") == 0 ||
           strncmp(plain, "paid", 4) == 0;
}

/* A medium that means paid media by its words: "social-paid", "ppc-brand", "ads". */
static bool means_paid(const char *medium)
{
    static const char *const words[] = {"paid",    "ppc",    "retarget", "remarket",  "ad",       "ads",
                                        "adwords", "advert", "sem",      "sponsored", "promoted", "boosted"};
    for (const char *c = medium; *c;) {
        size_t length = strcspn(c, " -_.+/|");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i]);
            char head[16] = "";
            if (length < n || (n < 4 && length != n)) /* short words whole, long ones as a stem */
                continue;
            memcpy(head, c, n);
            if (sx_compare_names(head, words[i]) == 0)
                return true;
        }
        c += length + (c[length] != '\0');
    }
    return false;
}

static void check_required(link_parts *link, sx_text *faults)
{
    if (!link->scheme && !link->page)
        sx_text_add(sx_next_fault(faults), "missing: scheme (https://)");
    else if (link->scheme && !sx_same_word(link->scheme, "https") && !sx_same_word(link->scheme, "http"))
        sx_text_add(sx_next_fault(faults), "scheme: \"%s\", not https or http", link->scheme);
    const char *dot = strchr(link->host, '.');
    if (!link->page && (!dot || dot == link->host || !dot[1]))
        sx_text_add(sx_next_fault(faults), "missing: host");
    for (size_t t = 0; t < TAGS; t++) {
        size_t found = 0;
        for (size_t i = 0; i < link->n_parameters; i++)
            if (sx_same_word(link->parameters[i].name, tag_names[t]) && found++ == 0)
                link->tags[t] = &link->parameters[i];
        if (!link->tags[t] || !*link->tags[t]->value)
            sx_text_add(sx_next_fault(faults), "missing: %s", tag_names[t]);
        if (found > 1)
            sx_text_add(sx_next_fault(faults), "%s stands %zu times", tag_names[t], found);
    }
    if (link->fragment && strstr(link->fragment, "utm_"))
        sx_text_add(sx_next_fault(faults), "misplaced: utm tags behind #, where they are not read");
}

static void check_case(const link_parts *link, sx_text *faults)
{
    for (size_t i = 0; i < link->n_parameters; i++) {
        const parameter *p = &link->parameters[i];
        char head[5] = "";
        memcpy(head, p->name, strlen(p->name) < 4 ? strlen(p->name) : 4);
        if (sx_compare_names(head, "utm_") != 0)
            continue;
        if (sx_has_upper(p->name))
            sx_text_add(sx_next_fault(faults), "case: the tag %s is not all lower case", p->name);
        if (sx_has_upper(p->plain))
            sx_text_add(sx_next_fault(faults), "case: %s=%s is not all lower case", p->name, p->value);
    }
}

/* What is filled at the click is not known yet: no list can tell. */
static void check_list(const char *tag, const parameter *p, const char *const *list, size_t n, sx_text *faults)
{
    size_t i = 0;
    while (i < n && !sx_same_word(list[i], p->value))
        i++;
    if (n && i == n && *p->value && !p->filled_later)
        sx_text_add(sx_next_fault(faults), "value: %s=%s is not in the list", tag, p->value);
}

static void check_personal(const char *url, const link_parts *link, char *whole, sx_text *faults)
{
    static const char *const names[] = {"email",     "e-mail",   "mail",       "phone",     "tel",     "mobile",
                                        "firstname", "lastname", "first_name", "last_name", "surname", "birthday"};
    memcpy(whole, url, strlen(url) + 1);
    decode(whole, false);
    const char *personal = sx_personal_data(whole);
    if (personal)
        sx_text_add(sx_next_fault(faults), "personal data: %s", personal);
    for (size_t i = 0; i < link->n_parameters; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (*link->parameters[i].value && sx_same_word(link->parameters[i].name, names[k]))
                sx_text_add(sx_next_fault(faults), "personal data: the parameter %s", link->parameters[i].name);
}

sx_status sx_gov_link(const char *url, const char *const *sources, size_t n_sources, const char *const *media,
                      size_t n_media, sx_text *result)
{
    sx_text faults = {0};
    link_parts link = {0};
    char *whole = malloc(strlen(url) + 1);
    sx_status status = whole ? cut(&link, url) : SX_NOMEM;
    if (status == SX_OK) {
        check_required(&link, &faults);
        check_case(&link, &faults);
        memcpy(whole, url, strlen(url) + 1);
        whole[strcspn(url, "?#")] = '\0';
        sx_fault_characters(&faults, "the address", whole + link.page, "-._~:/[]@!$&'()*+,;=%");
        for (size_t t = 0; t < TAGS; t++)
            if (link.tags[t])
                sx_fault_characters(&faults, tag_names[t], link.tags[t]->plain, "-._~");
        if (link.tags[SOURCE])
            check_list("utm_source", link.tags[SOURCE], sources, n_sources, &faults);
        if (link.tags[MEDIUM]) {
            const char *medium = link.tags[MEDIUM]->value;
            check_list("utm_medium", link.tags[MEDIUM], media, n_media, &faults);
            if (*medium && !link.tags[MEDIUM]->filled_later && !is_paid_form(medium) &&
                (means_paid(medium) || has_paid_click_id(&link)))
                sx_text_add(sx_next_fault(&faults),
                            "paid medium: %s is not in the form ^(.*cp.*|ppc|retargeting|paid.*)$", medium);
        }
        check_personal(url, &link, whole, &faults);
        status = sx_text_give(&faults, result);
    }
    free(whole);
    free(link.copy);
    free(link.plain);
    free(link.parameters);
    return status;
}
