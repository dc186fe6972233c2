"""Draws how memory, start, refresh and keys grow with the number of caps, from what `bench.py` found, as one SVG. Both axes of
each panel are logarithmic. Standard library only."""

import argparse
import json
import math
import pathlib
import re

PANELS = (
    ("resident memory, MiB", "growth steady", "resident MiB"),
    ("start to complete screen, ms", "growth startup", "complete"),
    ("CPU a refresh, ms", "growth steady", "CPU ms a refresh"),
    ("key to last byte, ms (median)", "growth keys", "last byte p50"),
)
COLORS = {"captop": "#0072b2", "curses": "#d55e00"}
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 280, 62, 36, 20, 40


def series(groups, prefix, name):
    """{program: [(caps, value)]}, caps ascending."""
    found = {}
    for group, programs in groups.items():
        match = re.fullmatch(rf"{re.escape(prefix)} (\d+)", group)
        for program, results in programs.items() if match else ():
            values = [result[name] for result in results if result and result.get(name) is not None]
            if values:
                found.setdefault(program, []).append((int(match[1]), sum(values) / len(values)))
    return {program: sorted(points) for program, points in found.items()}


def text(x, y, content, anchor="middle", size=12):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{content}</text>'


def figures(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def panel(title, lines, x, y):
    """One diagram with its corner at (x, y)."""
    points = [point for line in lines.values() for point in line]
    parts = [text(x + WIDTH / 2, y + 20, title, size=14)]
    if not points:
        return parts + [text(x + WIDTH / 2, y + HEIGHT / 2, "not measured")]
    low = math.floor(math.log10(min(value for _, value in points)))
    high = max(low + 1, math.ceil(math.log10(max(value for _, value in points))))
    first, last = (math.log10(choose(caps for caps, _ in points)) for choose in (min, max))

    def place(caps, value):
        across = (math.log10(caps) - first) / max(last - first, 1e-9)
        up = (math.log10(value) - low) / (high - low)
        return x + LEFT + across * (WIDTH - LEFT - RIGHT), y + HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    for power in range(low, high + 1):
        left, level = place(10**first, 10**power)
        parts.append(f'<path d="M{left:.1f} {level:.1f}H{x + WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(text(left - 6, level + 4, f"{10**power:,g}", "end", 11))
    for caps in sorted({caps for caps, _ in points}):
        parts.append(text(place(caps, 10**low)[0], y + HEIGHT - BOTTOM + 18, f"{caps // 1000}k", size=11))
    for program, line in lines.items():
        color = COLORS.get(program, "#555")
        path = " ".join(f"{left:.1f},{up:.1f}" for left, up in (place(*point) for point in line))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        for caps, value in line:
            left, up = place(caps, value)
            parts.append(f'<circle cx="{left:.1f}" cy="{up:.1f}" r="3" fill="{color}"/>')
            is_upper = all(value >= other for other_caps, other in points if other_caps == caps)
            parts.append(text(left, up + (-8 if is_upper else 17), figures(value), size=10))
    return parts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("found", type=pathlib.Path)
    parser.add_argument("picture", type=pathlib.Path)
    options = parser.parse_args()
    groups = json.loads(options.found.read_text())["groups"]
    parts = []
    for number, (title, prefix, name) in enumerate(PANELS):
        parts += panel(title, series(groups, prefix, name), number % 2 * WIDTH, number // 2 * HEIGHT)
    for number, (program, color) in enumerate(COLORS.items()):
        parts.append(f'<circle cx="{LEFT + number * 110}" cy="{2 * HEIGHT + 14}" r="4" fill="{color}"/>')
        parts.append(text(LEFT + 10 + number * 110, 2 * HEIGHT + 18, program, "start"))
    size = f'width="{2 * WIDTH}" height="{2 * HEIGHT + 30}"'
    options.picture.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif"><rect {size} fill="white"/>\n'
        + "\n".join(parts) + "\n</svg>\n")


if __name__ == "__main__":
    main()
