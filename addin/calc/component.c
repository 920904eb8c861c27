/* The UNO component: for each service of the catalogue a factory, and the object whose methods are its functions.
 * Calc reaches both through binary UNO: a struct that starts with acquire, release and a dispatcher. */
#include "base/memo.h"
#include "door.h"
#include "data/pasted.h"
#include "marshal.h"
#include "reason.h"
#include "reasons.h"
#include "sextant/about.h"
#include "text.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT /* addin/windows/sextant.def names what is seen */
#else
#define EXPORT __attribute__((visibility("default")))
#endif
enum {
    AFTER_XINTERFACE = 3, /* member positions count queryInterface, acquire and release first */
    MEMO_BYTES = 15 << 20 /* fits that cells share; kept as long as the process lives */
};

EXPORT const sx_door *sextant_door(void);
EXPORT void *component_getFactory(const char *implementation, void *manager, void *key);
EXPORT void component_getImplementationEnvironment(const char **name, uno_Environment **environment);

typedef struct object {
    uno_Interface interface; /* first: a pointer to it is a pointer to the object */
    oslInterlockedCount references;
    const sx_service *service;
    bool is_factory;
} object;

static const char *const type_provider = "com.sun.star.lang.XTypeProvider";
static const char *const service_info = "com.sun.star.lang.XServiceInfo";
static const char *const localizable = "com.sun.star.lang.XLocalizable";
static const char *const component_factory = "com.sun.star.lang.XSingleComponentFactory";

/* What the calls share. Calc calls on one thread; a script may call on another. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sx_context context;
static int language; /* of the office's windows, for what is only looked at: an index of reason.h */

static void dispatch(uno_Interface *interface, const typelib_TypeDescription *member, void *result, void **args,
                     uno_Any **exception);

static void acquire(uno_Interface *interface)
{
    osl_atomic_increment(&((object *)interface)->references);
}

static void release(uno_Interface *interface)
{
    if (osl_atomic_decrement(&((object *)interface)->references) == 0)
        free(interface);
}

static uno_Interface *new_object(const sx_service *service, bool is_factory)
{
    object *made = malloc(sizeof *made);
    if (made)
        *made = (object){{acquire, release, dispatch}, 1, service, is_factory};
    return made ? &made->interface : NULL; // cppcheck-suppress memleak ; release frees it
}

/* Is "module.XInterface::method" a member of this interface? */
static bool is_member_of(const rtl_uString *member, const char *interface_name)
{
    size_t n = strlen(interface_name);
    if ((size_t)member->length < n + 2 || member->buffer[n] != ':')
        return false;
    for (size_t i = n; i-- > 0;) /* from its end: the modules are alike */
        if (member->buffer[i] != (unsigned char)interface_name[i])
            return false;
    return true;
}

/* The interfaces beside XInterface. */
static size_t interfaces_of(const object *self, const char *names[4])
{
    names[0] = self->is_factory ? component_factory : self->service->interface_name;
    names[1] = service_info;
    names[2] = type_provider;
    names[3] = localizable;
    return self->is_factory ? 3 : 4;
}

static void query_interface(object *self, uno_type *asked, uno_Any *result)
{
    const char *names[4];
    size_t n = interfaces_of(self, names);
    bool found = uno_same(asked->pTypeName, "com.sun.star.uno.XInterface");
    for (size_t i = 0; i < n && !found; i++)
        found = uno_same(asked->pTypeName, names[i]);
    void *interface = self;
    uno_type_any_construct(result, found ? (void *)&interface : NULL,
                           found ? asked : uno_plain_type(typelib_TypeClass_VOID), NULL);
}

static void new_sequence(typelib_TypeClass kind, void *elements, sal_Int32 n, uno_Sequence **result)
{
    *result = NULL;
    uno_type_sequence_construct(result, uno_sequence_type(uno_plain_type(kind)), elements, n, NULL);
}

static void get_types(const object *self, uno_Sequence **result)
{
    const char *names[4];
    uno_type *types[4] = {NULL, NULL, NULL, NULL};
    size_t n = interfaces_of(self, names);
    for (size_t i = 0; i < n; i++) {
        rtl_uString *name = uno_new_string(names[i]);
        typelib_typedescriptionreference_new(&types[i], typelib_TypeClass_INTERFACE, name);
        rtl_uString_release(name);
    }
    new_sequence(typelib_TypeClass_TYPE, types, (sal_Int32)n, result);
    for (size_t i = 0; i < n; i++)
        typelib_typedescriptionreference_release(types[i]);
}

/* XServiceInfo: getImplementationName, supportsService, getSupportedServiceNames. */
static bool answer_service_info(const object *self, sal_Int32 method, void *result, void **args)
{
    rtl_uString *name = NULL;
    switch (method) {
    case 0:
        *(rtl_uString **)result = uno_new_string(self->service->name);
        return true;
    case 1:
        *(sal_Bool *)result = uno_same(*(rtl_uString **)args[0], self->service->name);
        return true;
    case 2:
        name = uno_new_string(self->service->name);
        new_sequence(typelib_TypeClass_STRING, &name, 1, result);
        rtl_uString_release(name);
        return true;
    default:
        return false;
    }
}

/* XTypeProvider: getTypes, getImplementationId. */
static bool answer_type_provider(const object *self, sal_Int32 method, void *result)
{
    if (method == 0)
        get_types(self, result);
    else if (method == 1)
        new_sequence(typelib_TypeClass_BYTE, NULL, 0, result);
    return method <= 1;
}

/* lang.Locale as it lies in memory */
typedef struct locale {
    rtl_uString *language, *country, *variant;
} locale;

/* XLocalizable: setLocale, with which the office says the language of its windows; getLocale. */
static bool answer_localizable(sal_Int32 method, void *result, void **args)
{
    char tag[8] = "";
    if (method == 0) {
        const rtl_uString *name = ((const locale *)args[0])->language;
        for (sal_Int32 i = 0; i < name->length && i < 7 && name->buffer[i] < 0x80; i++)
            tag[i] = (char)name->buffer[i];
        pthread_mutex_lock(&lock);
        language = sx_reason_language(tag);
        pthread_mutex_unlock(&lock);
    } else if (method == 1) {
        *(locale *)result = (locale){uno_new_string("en"), uno_new_string(""), uno_new_string("")};
    }
    return method <= 1;
}

/* A text of the catalogue in the office's language; under the lock. */
static const char *in_language(const char *english)
{
    const char *text = sx_text_said(language, english);
    for (size_t i = 0; !text && i < sx_n_reasons; i++) /* what an error says is a reason */
        if (strcmp(sx_reasons[i].english, english) == 0)
            text = sx_reasons[i].text[language];
    return text ? text : english;
}

static void about(const sx_argument *arguments, size_t n_arguments, sx_text *said)
{
    const sx_function *about = sx_find("SEXTANT.ABOUT"), *f = sx_find(arguments[0].cell.as.text);
    const sx_parameter *p = &about->parameters[1];
    size_t what = (size_t)p->fallback;
    if (n_arguments > 1 && arguments[1].cell.kind == SX_TEXT)
        what = sx_choice_named(p, arguments[1].cell.as.text);
    if (f)
        sx_about(f, (int)what, in_language, said);
}

/* Sentences for the eye alone: what a function returns is the same in every language otherwise. */
static void translate(const sx_function *function, const sx_argument *arguments, size_t n_arguments, sx_result *result)
{
    sx_text said = {0};
    if (language == 0 || !result->text.data)
        return;
    if (strcmp(function->name, "SEXTANT.WHY") == 0)
        sx_reason_say(language, result->text.data, &said);
    else if (strcmp(function->name, "SEXTANT.ABOUT") == 0 && arguments[0].cell.kind == SX_TEXT)
        about(arguments, n_arguments, &said);
    if (said.status == SX_OK && said.data) {
        sx_text_free(&result->text);
        result->text = said;
    } else {
        sx_text_free(&said);
    }
}

static void call_function(const sx_function *function, void **args, uno_Any *out)
{
    sx_scratch scratch = {0};
    sx_argument *arguments = NULL;
    size_t n_arguments = 0;
    sx_result result = {0};
    pthread_mutex_lock(&lock);
    context.reason[0] = '\0';
    if (!context.memo)
        context.memo = sx_memo_new(MEMO_BYTES);
    sx_status status = sx_marshal_arguments(function, args, &scratch, &arguments, &n_arguments);
    if (status == SX_OK)
        status = sx_call(function, arguments, n_arguments, &result, &context);
    if (status == SX_OK) {
        translate(function, arguments, n_arguments, &result);
        sx_marshal_result(&result, out);
        sx_result_free(&result);
    } else {
        sx_marshal_error(status, out);
    }
    sx_scratch_free(&scratch);
    pthread_mutex_unlock(&lock);
}

/* Every call of every interface of ours. member says which; args and result point to the values. */
static void dispatch(uno_Interface *interface, const typelib_TypeDescription *member, void *result, void **args,
                     uno_Any **exception)
{
    object *self = (object *)interface;
    const rtl_uString *name = member->pTypeName;
    sal_Int32 position = ((const typelib_InterfaceMemberTypeDescription *)member)->nPosition;
    sal_Int32 method = position - AFTER_XINTERFACE;
    bool known = true;
    if (position == 0)
        query_interface(self, *(uno_type **)args[0], result);
    else if (position == 1)
        acquire(interface);
    else if (position == 2)
        release(interface);
    else if (!self->is_factory && is_member_of(name, self->service->interface_name) &&
             (size_t)method < self->service->n_functions)
        call_function(&self->service->functions[method], args, result);
    else if (self->is_factory && is_member_of(name, component_factory) && method <= 1)
        *(uno_Interface **)result = new_object(self->service, false); /* both ways to make an instance */
    else if (is_member_of(name, service_info))
        known = answer_service_info(self, method, result, args);
    else if (is_member_of(name, type_provider))
        known = answer_type_provider(self, method, result);
    else if (!self->is_factory && is_member_of(name, localizable))
        known = answer_localizable(method, result, args);
    else
        known = false;
    if (known)
        *exception = NULL;
    else
        uno_throw_unknown_member(exception);
}

static sx_status call_from_command(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                                   sx_result *result, char *reason)
{
    pthread_mutex_lock(&lock);
    context.reason[0] = '\0';
    if (!context.memo)
        context.memo = sx_memo_new(MEMO_BYTES);
    sx_status status = sx_call(function, arguments, n_arguments, result, &context);
    memcpy(reason, context.reason, sizeof context.reason);
    pthread_mutex_unlock(&lock);
    return status;
}

const sx_door *sextant_door(void)
{
    static sx_door door;
    door = (sx_door){sizeof door,       sx_version,     sx_services,     sx_n_services, sx_find,
                     call_from_command, sx_result_free, sx_pasted_cells, sx_table_free, sx_text_said};
    return &door;
}

/* The implementation's name is the service's. */
void *component_getFactory(const char *implementation, void *manager, void *key)
{
    (void)manager;
    (void)key;
    for (size_t i = 0; i < sx_n_services; i++)
        if (strcmp(sx_services[i].name, implementation) == 0)
            return new_object(&sx_services[i], true);
    return NULL;
}

void component_getImplementationEnvironment(const char **name, uno_Environment **environment)
{
    (void)environment;
    *name = "uno";
}
