// The C face of ncursesw and of the few libc calls that Swift cannot import. It hides WINDOW and SCREEN, whose Swift
// types differ between systems, and knows nothing of what is drawn.
#ifndef CAPTOP_CNCURSESW_SHIM_H
#define CAPTOP_CNCURSESW_SHIM_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>
#include <execinfo.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
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

// MARK: screens

/// A curses screen that writes into a file descriptor of the caller's and reads nothing.
struct cnc_screen {
    SCREEN *screen;
    FILE *output;
    FILE *input;
};

static inline void cnc_free_screen(struct cnc_screen *screen) {
    if (screen->screen) delscreen(screen->screen);
    if (screen->output) fclose(screen->output);
    if (screen->input) fclose(screen->input);
    free(screen);
}

static inline void cnc_leave_alone(int signal) { (void)signal; }

/// Opens a screen for a terminal type. NULL when the type is unknown or cannot place the cursor. Takes over `output`.
/// Signals belong to the caller: curses handles only those that nobody does when it begins, and would ignore a SIGTSTP, and
/// with it one that waits to be taken, in each update.
static inline struct cnc_screen *cnc_open_screen(const char *type, int output) {
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    enum { count = sizeof signals / sizeof *signals };
    struct sigaction before[count];
    struct cnc_screen *opened = (struct cnc_screen *)calloc(1, sizeof *opened);
    if (!opened) return NULL;
    struct sigaction handled = {.sa_handler = cnc_leave_alone};
    for (int i = 0; i < count; i++) sigaction(signals[i], &handled, &before[i]);
    opened->output = fdopen(output, "w");
    opened->input = fopen("/dev/null", "re");
    if (opened->output && opened->input) opened->screen = newterm(type, opened->output, opened->input);
    for (int i = 0; i < count; i++) sigaction(signals[i], &before[i], NULL);
    const char *place = opened->screen ? tigetstr("cup") : NULL;
    if (!place || place == (const char *)-1) {
        if (opened->screen) endwin();
        cnc_free_screen(opened);
        return NULL;
    }
    typeahead(-1);
    // What curses has said so far is not to come after what is said beside it.
    doupdate();
    return opened;
}

/// Starts colours and says how many there are, 0 for none. `own` tells whether -1 stands for the terminal's own colours.
static inline int cnc_start_colors(int *own) {
    *own = 0;
    if (!has_colors() || start_color() == ERR) return 0;
    *own = use_default_colors() == OK;
    return COLORS;
}

static inline int cnc_color_pairs(void) { return COLOR_PAIRS; }
static inline int cnc_define_pair(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == OK;
}

enum { cnc_bold = 1, cnc_underline = 4, cnc_reverse = 8, cnc_most_scalars = 5 };

/// Puts one character, with its combining marks, into the cell at (x, y); `scalars` holds at most `cnc_most_scalars`.
static inline void cnc_put(int y, int x, const uint32_t *scalars, int count, int attributes, int pair) {
    wchar_t text[cnc_most_scalars + 1];
    cchar_t cell;
    attr_t attrs = A_NORMAL;
    if (attributes & cnc_bold) attrs |= A_BOLD;
    if (attributes & cnc_underline) attrs |= A_UNDERLINE;
    if (attributes & cnc_reverse) attrs |= A_REVERSE;
    if (count > cnc_most_scalars) count = cnc_most_scalars;
    for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
    text[count] = 0;
    if (setcchar(&cell, text, attrs, 0, &pair) == OK) mvwadd_wchnstr(stdscr, y, x, &cell, 1);
}

/// Has the next update draw everything, with the whole height to scroll in. curses says how high that is only when it enters a
/// screen, and of one that writes into a file it knows only the usual height of the terminal's type, mostly 24. Saying it brings
/// the cursor home, as the clearing does that follows.
static inline void cnc_repaint_all(struct cnc_screen *screen) {
    clearok(curscr, TRUE);
    if (!change_scroll_region || isendwin()) return;
    const char *whole = tparm(change_scroll_region, 0L, (long)LINES - 1);
    if (whole && write(fileno(screen->output), whole, strlen(whole)) < 0) return;
}

static inline void cnc_resize(int height, int width) { resize_term(height, width); }
static inline void cnc_show_cursor(int visible) { curs_set(visible); }

/// Writes the difference. The cursor ends at (x, y), or anywhere when y is negative.
static inline void cnc_update(int y, int x) {
    leaveok(stdscr, y < 0);
    if (y >= 0) wmove(stdscr, y, x);
    wnoutrefresh(stdscr);
    doupdate();
}

static inline void cnc_leave(void) { endwin(); }

/// How many colours a terminal type has; -1 when the database does not know the type. Touches no terminal.
static inline int cnc_type_colors(const char *type) {
    int error = 0;
    if (setupterm(type, 1, &error) != OK) return -1;
    int colors = tigetnum("colors");
    del_curterm(cur_term);
    return colors < 0 ? 0 : colors;
}

// MARK: backtraces

/// Loads what a backtrace needs, so that it can be taken where nothing may be loaded any more.
static inline void cnc_prepare_backtrace(void) {
    void *frame;
    backtrace(&frame, 1);
}

/// Writes where the program is, a line a call. For a signal handler; allocates nothing.
static inline void cnc_write_backtrace(int file) {
    void *frames[64];
    backtrace_symbols_fd(frames, backtrace(frames, 64), file);
}

// MARK: files

static inline int cnc_memory_file(const char *name) { return memfd_create(name, 1U /* MFD_CLOEXEC */); }

#endif
