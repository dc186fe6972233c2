"""A cap dashboard in textual: a table of all caps and three panes of progress bars. Reads and parses on a thread, and updates
only cells in view whose text has changed, so that a large table costs a parse and a look at one screen. q quits."""

from rich.text import Text
from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Label, ProgressBar, Static

import feed

COLUMNS = (("NAME", 60), ("USED", feed.BAR), ("%", 6), ("COUNT/MAX", 14), ("REFUSED", 8), ("RESETS", 8))


class Pane(Vertical):
    def compose(self):
        self.rows = [(Label("", markup=False), ProgressBar(total=1, show_eta=False)) for _ in range(feed.PANE_ROWS)]
        for row in self.rows:
            yield Horizontal(*row)

    def show(self, title, caps):
        self.border_title = title
        for (label, progress), cap in zip(self.rows, caps):
            label.update(cap["name"])
            progress.update(progress=min(1, feed.share(cap)))


class Dashboard(App):
    CSS = """
        #header { height: 1; text-style: bold } DataTable { height: 1fr } #panes { height: 10 }
        Pane { border: round $primary; width: 1fr; height: 10 } Pane Horizontal { height: 1 }
        Pane Label { width: 1fr; height: 1 } Pane ProgressBar { width: 30 } Pane Bar { width: 20 }
    """
    BINDINGS = [("q", "quit", "Quit")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, url):
        super().__init__()
        self.feed = feed.Feed(url, changed=self.tell)
        self.shown = {}
        self.rows = 0

    def tell(self):
        self.call_from_thread(self.show)

    def compose(self):
        self.header = Static("caps", id="header")
        self.table = DataTable(cursor_type="row")
        self.panes = [Pane() for _ in range(3)]
        yield self.header
        yield self.table
        yield Horizontal(*self.panes, id="panes")

    def on_mount(self):
        for title, width in COLUMNS:
            self.table.add_column(title, width=width)
        self.table.focus()
        self.watch(self.table, "scroll_y", lambda: self.show_rows(), init=False)
        self.feed.start()

    def show(self):
        picture = self.feed.latest
        if len(picture.caps) != self.rows:
            self.rows = len(picture.caps)
            self.shown.clear()
            self.table.clear()
            self.table.add_rows(self.cells(cap, picture.at) for cap in picture.caps)
        self.header.update(picture.header)
        for pane, (title, caps) in zip(self.panes, picture.panes):
            pane.show(title, caps)
        self.show_rows()

    def show_rows(self):
        picture = self.feed.latest
        if picture is None:
            return
        top = max(0, int(self.table.scroll_y))
        for place in range(top, min(self.rows, top + self.table.size.height + 1)):
            cap = picture.caps[place]
            key = (cap["count"], cap["failed_count"], feed.resets_in(cap, picture.at))
            if self.shown.get(place) == key:
                continue
            self.shown[place] = key
            for column, cell in enumerate(self.cells(cap, picture.at)):
                at = Coordinate(place, column)
                if self.table.get_cell_at(at) != cell:
                    self.table.update_cell_at(at, cell)

    def cells(self, cap, now):
        used = Text(feed.bar(feed.share(cap), feed.BAR), style=feed.colour(cap))
        return (cap["name"], used, *feed.figures(cap, now))


if __name__ == "__main__":
    Dashboard(feed.address(__doc__)).run()
