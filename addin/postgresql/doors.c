/* A door for each function, as PostgreSQL looks them up by name: doors.h is generated. */
#include "postgresql/postgresql.h"

#define SX_DECLARE(name)                                                                                               \
    PGDLLEXPORT Datum name(PG_FUNCTION_ARGS);                                                                          \
    PG_FUNCTION_INFO_V1(name);
#define SX_DOOR(name, service, index)                                                                                  \
    SX_DECLARE(name)                                                                                                   \
    Datum name(PG_FUNCTION_ARGS)                                                                                       \
    {                                                                                                                  \
        return sx_pg_door(fcinfo, &sx_services[service].functions[index]);                                             \
    }
#define SX_STEP(name, service, index)                                                                                  \
    SX_DECLARE(name)                                                                                                   \
    Datum name(PG_FUNCTION_ARGS)                                                                                       \
    {                                                                                                                  \
        return sx_pg_step(fcinfo, &sx_services[service].functions[index]);                                             \
    }
#include "doors.h"

SX_DECLARE(sextant_final)
Datum sextant_final(PG_FUNCTION_ARGS)
{
    return sx_pg_final(fcinfo);
}
