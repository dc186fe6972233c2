// The C face of libvterm: cells without bit fields and unions, which Swift cannot read. Also the process file descriptor
// that libc does not wrap, and libc calls that Swift does not see.
#ifndef CAPTOP_CVTERM_SHIM_H
#define CAPTOP_CVTERM_SHIM_H

#include <stdint.h>
#include <locale.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <vterm.h>
#include <wchar.h>

extern int wcwidth(wchar_t);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
extern long syscall(long number, ...);
extern void *memmem(const void *, size_t, const void *, size_t);

enum { cvt_bold = 1, cvt_underline = 4, cvt_reverse = 8, cvt_default_color = -1, cvt_most_scalars = 6 };

/// One cell. A colour is cvt_default_color, a palette index, or 1 << 24 | red << 16 | green << 8 | blue.
struct cvt_cell {
    uint32_t scalars[cvt_most_scalars];
    int count;
    int width;
    int attributes;
    int foreground;
    int background;
};

static inline int cvt_color(const VTermColor *color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return cvt_default_color;
    if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
    return 1 << 24 | color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue;
}

static inline struct cvt_cell cvt_read_cell(VTermScreen *screen, int x, int y) {
    VTermScreenCell cell;
    VTermPos place = {.row = y, .col = x};
    struct cvt_cell read = {.width = 1};
    if (!vterm_screen_get_cell(screen, place, &cell)) return read;
    for (int i = 0; i < cvt_most_scalars && i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        read.scalars[read.count++] = cell.chars[i];
    read.width = cell.width;
    read.attributes =
        (cell.attrs.bold ? cvt_bold : 0) | (cell.attrs.underline ? cvt_underline : 0) | (cell.attrs.reverse ? cvt_reverse : 0);
    read.foreground = cvt_color(&cell.fg);
    read.background = cvt_color(&cell.bg);
    return read;
}

static inline int cvt_process_descriptor(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

/// wcwidth in another locale than the process's.
static inline int cvt_width(locale_t locale, uint32_t scalar) {
    locale_t before = uselocale(locale);
    int width = wcwidth((wchar_t)scalar);
    uselocale(before);
    return width;
}

static inline locale_t cvt_utf8_locale(void) { return newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

#endif
