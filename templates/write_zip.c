/* A zip archive without compression: the office compresses when it stores the document. No clock: every entry is dated
 * 1980-01-01, the format's zero. Source: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
#include <stdint.h>
#include "write.h"

enum { DATE_ZERO = 1 << 5 | 1 }; /* month 1, day 1 */

/* CRC-32 (polynomial 0xEDB88320), a bit at a time: a workbook is small. */
static uint32_t checksum(const char *bytes, size_t n)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

/* Little-endian fields: each value with its width in bytes, 0 ends. */
static void put(sx_text *out, uint32_t value, int width)
{
    for (int i = 0; i < width; i++) {
        char byte = (char)(value >> (8 * i) & 255);
        sx_text_add_bytes(out, &byte, 1);
    }
}

/* What the local header and the directory share: version 2.0, UTF-8 names, stored. */
static void put_common(sx_text *out, uint32_t crc, size_t n, size_t name)
{
    put(out, 20, 2);
    put(out, 0x800, 2);
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, DATE_ZERO, 2);
    put(out, crc, 4);
    put(out, (uint32_t)n, 4);
    put(out, (uint32_t)n, 4);
    put(out, (uint32_t)name, 2);
    put(out, 0, 2);
}

void zip_add(zip *z, const char *path, const char *bytes, size_t n)
{
    size_t at_byte = z->file.length, name = 0;
    while (path[name])
        name++;
    uint32_t crc = checksum(bytes, n);
    put(&z->file, 0x04034b50, 4);
    put_common(&z->file, crc, n, name);
    sx_text_add_bytes(&z->file, path, name);
    sx_text_add_bytes(&z->file, bytes, n);
    put(&z->directory, 0x02014b50, 4);
    put(&z->directory, 20, 2);
    put_common(&z->directory, crc, n, name);
    put(&z->directory, 0, 2); /* comment */
    put(&z->directory, 0, 2); /* disk */
    put(&z->directory, 0, 2); /* internal attributes */
    put(&z->directory, 0, 4); /* external attributes */
    put(&z->directory, (uint32_t)at_byte, 4);
    sx_text_add_bytes(&z->directory, path, name);
    z->entries++;
}

void zip_end(zip *z)
{
    size_t start = z->file.length;
    sx_text_add_bytes(&z->file, z->directory.data, z->directory.length);
    put(&z->file, 0x06054b50, 4);
    put(&z->file, 0, 4); /* disks */
    put(&z->file, z->entries, 2);
    put(&z->file, z->entries, 2);
    put(&z->file, (uint32_t)z->directory.length, 4);
    put(&z->file, (uint32_t)start, 4);
    put(&z->file, 0, 2);
    sx_text_free(&z->directory);
}
