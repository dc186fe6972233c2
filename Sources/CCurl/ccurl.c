// Where libcurl is loaded and its calls are passed on.

#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static const char *const library_name = "libcurl.so.4";

// Typed by libcurl's own header: a call that is declared otherwise here does not compile.
static struct {
#define MEMBER(result, name, parameters, arguments) __typeof__(curl_##name) *name;
    CCURL_CALLS(MEMBER)
#undef MEMBER
    __typeof__(curl_global_init) *global_init;
    __typeof__(curl_easy_setopt) *easy_setopt;
    __typeof__(curl_easy_getinfo) *easy_getinfo;
} loaded;

static pthread_once_t is_loaded = PTHREAD_ONCE_INIT;
static char why_not[300];

static void *found(void *address) {
    if (!address && !why_not[0]) snprintf(why_not, sizeof why_not, "%s", dlerror());
    return address;
}

static void load(void) {
    void *library = found(dlopen(library_name, RTLD_LAZY | RTLD_LOCAL));
    if (!library) return;
#define FIND(result, name, parameters, arguments) loaded.name = found(dlsym(library, "curl_" #name));
    CCURL_CALLS(FIND)
    FIND(, global_init, , )
    FIND(, easy_setopt, , )
    FIND(, easy_getinfo, , )
#undef FIND
    if (!why_not[0] && loaded.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        snprintf(why_not, sizeof why_not, "%s: its set-up failed", library_name);
}

const char *ccurl_load(void) {
    pthread_once(&is_loaded, load);
    return why_not[0] ? why_not : NULL;
}

#define PASSED_ON(result, name, parameters, arguments) \
    result ccurl_##name parameters { \
        ccurl_load(); \
        return loaded.name arguments; \
    }
CCURL_CALLS(PASSED_ON)
#undef PASSED_ON

// Those below take a handle, which is from a call above.

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_callback(CURL *easy, CURLoption option, ccurl_data_callback value) {
    return loaded.easy_setopt(easy, option, value);
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return loaded.easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_text(CURL *easy, CURLINFO info, char **value) {
    return loaded.easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return loaded.easy_getinfo(easy, info, value);
}
