// Parses with simdjson's DOM parser and hands out its tape. Owns the second try for numbers that simdjson cannot hold, and
// a few documents that are used again: most answers come in portions, and memory that is new costs more than parsing them.

#include "CSimdJSON.h"

#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>

#include <simdjson.h>

struct csj_document {
    simdjson::dom::parser parser;
    simdjson::dom::document dom;
    // The text with the room behind it that simdjson may read.
    std::unique_ptr<char[]> text;
    size_t capacity = 0;

    bool take(const uint8_t *bytes, size_t length) {
        if (text == nullptr || length > capacity) {
            text.reset(new (std::nothrow) char[length + simdjson::SIMDJSON_PADDING]);
            capacity = text == nullptr ? 0 : length;
            if (text == nullptr) return false;
        }
        std::memcpy(text.get(), bytes, length);
        std::memset(text.get() + length, 0, simdjson::SIMDJSON_PADDING);
        return true;
    }

    simdjson::error_code parse(size_t length) {
        return parser.parse_into_document(dom, text.get(), length, false).error();
    }
};

namespace {

// Longer texts are rare, and their documents are given back.
constexpr size_t longest_kept = 512 << 10;
std::atomic<csj_document *> spares[4];

csj_document *spare_or_new() {
    for (auto &spare : spares) {
        if (csj_document *document = spare.exchange(nullptr)) return document;
    }
    return new (std::nothrow) csj_document;
}

void keep_or_delete(csj_document *document) {
    for (auto &spare : spares) {
        csj_document *none = nullptr;
        if (document->capacity <= longest_kept && spare.compare_exchange_strong(none, document)) return;
    }
    delete document;
}

bool is_number_part(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

bool skip_digits(const std::string &text, size_t &at) {
    const size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') at++;
    return at > start;
}

// The grammar of RFC 8259, section 6: a malformed number must stay one, so that simdjson refuses it again.
bool is_well_formed(const std::string &text) {
    size_t at = 0;
    if (at < text.size() && text[at] == '-') at++;
    if (at < text.size() && text[at] == '0') {
        at++;
    } else if (!skip_digits(text, at)) {
        return false;
    }
    if (at < text.size() && text[at] == '.' && !skip_digits(text, ++at)) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) at++;
        if (!skip_digits(text, at)) return false;
    }
    return at == text.size();
}

// Integers beyond 64 bits and infinite doubles are what simdjson refuses.
bool is_unrepresentable(const std::string &text) {
    if (!is_well_formed(text)) return false;
    if (text.find_first_of(".eE") != std::string::npos) {
        return !std::isfinite(std::strtod(text.c_str(), nullptr));
    }
    errno = 0;
    if (text[0] == '-') {
        (void)std::strtoll(text.c_str(), nullptr, 10);
    } else {
        (void)std::strtoull(text.c_str(), nullptr, 10);
    }
    return errno == ERANGE;
}

size_t end_of_string(const char *bytes, size_t length, size_t at) {
    for (at++; at < length && bytes[at] != '"'; at++) {
        if (bytes[at] == '\\') at++;
    }
    return at + 1;
}

// Overwrites every unrepresentable number with `null`; all of them are longer than that word.
void blank_unrepresentable_numbers(char *bytes, size_t length) {
    size_t at = 0;
    while (at < length) {
        if (bytes[at] == '"') {
            at = end_of_string(bytes, length, at);
        } else if (is_number_part(bytes[at])) {
            const size_t start = at;
            while (at < length && is_number_part(bytes[at])) at++;
            if (is_unrepresentable(std::string(bytes + start, at - start))) {
                std::memset(bytes + start, ' ', at - start);
                std::memcpy(bytes + start, "null", 4);
            }
        } else {
            at++;
        }
    }
}

}  // namespace

extern "C" csj_document *csj_parse(const uint8_t *bytes, size_t length, const char **error) {
    if (length == 0) {
        *error = simdjson::error_message(simdjson::EMPTY);
        return nullptr;
    }
    csj_document *document = spare_or_new();
    if (document == nullptr || !document->take(bytes, length)) {
        *error = "out of memory";
        delete document;
        return nullptr;
    }
    simdjson::error_code code = document->parse(length);
    if (code == simdjson::NUMBER_ERROR) {
        blank_unrepresentable_numbers(document->text.get(), length);
        code = document->parse(length);
    }
    if (code != simdjson::SUCCESS) {
        *error = simdjson::error_message(code);
        keep_or_delete(document);
        return nullptr;
    }
    return document;
}

extern "C" void csj_free(csj_document *document) {
    if (document != nullptr) keep_or_delete(document);
}

extern "C" const uint64_t *csj_tape(const csj_document *document) { return document->dom.tape.get(); }

extern "C" const uint8_t *csj_strings(const csj_document *document) { return document->dom.string_buf.get(); }
