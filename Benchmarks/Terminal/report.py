"""The table of targets from what `bench.py` found: printed, and put into docs/performance.md between its markers."""

import argparse
import json
import operator
import pathlib
import re
import statistics
import sys


class Found:
    """Medians and ratios of the results of one file."""

    def __init__(self, path, soak=None):
        self.soak = soak
        contents = json.loads(path.read_text())
        self.machine, self.is_quick, self.groups = contents["machine"], contents["quick"], contents["groups"]

    def rounds(self, group, program):
        return [result or {} for result in self.groups.get(group, {}).get(program, [])]

    def median(self, group, program, name):
        """None when nothing was measured, or something could not be."""
        values = [result.get(name) for result in self.rounds(group, program)]
        return statistics.median(values) if values and None not in values else None

    def ratio(self, group, peer, name, program="captop"):
        """Of captop to the peer, the median over the rounds that both were measured in."""
        pairs = zip(self.rounds(group, program), self.rounds(group, peer))
        ratios = [own[name] / other[name] for own, other in pairs if own.get(name) is not None and other.get(name)]
        return statistics.median(ratios) if ratios else None


class Soak:
    """What `make soak` printed: its refreshes, how many days they stood for, and by how many KiB each let memory grow."""

    def __init__(self, text):
        refreshes, interval = re.search(r"^(\d+) refreshes, .* one in (\d+) s", text, re.MULTILINE).groups()
        self.refreshes, self.days = int(refreshes), int(refreshes) * int(interval) / 86_400
        hourly = float(re.search(r"resident memory: (-?[\d.]+) KiB a simulated hour", text)[1])
        self.growth = hourly * int(interval) / 3_600


class Row:
    """One measure. `limits` are pairs of a value and what it may be at most; a value that is missing fails. Without any it is
    there to be known."""

    def __init__(self, measure, target, captop, beside, limits):
        self.measure, self.target, self.captop, self.beside = measure, target, captop, beside
        self.met = "" if not limits else "yes" if all(value is not None and value <= most for value, most in limits) else "**no**"

    @property
    def cells(self):
        return self.measure, self.target, self.captop, self.beside, self.met


def number(value, digits=None):
    """Three figures, unless `digits` behind the point are asked for."""
    if value is None:
        return "-"
    if digits is None:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def several(found, group, program, names, unit=""):
    return " / ".join(number(found.median(group, program, name)) for name in names) + unit


def beside(found, group, name, peers, unit, ratios=True):
    """Each peer's figure, and captop's as a multiple of it."""
    texts = []
    for peer in peers:
        ratio = found.ratio(group, peer, name)
        times = f" (×{number(ratio)})" if ratios and ratio is not None else ""
        texts.append(f"{peer} {number(found.median(group, peer, name))}{unit}{times}")
    return ", ".join(texts)


def rows(found):
    yield from thousand(found)
    yield from hundred_thousand(found)
    yield from start_and_keys(found)
    yield from custom_caps(found)
    yield from rough(found)


def thousand(found):
    size = "bytes a refresh"
    limits = [(found.ratio("steady 1k", "curses", size), 1), (found.ratio("steady 1k", "rich", size), 0.05)]
    yield Row("Bytes a refresh, 1,000 caps, 20 % changing, the same rows", "×1.0 curses, ×0.05 rich",
              several(found, "steady 1k", "captop", [size]), beside(found, "steady 1k", size, ["curses", "rich", "textual"], ""),
              limits)
    yield Row("… in captop's own order, by risk", "×1.0 curses", several(found, "by risk 1k", "captop", [size]),
              beside(found, "by risk 1k", size, ["curses"], ""), [(found.ratio("by risk 1k", "curses", size), 1)])
    idle = found.median("unchanged 1k", "captop", "idle frames")
    yield Row("Frames that changed no text, data unchanged", "0", number(idle), "", [(idle, 0)])
    writes = found.median("writes 1k", "captop", "writes a refresh")
    yield Row("Writes to the terminal a refresh, the clock's among them", "1", number(writes),
              beside(found, "writes 1k", "writes a refresh", ["curses", "rich", "htop"], "", ratios=False), [(writes, 1.05)])
    name = "CPU seconds a minute"
    yield Row("CPU at 1,000 caps, s/min", "×0.25 curses", several(found, "steady 1k", "captop", [name]),
              beside(found, "steady 1k", name, ["curses", "rich", "textual"], ""),
              [(found.ratio("steady 1k", "curses", name), 0.25)])
    yield Row("CPU, unchanged data, s/min", "×0.25 htop", several(found, "unchanged 1k", "captop", [name]),
              beside(found, "unchanged 1k", name, ["htop"], ""), [(found.ratio("unchanged 1k", "htop", name), 0.25)])
    name = "resident MiB"
    yield Row("Resident at 1,000 caps, MiB", "×1.0 curses", several(found, "steady 1k", "captop", [name]),
              beside(found, "steady 1k", name, ["curses", "textual"], ""), [(found.ratio("steady 1k", "curses", name), 1)])
    slope = found.median("slope 1k", "captop", "slope KiB/min")
    yield Row("Resident slope, KiB/min, four minutes with a refresh each second", "", number(slope), "", [])
    soak = found.soak
    if soak:
        # A calendar that is hurried lets more time pass between two refreshes, and memory grow no more.
        yield Row(f"… of the wall, {soak.refreshes:,} refreshes that stood for {number(soak.days)} days, as KiB/min at one a second",
                  "4", f"{number(soak.growth * 60)}; {number(soak.growth * 4)} at the usual one in 15 s", "",
                  [(soak.growth * 60, 4)])
    else:
        yield Row("… of the wall over a simulated month, as KiB/min at a refresh each second", "4", "not measured", "", [])


def hundred_thousand(found):
    name = "CPU ms a refresh"
    pace = found.median("steady 100k", "captop", "refreshes a second")
    yield Row("CPU a refresh at 100,000 caps, ms", "×0.3 curses", several(found, "steady 100k", "captop", [name]),
              beside(found, "steady 100k", name, ["curses", "textual"], ""),
              [(found.ratio("steady 100k", "curses", name), 0.3)])
    yield Row("Refreshes a second at 100,000 caps", "1", number(pace),
              beside(found, "steady 100k", "refreshes a second", ["curses", "textual"], "", ratios=False),
              [(None if pace is None else -pace, -0.97)])
    name = "resident MiB"
    yield Row("Resident at 100,000 caps, MiB", "×0.2 curses", several(found, "steady 100k", "captop", [name]),
              beside(found, "steady 100k", name, ["curses", "textual"], ""), [(found.ratio("steady 100k", "curses", name), 0.2)])


def start_and_keys(found):
    for group, name, peers, most in (
        ("startup 1k", "first paint", ["btop", "curses"], 20), ("startup 1k", "complete", ["curses", "textual"], 60),
        ("startup 100k", "complete", ["curses", "textual"], 350),
    ):
        caps = "100,000" if "100k" in group else "1,000"
        title = "First paint, ms" if name == "first paint" else f"Complete at {caps} caps, ms"
        yield Row(title, str(most), several(found, group, "captop", [name]), beside(found, group, name, peers, ""),
                  [(found.median(group, "captop", name), most)])
    for caps, title in ((100_000, "100,000"), (300_000, "300,000")):
        warm = found.median(f"warm {caps}", "captop", "complete")
        yield Row(f"Full screen from a warm store of {title} caps, ms", "150", number(warm), "", [(warm, 150)])
        reached = found.median(f"warm {caps}", "captop", "last row")
        yield Row("… until the last of its rows can be reached", "", number(reached), "", [])
    for group, title, edge, percents, most in (
        ("keys 1k", "Key to paint at 1,000 caps, ms: p50 / p95", "first byte", (50, 95), (0.6, 3)),
        ("keys 100k", "Key to last byte at 100,000 caps, ms: p50 / p95 / p99", "last byte", (50, 95, 99), (1, 8, 16)),
    ):
        names = [f"{edge} p{percent}" for percent in percents]
        peers = [peer for peer in found.groups.get(group, {}) if peer != "captop"]
        missed = found.median(group, "captop", "missed")
        yield Row(title + "; missed", " / ".join(map(str, most)) + "; 0",
                  several(found, group, "captop", names) + f"; {number(missed)}",
                  ", ".join(f"{peer} {several(found, group, peer, names)}; {number(found.median(group, peer, 'missed'))} of "
                            f"{number(found.median(group, peer, 'keys'))}" for peer in peers),
                  [(found.median(group, "captop", name), limit) for name, limit in zip(names, most)] + [(missed, 0)])
    longest = found.median("keys 100k calm", "captop", "first byte p100")
    yield Row("Longest wait of a key at 100,000 caps of which 1 % change, ms: what the main queue does at once, and the frame",
              "10", number(longest), "", [(longest, 10)])


def custom_caps(found):
    names = [f"last byte p{percent}" for percent in (50, 95, 99)]
    missed = found.median("everflow keys", "captop", "missed")
    yield Row("100,000 custom caps of Everflow, on captop's sandbox: key to last byte, ms: p50 / p95 / p99; missed",
              "1 / 8 / 16; 0", several(found, "everflow keys", "captop", names) + f"; {number(missed)}", "",
              [(found.median("everflow keys", "captop", name), most) for name, most in zip(names, (1, 8, 16))] + [(missed, 0)])
    own = found.median("everflow steady", "captop", "resident MiB")
    curses = found.median("steady 100k", "curses", "resident MiB")
    ratio = own / curses if own and curses else None
    yield Row("… resident, MiB", "×0.2 curses with as many counters", number(own),
              f"curses {number(curses)} (×{number(ratio)})", [(ratio, 0.2)])


def rough(found):
    stale = found.median("slow 1k", "captop", "seconds stale")
    yield Row("Terminal at 2 kB/s: seconds stale", "2", number(stale),
              beside(found, "slow 1k", "seconds stale", ["curses", "rich", "textual"], "", ratios=False), [(stale, 2)])
    queued = found.median("slow 1k", "captop", "bytes queued")
    yield Row("… bytes that come at once when it takes everything again: a frame at most", "2,000", number(queued),
              beside(found, "slow 1k", "bytes queued", ["curses", "rich", "textual"], "", ratios=False), [(queued, 2000)])
    ends = found.median("blocked 1k", "captop", "ends ms")
    restored = found.median("blocked 1k", "captop", "restored")
    outcomes = ", ".join(
        f"{peer} {'restores' if found.median('blocked 1k', peer, 'restored') else 'does not end and restore'}"
        for peer in ("curses", "rich", "textual"))
    yield Row("SIGTERM on a blocked terminal: ends after ms, termios restored", "1,000",
              f"{number(ends)}, {'yes' if restored else 'no'}", outcomes, [(ends, 1000), (None if not restored else 0, 0)])


def table(found):
    titles = ("measure", "at most", "captop", "beside it (captop as a multiple)", "met")
    lines = [titles, ("---",) * len(titles), *(row.cells for row in rows(found))]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def put(document, name, text):
    """Replaces what stands between the markers of that name."""
    contents = document.read_text()
    pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
    replaced, count = re.subn(pattern, lambda match: match[1] + text + "\n" + match[2], contents, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{document} has no place for {name}: <!-- {name} --> and <!-- end of {name} --> are missing.")
    document.write_text(replaced)


# The figures inside that have a goal: their names, the number in them that counts, and what it is to be.
INSIDE_GOALS = (
    (r"(counters|custom caps), decoded", r"([\d.]+) MB/s", operator.ge, 250, "250 MB/s at least"),
    (r"live model, .*", r"([\d.]+) with the inventory", operator.le, 200, "200 at most, with the inventory"),
    (r"decisions (lost|counted twice)", r"(\d+)", operator.le, 0, "0"),
)


def inside_goal(name, value):
    """What the figure is to be, and whether it is; both empty for one that is there to be known."""
    for names, counts, is_good, goal, words in INSIDE_GOALS:
        if re.fullmatch(names, name):
            found = re.search(counts, value)
            return words, "yes" if found and is_good(float(found[1]), goal) else "**no**"
    return "", ""


def inside(lines):
    """The figures that the Swift benchmarks print, one `name: value` a line, as a table."""
    pairs = [line.partition(": ") for line in lines if ": " in line]
    lines = [("figure", "", "goal", "met"), ("---",) * 4, *((name, value, *inside_goal(name, value)) for name, _, value in pairs)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--document", type=pathlib.Path, help="the page to be brought up to date")
    parser.add_argument("--inside", type=pathlib.Path, help="what the Swift benchmarks printed")
    parser.add_argument("--soak", type=pathlib.Path, help="what the last whole soak printed")
    options = parser.parse_args()
    is_soaked = options.soak and options.soak.exists() and "resident memory" in options.soak.read_text()
    if options.soak and not is_soaked:
        print(f"{options.soak} has no whole soak; it is made by: make soak REFRESHES=7200 EACH=360", file=sys.stderr)
    found = Found(options.results, Soak(options.soak.read_text()) if is_soaked else None)
    text = table(found)
    print(f"{found.machine}{', quick' if found.is_quick else ''}\n\n{text}")
    if options.document:
        put(options.document, "terminal table", f"Measured on {found.machine}{', quick run' if found.is_quick else ''}.\n\n{text}")
    if options.document and options.inside:
        put(options.document, "inside table", inside(options.inside.read_text().splitlines()))


if __name__ == "__main__":
    main()
