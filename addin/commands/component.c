/* The library of the menu's commands: a handler of the URLs sextant:... for each window. It is loaded when a window
 * with the menu opens, so it is small; the core comes with the first command that needs it (core.c). */
#include "command.h"
#include "context.h"
#include "own.h"
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>

#ifdef _WIN32
#define EXPORT /* addin/windows/commands.def names what is seen */
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#define IMPLEMENTATION "org.sextant.Commands"
#define SERVICE "com.sun.star.frame.ProtocolHandler"
#define PROTOCOL "sextant:"

EXPORT void *component_getFactory(const char *implementation, void *manager, void *key);
EXPORT void component_getImplementationEnvironment(const char **name, uno_Environment **environment);

typedef struct handler {
    uno_Interface *context, *frame;
} handler;

/* com.sun.star.beans.PropertyValue and util.URL, frame.DispatchResultEvent and FeatureStateEvent as they lie in memory
 */
typedef struct property_value {
    rtl_uString *name;
    sal_Int32 handle;
    uno_Any value;
    sal_Int32 state;
} property_value;
typedef struct result_event {
    uno_Interface *source;
    sal_Int16 state;
    uno_Any result;
} result_event;

static uno_Interface *take(uno_Interface *object)
{
    if (object)
        object->acquire(object);
    return object;
}

static void end_handler(own *self)
{
    handler *h = self->data;
    if (h->context)
        h->context->release(h->context);
    if (h->frame)
        h->frame->release(h->frame);
    free(h);
}

/* XInitialization: the frame, first in the arguments. */
static void initialize(handler *h, const uno_Sequence *arguments)
{
    if (arguments->nElements == 0 || h->frame)
        return;
    const uno_Any *first = (const uno_Any *)(const void *)arguments->elements;
    if (first->pType->eTypeClass == typelib_TypeClass_INTERFACE)
        h->frame = office_ask_own(*(uno_Interface *const *)first->pData, "frame.XFrame");
    if (h->frame && h->context)
        context_menu(h->context, h->frame);
}

static bool is_ours(const rtl_uString *url)
{
    size_t n = strlen(PROTOCOL);
    for (size_t i = 0; i < n; i++)
        if (i >= (size_t)url->length || url->buffer[i] != (unsigned char)PROTOCOL[i])
            return false;
    return true;
}

static const char *argument_named(desk *d, const uno_Sequence *arguments, const char *name)
{
    const property_value *all = (const property_value *)(const void *)arguments->elements;
    for (sal_Int32 i = 0; i < arguments->nElements; i++)
        if (uno_same(all[i].name, name))
            return office_read_text(d, &all[i].value);
    return NULL;
}

static void tell(own *self, desk *d, uno_Interface *listener, const char *said)
{
    result_event event = {&self->interface, 1 /* SUCCESS */, {0}};
    uno_type_any_construct(&event.result, office_string(d, said), uno_plain_type(typelib_TypeClass_STRING), NULL);
    office_call(d, listener, "frame.XDispatchResultListener::dispatchFinished", NULL, ARGS(&event));
    uno_any_destruct(&event.result, NULL);
}

static void run(own *self, void **args, uno_Interface *listener)
{
    const handler *h = self->data;
    desk d = desk_open(h->context, h->frame);
    d.language = words_language(&d);
    const char *url = office_utf8(&d, *(rtl_uString **)args[0]); /* util.URL begins with Complete */
    const char *answers = argument_named(&d, *(uno_Sequence **)args[1], "Answers");
    order o = {.desk = &d, .silent = answers != NULL, .answers = answers ? answers : "", .said = ""};
    const char *language = command_answer(&o, "language");
    if (language)
        d.language = words_language_named(language);
    if (strncmp(url, PROTOCOL, strlen(PROTOCOL)) == 0)
        command_run(&o, url + strlen(PROTOCOL));
    if (listener)
        tell(self, &d, listener, o.said);
    desk_clear(&d);
}

static void query_dispatch(own *self, const rtl_uString *url, void *result)
{
    *(uno_Interface **)result = is_ours(url) ? take(&self->interface) : NULL;
}

/* XDispatchProvider::queryDispatches: one answer for each descriptor {URL, frame, flags}. */
static void query_dispatches(own *self, const uno_Sequence *asked, void *result)
{
    typedef struct descriptor { /* frame.DispatchDescriptor; a URL is nine texts and a port */
        struct {
            rtl_uString *complete, *main, *protocol, *user, *password, *server;
            sal_Int16 port;
            rtl_uString *path, *name, *arguments, *mark;
        } url;
        rtl_uString *frame;
        sal_Int32 flags;
    } descriptor;
    const descriptor *all = (const descriptor *)(const void *)asked->elements;
    desk d = desk_open(NULL, NULL);
    uno_Interface **found = desk_take(&d, (size_t)asked->nElements * sizeof(uno_Interface *));
    for (sal_Int32 i = 0; i < asked->nElements; i++)
        query_dispatch(self, all[i].url.complete, &found[i]);
    rtl_uString *name = NULL;
    uno_type *type = NULL;
    rtl_uString_newFromAscii(&name, "com.sun.star.frame.XDispatch");
    typelib_typedescriptionreference_new(&type, typelib_TypeClass_INTERFACE, name);
    rtl_uString_release(name);
    *(uno_Sequence **)result = NULL;
    uno_type_sequence_construct(result, uno_sequence_type(type), found, asked->nElements, NULL);
    typelib_typedescriptionreference_release(type);
    for (sal_Int32 i = 0; i < asked->nElements; i++)
        if (found[i])
            found[i]->release(found[i]);
    desk_clear(&d);
}

static bool is(const char *member, const char *name)
{
    return strcmp(member, name) == 0;
}

static bool answer_service_info(const char *member, void *result, void **args)
{
    if (is(member, "XServiceInfo::getImplementationName"))
        own_give_text(result, IMPLEMENTATION);
    else if (is(member, "XServiceInfo::supportsService"))
        *(sal_Bool *)result = uno_same(*(rtl_uString **)args[0], SERVICE);
    else if (is(member, "XServiceInfo::getSupportedServiceNames"))
        own_give_texts(result, SERVICE);
    else
        return false;
    return true;
}

static bool answer_handler(own *self, const char *member, void *result, void **args)
{
    if (is(member, "XInitialization::initialize"))
        initialize(self->data, *(uno_Sequence **)args[0]);
    else if (is(member, "XDispatchProvider::queryDispatch"))
        query_dispatch(self, *(rtl_uString **)args[0], result);
    else if (is(member, "XDispatchProvider::queryDispatches"))
        query_dispatches(self, *(uno_Sequence **)args[0], result);
    else if (is(member, "XDispatch::dispatch"))
        run(self, args, NULL);
    else if (is(member, "XNotifyingDispatch::dispatchWithNotification"))
        run(self, args, *(uno_Interface **)args[2]);
    else if (is(member, "XDispatch::addStatusListener") || is(member, "XDispatch::removeStatusListener"))
        return true; /* every item is always there: a command says in words what it cannot do */
    else
        return answer_service_info(member, result, args);
    return true;
}

static const own_kind handler_kind = {
    (const char *const[]){"com.sun.star.frame.XDispatchProvider", "com.sun.star.frame.XNotifyingDispatch",
                          "com.sun.star.frame.XDispatch", "com.sun.star.lang.XInitialization",
                          "com.sun.star.lang.XServiceInfo", NULL},
    answer_handler, end_handler};

static own *new_handler(uno_Interface *context)
{
    handler *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    h->context = take(context);
    return own_new(&handler_kind, h);
}

static bool answer_factory(own *self, const char *member, void *result, void **args)
{
    (void)self;
    if (is(member, "XSingleComponentFactory::createInstanceWithContext")) {
        *(uno_Interface **)result = &new_handler(*(uno_Interface **)args[0])->interface;
    } else if (is(member, "XSingleComponentFactory::createInstanceWithArgumentsAndContext")) {
        own *made = new_handler(*(uno_Interface **)args[1]);
        initialize(made->data, *(uno_Sequence **)args[0]);
        *(uno_Interface **)result = &made->interface;
    } else {
        return answer_service_info(member, result, args);
    }
    return true;
}

static const own_kind factory_kind = {
    (const char *const[]){"com.sun.star.lang.XSingleComponentFactory", "com.sun.star.lang.XServiceInfo", NULL},
    answer_factory, NULL};

void *component_getFactory(const char *implementation, void *manager, void *key)
{
    (void)manager;
    (void)key;
    return strcmp(implementation, IMPLEMENTATION) == 0 ? own_new(&factory_kind, NULL) : NULL;
}

void component_getImplementationEnvironment(const char **name, uno_Environment **environment)
{
    (void)environment;
    *name = "uno";
}
