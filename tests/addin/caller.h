/* Calls the built library as Calc does: binary UNO, through its two exported functions, without an office. */
#ifndef SX_TEST_CALLER_H
#define SX_TEST_CALLER_H
#include "../../addin/calc/uno.h"
#include "call/call.h"

/* The library named by the environment's SEXTANT_LIBRARY. The test stops when it does not load. */
void open_library(void);
/* A new instance of a service ("sextant.Kpi") or its factory, with one reference; NULL: the library has none. */
uno_Interface *new_factory(const char *service);
uno_Interface *new_instance(const char *service);
void let_go(uno_Interface *object);

/* An any may point into itself: it is never copied, always made in place. */
/* Calls member number `position` of an interface; thrown: the UNO exception that came, or void. */
void call_member(uno_Interface *object, const char *member, int position, void *result, void **args, uno_Any *thrown);
/* Calls one that must not throw. */
void call(uno_Interface *object, const char *member, int position, void *result, void **args);
/* Does queryInterface give this interface, and then the object itself? */
bool has_interface(uno_Interface *object, const char *name);
/* Calls a function with arguments as the door takes them, each as the type that its parameter has in the IDL. */
void call_function(uno_Interface *object, const sx_service *service, const sx_function *function,
                   const sx_argument *arguments, size_t n_arguments, uno_Any *result);
/* Calls it with UNO values as they are. */
void call_raw(uno_Interface *object, const sx_service *service, size_t index, void **args, uno_Any *result);

/* UNO values. Free an any with drop, a sequence of any[][] with drop_rows. */
void make_nothing(uno_Any *any);
void make_number(uno_Any *any, double number);
void make_text(uno_Any *any, const char *text);
void make_any(uno_Any *any, typelib_TypeClass kind, const void *value);
void make_rows(uno_Any *any, uno_Sequence *rows); /* takes the reference */
uno_Sequence *new_rows(const sx_table *table);
uno_Sequence *new_row(uno_Any *anys, size_t n); /* any[]; takes the anys */
void drop(uno_Any *any);
void drop_rows(uno_Sequence *rows);

/* Reading what came back. */
bool is_number(const uno_Any *any, double *number);
/* The status that a coded NaN carries; SX_OK: no such number. */
sx_status status_of(double number);
/* As UTF-8; free it. NULL: no text. */
char *text_of(const uno_Any *any);
#endif
