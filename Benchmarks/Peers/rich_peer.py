"""A cap dashboard in rich: a live layout of one table and three panels of bars. Shows only; has no keys."""

import signal
import sys

from rich.console import Console
from rich.layout import Layout
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

import feed


def progress(cap):
    colour = feed.colour(cap)
    return ProgressBar(total=1, completed=min(1, feed.share(cap)), complete_style=colour, finished_style=colour)


def table(picture, rows):
    grid = Table(expand=True, box=None, pad_edge=False)
    grid.add_column("NAME", ratio=3, no_wrap=True)
    grid.add_column("USED", ratio=2)
    for title in ("%", "COUNT/MAX", "REFUSED", "RESETS"):
        grid.add_column(title, justify="right")
    for cap in picture.caps[:rows]:
        grid.add_row(cap["name"], progress(cap), *feed.figures(cap, picture.at))
    return grid


def panel(title, caps):
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(width=7, justify="right")
    for cap in caps:
        grid.add_row(cap["name"], progress(cap), f"{100 * feed.share(cap):.1f}%")
    return Panel(grid, title=title)


def main(url):
    source = feed.Feed(url)
    console = Console()
    layout = Layout()
    panes = [Layout(name=f"pane{number}") for number in range(3)]
    layout.split_column(Layout(name="header", size=1), Layout(name="table"), Layout(name="panes", size=feed.PANE_ROWS + 2))
    layout["panes"].split_row(*panes)
    with Live(layout, console=console, screen=True, auto_refresh=False) as live:
        for _ in feed.seconds():
            source.read()
            picture = source.latest
            layout["header"].update(Text(picture.header, style="bold"))
            layout["table"].update(table(picture, console.size.height - feed.PANE_ROWS - 4))
            for pane, (title, caps) in zip(panes, picture.panes):
                pane.update(panel(title, caps))
            live.refresh()


if __name__ == "__main__":
    address = feed.address(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main(address)
