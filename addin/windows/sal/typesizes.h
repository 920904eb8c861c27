/* The SDK's own file tells of the machine that it was made on; this is Windows x86_64. Its long has 4 bytes as int has:
 * 0 keeps it out of the SDK's types, so that sal_Int32 is int as on the other systems. */
#ifndef CONFIG_TYPESIZES_H
#define CONFIG_TYPESIZES_H
#define SAL_TYPES_ALIGNMENT2 2
#define SAL_TYPES_ALIGNMENT4 4
#define SAL_TYPES_ALIGNMENT8 8
#define SAL_TYPES_SIZEOFSHORT 2
#define SAL_TYPES_SIZEOFINT 4
#define SAL_TYPES_SIZEOFLONG 0
#define SAL_TYPES_SIZEOFLONGLONG 8
#define SAL_TYPES_SIZEOFPOINTER 8
#endif
