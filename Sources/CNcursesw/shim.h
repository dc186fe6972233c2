// The C face of ncursesw and of the few libc calls that Swift cannot import. It hides WINDOW and SCREEN, whose Swift
// types differ between systems, and knows nothing of what is drawn.
#ifndef CAPTOP_CNCURSESW_SHIM_H
#define CAPTOP_CNCURSESW_SHIM_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// wchar.h hides both behind feature macros that an importer does not set.
extern int wcwidth(wchar_t);
extern int memfd_create(const char *, unsigned int);

// MARK: widths

static inline int cnc_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

/// Fills `packed`, two bits a scalar (0, 1, 2 cells, 3 not printable), with what the C library's wcwidth says in a UTF-8
/// locale, whichever locale the process runs in. `count` scalars from 0, a multiple of four.
static inline void cnc_fill_widths(uint8_t *packed, uint32_t count) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    memset(packed, 0, count / 4);
    for (uint32_t scalar = 0; scalar < count; scalar++) {
        int width = wcwidth((wchar_t)scalar);
        if (scalar == 0 || width < 0 || width > 2) width = 3;
        packed[scalar >> 2] |= (uint8_t)(width << ((scalar & 3) * 2));
    }
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
}

static inline int cnc_codeset_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

#endif
