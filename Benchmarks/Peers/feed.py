"""What the three peers share: the counters of a server that answers `GET /caps` as LeadConduit does, read again each second,
and what is shown of them. Knows no terminal. Standard library only.

Each peer shows a header with a clock, a table (name, bar, percent, count and maximum, refused, time to reset) and below it
three panes of eight bars: the fullest caps, the fullest of those not reached yet, the ones that refuse most."""

import argparse
import datetime
import heapq
import http.client
import json
import threading
import time
import urllib.parse

BAR = 30
PANE_BAR = 20
PANE_ROWS = 8
BLOCKS = " ▏▎▍▌▋▊▉"


class Picture:
    """One answer and what the header and the panes say of it."""

    def __init__(self, caps, at):
        self.caps = caps
        self.at = at
        reached = sum(1 for cap in caps if cap["count"] >= cap["maximum"])
        refused = sum(cap["failed_count"] for cap in caps)
        clock = time.strftime("%H:%M:%S", time.gmtime(at))
        self.header = f"caps {clock}  {len(caps)} caps  {reached} reached  {refused} refused"
        open_caps = (cap for cap in caps if cap["count"] < cap["maximum"])
        self.panes = [
            ("Fullest", heapq.nlargest(PANE_ROWS, caps, key=lambda cap: (share(cap), cap["failed_count"]))),
            ("Nearly reached", heapq.nlargest(PANE_ROWS, open_caps, key=share)),
            ("Most refused", heapq.nlargest(PANE_ROWS, caps, key=lambda cap: cap["failed_count"])),
        ]


class Feed:
    """Reads the counters on a thread of its own, on a grid of one second. `latest` is the newest picture, None before."""

    def __init__(self, url, changed=lambda: None):
        parts = urllib.parse.urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        self._path = parts.path
        self._changed = changed
        self.latest = None

    def read(self):
        """One request."""
        self._connection.request("GET", self._path)
        self.latest = Picture(json.loads(self._connection.getresponse().read()), time.time())

    def start(self):
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        for _ in seconds():
            self.read()
            self._changed()


def seconds():
    """Yields now and then each second; a second that has passed already is not made up for."""
    due = time.monotonic()
    while True:
        yield
        due = max(due + 1, time.monotonic())
        time.sleep(max(0, due - time.monotonic()))


def share(cap):
    return cap["count"] / cap["maximum"] if cap["maximum"] else 0.0


def colour(cap):
    used = share(cap)
    return "red" if used >= 1 else "yellow" if used >= 0.9 else "green"


def bar(used, width):
    eighths = int(min(used, 1) * width * 8)
    text = "█" * (eighths // 8) + (BLOCKS[eighths % 8] if eighths % 8 else "")
    return text.ljust(width)


_expiries = {}


def resets_in(cap, now):
    """Minutes and hours, or hours and days."""
    text = cap["expires_at"]
    if text not in _expiries:
        _expiries[text] = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    left = max(0, int(_expiries[text] - now))
    if left >= 86_400:
        return f"{left // 86_400}d{left % 86_400 // 3_600:02}h"
    return f"{left // 3_600}h{left % 3_600 // 60:02}m"


def figures(cap, now):
    """The columns right of the bar, as text: percent, count and maximum, refused, time to reset."""
    return (f"{100 * share(cap):.1f}", f"{cap['count']}/{cap['maximum']}", str(cap["failed_count"]), resets_in(cap, now))


def address(description):
    """The one argument that every peer takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("url", help="of the counters, such as http://127.0.0.1:8080/caps")
    return parser.parse_args().url
