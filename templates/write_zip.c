/* A zip archive, deflated by zlib. No clock: every entry is dated 1980-01-01, the format's zero. Source: PKWARE's
 * APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16; ODF 1.2 part 3, 3.3: the mimetype comes first and stored. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "write.h"

enum { DATE_ZERO = 1 << 5 | 1 }; /* month 1, day 1 */

/* The bytes deflated, without zlib's own header; NULL when that saves nothing, or without memory: the archive knows.
 * The same bytes for the same content. */
static char *deflated(zip *z, const char *bytes, size_t n, size_t *packed)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        z->file.status = SX_NOMEM;
        return NULL;
    }
    uLong room = deflateBound(&stream, (uLong)n);
    char *out = malloc(room);
    if (!out)
        z->file.status = SX_NOMEM;
    stream.next_in = (z_const Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)n;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    bool good = out && deflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out < n;
    *packed = stream.total_out;
    deflateEnd(&stream);
    if (!good) {
        free(out);
        return NULL;
    }
    return out;
}

/* Little-endian fields: each value with its width in bytes, 0 ends. */
static void put(sx_text *out, uint32_t value, int width)
{
    for (int i = 0; i < width; i++) {
        char byte = (char)(value >> (8 * i) & 255);
        sx_text_add_bytes(out, &byte, 1);
    }
}

/* What the local header and the directory share: version 2.0, UTF-8 names, stored or deflated. */
static void put_common(sx_text *out, uint32_t crc, size_t packed, size_t n, size_t name)
{
    put(out, 20, 2);
    put(out, 0x800, 2);
    put(out, packed < n ? 8 : 0, 2);
    put(out, 0, 2);
    put(out, DATE_ZERO, 2);
    put(out, crc, 4);
    put(out, (uint32_t)packed, 4);
    put(out, (uint32_t)n, 4);
    put(out, (uint32_t)name, 2);
    put(out, 0, 2);
}

void zip_add(zip *z, const char *path, const char *bytes, size_t n)
{
    size_t at_byte = z->file.length, name = 0;
    while (path[name])
        name++;
    uint32_t crc = (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)bytes, (uInt)n);
    size_t packed = n;
    char *small = strcmp(path, "mimetype") ? deflated(z, bytes, n, &packed) : NULL;
    if (!small)
        packed = n;
    put(&z->file, 0x04034b50, 4);
    put_common(&z->file, crc, packed, n, name);
    sx_text_add_bytes(&z->file, path, name);
    sx_text_add_bytes(&z->file, small ? small : bytes, packed);
    free(small);
    put(&z->directory, 0x02014b50, 4);
    put(&z->directory, 20, 2);
    put_common(&z->directory, crc, packed, n, name);
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
    if (z->directory.status != SX_OK)
        z->file.status = z->directory.status;
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
