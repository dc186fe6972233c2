// The C face of simdjson's DOM parser: bytes in, a tape of 64-bit words and a buffer of strings out. Knows no Swift type
// and no wire format.
//
// The tape is simdjson's own documented form: the top byte of a word is its kind ('{', '[', '"', 'l', 'u', 'd', 't', 'f',
// 'n', and the closing '}' and ']'), the lower 56 bits its payload: for a container the index after its end (low 32 bits),
// for a string the offset of a 32-bit length followed by the bytes. Numbers take a second word. The root value is at 1.

#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_document csj_document;

/// Parses `length` bytes of UTF-8. On failure returns NULL and sets `*error` to a text that is never freed.
/// A well-formed number that fits neither 64 bits nor a double is read as null, so that it hides nothing else.
csj_document *csj_parse(const uint8_t *bytes, size_t length, const char **error);

/// Frees a document; NULL is allowed.
void csj_free(csj_document *document);

/// The words, valid until `csj_free`.
const uint64_t *csj_tape(const csj_document *document);

/// The string buffer, valid until `csj_free`.
const uint8_t *csj_strings(const csj_document *document);

#ifdef __cplusplus
}
#endif

#endif
