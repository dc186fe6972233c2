"""A cap dashboard in Python's curses, on the same ncurses as captop. Arrow keys move the selection, q quits."""

import curses
import locale
import signal
import sys

import feed

FIGURES = "{:>6} {:>14} {:>8} {:>8}"
FIGURES_WIDTH = 40
PANES_HEIGHT = feed.PANE_ROWS + 2


class Dashboard:
    def __init__(self, screen, url):
        self.screen = screen
        self.feed = feed.Feed(url)
        self.selected = 0
        self.top = 0
        curses.curs_set(0)
        curses.use_default_colors()
        self.colours = {}
        for number, name in enumerate(("red", "green", "yellow"), 1):
            curses.init_pair(number, number, -1)
            self.colours[name] = curses.color_pair(number)

    def run(self):
        self.feed.start()
        self.screen.timeout(50)
        shown = None
        while True:
            key = self.screen.getch()
            picture = self.feed.latest
            if key == ord("q"):
                return
            if picture is None or (key == -1 and picture is shown):
                continue
            shown = picture
            self.draw(picture, key)

    def draw(self, picture, key):
        height, width = self.screen.getmaxyx()
        rows = max(1, height - 2 - PANES_HEIGHT)
        step = {curses.KEY_DOWN: 1, curses.KEY_UP: -1, curses.KEY_NPAGE: rows, curses.KEY_PPAGE: -rows}.get(key, 0)
        self.selected = max(0, min(len(picture.caps) - 1, self.selected + step))
        self.top = min(max(self.top, self.selected - rows + 1), self.selected)
        self.screen.erase()
        self.put(0, 0, picture.header, curses.A_BOLD)
        self.draw_table(picture, rows, width)
        for number, (title, caps) in enumerate(picture.panes):
            self.draw_pane(height - PANES_HEIGHT, number * (width // 3), width // 3, title, caps)
        self.screen.refresh()

    def draw_table(self, picture, rows, width):
        name_width = max(10, width - feed.BAR - FIGURES_WIDTH - 2)
        titles = FIGURES.format("%", "COUNT/MAX", "REFUSED", "RESETS")
        self.put(1, 0, f"{'NAME':<{name_width}} {'USED':<{feed.BAR}} {titles}", curses.A_BOLD)
        for place, cap in enumerate(picture.caps[self.top : self.top + rows]):
            mark = curses.A_REVERSE if self.top + place == self.selected else 0
            line = place + 2
            self.put(line, 0, f"{cap['name'][:name_width]:<{name_width}} ", mark)
            self.put(line, name_width + 1, feed.bar(feed.share(cap), feed.BAR), mark | self.colours[feed.colour(cap)])
            self.put(line, name_width + 1 + feed.BAR, " " + FIGURES.format(*feed.figures(cap, picture.at)), mark)

    def draw_pane(self, line, column, width, title, caps):
        name_width = width - feed.PANE_BAR - 10
        self.put(line, column, f"-- {title} ".ljust(width - 1, "-"))
        for place, cap in enumerate(caps, 1):
            self.put(line + place, column, cap["name"][:name_width])
            at = column + name_width + 1
            self.put(line + place, at, feed.bar(feed.share(cap), feed.PANE_BAR), self.colours[feed.colour(cap)])
            self.put(line + place, at + feed.PANE_BAR, f"{100 * feed.share(cap):6.1f}%")

    def put(self, line, column, text, attributes=0):
        try:
            self.screen.addstr(line, column, text, attributes)
        except curses.error:
            pass  # the last cell of the screen, or a screen too small for it


if __name__ == "__main__":
    url = feed.address(__doc__)
    locale.setlocale(locale.LC_ALL, "")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    curses.wrapper(lambda screen: Dashboard(screen, url).run())
