// libcurl for Swift: its calls under names of their own, and typed wrappers around the variadic ones and the macros that
// Swift cannot import. libcurl and the thirty libraries behind it are loaded when they are asked for: that takes longer than
// all that comes before a first frame. Knows nothing of captop.

#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stddef.h>
#include <time.h>

/// Loads libcurl and makes its own set-up, once for the process; those who ask meanwhile wait for it. Every other call does
/// so too. NULL, or why there is no libcurl: then no other call may be made.
const char *ccurl_load(void);

/// Result, name, parameters and arguments of each call that is passed on as it is: `ccurl_NAME` is libcurl's `curl_NAME`.
#define CCURL_CALLS(CALL) \
    CALL(const char *, version, (void), ()) \
    CALL(CURL *, easy_init, (void), ()) \
    CALL(void, easy_cleanup, (CURL * easy), (easy)) \
    CALL(const char *, easy_strerror, (CURLcode code), (code)) \
    CALL(CURLM *, multi_init, (void), ()) \
    CALL(CURLMcode, multi_cleanup, (CURLM * multi), (multi)) \
    CALL(CURLMcode, multi_add_handle, (CURLM * multi, CURL * easy), (multi, easy)) \
    CALL(CURLMcode, multi_remove_handle, (CURLM * multi, CURL * easy), (multi, easy)) \
    CALL(CURLMcode, multi_perform, (CURLM * multi, int *running), (multi, running)) \
    CALL(CURLMcode, multi_poll, (CURLM * multi, struct curl_waitfd *more, unsigned int count, int milliseconds, int *ready), \
        (multi, more, count, milliseconds, ready)) \
    CALL(CURLMcode, multi_wakeup, (CURLM * multi), (multi)) \
    CALL(CURLMsg *, multi_info_read, (CURLM * multi, int *left), (multi, left)) \
    CALL(struct curl_slist *, slist_append, (struct curl_slist * list, const char *text), (list, text)) \
    CALL(void, slist_free_all, (struct curl_slist * list), (list)) \
    CALL(time_t, getdate, (const char *text, const time_t *unused), (text, unused))

#define CCURL_DECLARED(result, name, parameters, arguments) result ccurl_##name parameters;
CCURL_CALLS(CCURL_DECLARED)
#undef CCURL_DECLARED

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_callback(CURL *easy, CURLoption option, ccurl_data_callback value);
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_text(CURL *easy, CURLINFO info, char **value);
CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value);

#endif
