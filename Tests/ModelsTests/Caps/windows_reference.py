#!/usr/bin/env python3
"""Cap windows by another method, for WindowReferenceTests to compare with.

Walks the local clock of every zone of the system's zone data instead of computing with offsets: a day starts at the
first instant whose local date has been reached, an hour where the clock comes to :00 or jumps into another hour.
Knows nothing of captop's code. Prints, one a line:

    T zone second:offset ...                  the changes of the zone's offset, for telling differing zone data apart
    W zone instant unit length start end      one window, in seconds since 1970 UTC
"""
import bisect
import calendar
import random
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

FIRST = calendar.timegm((2015, 1, 1, 0, 0, 0))
LAST = calendar.timegm((2038, 1, 1, 0, 0, 0))

MOMENTS = [
    (2015, 12, 31, 23, 59, 59), (2016, 1, 1, 0, 0, 0), (2016, 2, 29, 12, 0, 0), (2017, 2, 28, 22, 30, 0),
    (2019, 3, 31, 11, 59, 59), (2020, 2, 29, 23, 0, 0), (2020, 12, 31, 10, 0, 0), (2021, 1, 31, 3, 4, 5),
    (2022, 4, 30, 18, 45, 0), (2024, 2, 29, 0, 0, 0), (2025, 6, 30, 14, 14, 14), (2026, 3, 10, 20, 20, 41),
    (2027, 1, 3, 23, 59, 59), (2028, 2, 29, 5, 45, 0), (2030, 12, 30, 9, 30, 0), (2037, 12, 31, 12, 0, 0),
]


def local(zone, second):
    return datetime.fromtimestamp(second, timezone.utc).astimezone(zone)


def offset(zone, second):
    return int(local(zone, second).utcoffset().total_seconds())


def changes(zone):
    """Every change of the offset, found by looking at every half day and closing in."""
    found = []
    step = 43_200
    before = offset(zone, FIRST - 86_400)
    second = FIRST - 86_400
    while second < LAST + 86_400:
        after = offset(zone, second + step)
        if after != before:
            low, high = second, second + step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            found.append((high, after))
            before = after
        second += step
    return found


class Walker:
    def __init__(self, zone):
        self.zone = zone
        self.starts = {}

    def start_of(self, day):
        """The first second whose local date is `day` or later: hours first, then the seconds of the hour found."""
        if day not in self.starts:
            second = calendar.timegm(day.timetuple()) - 16 * 3_600
            while local(self.zone, second).date() < day:
                second += 3_600
            hour = range(second - 3_600, second + 1)
            self.starts[day] = hour[bisect.bisect_left(hour, day, key=lambda s: local(self.zone, s).date())]
        return self.starts[day]

    def calendar_window(self, instant, unit, length):
        day = local(self.zone, instant).date()
        if unit == "day":
            end = day + timedelta(days=length)
        elif unit == "week":
            while day.isoweekday() != 1:
                day -= timedelta(days=1)
            end = day + timedelta(days=7 * length)
        else:
            day = day.replace(day=1)
            end = day
            for _ in range(length):
                end = end + timedelta(days=calendar.monthrange(end.year, end.month)[1])
        return self.start_of(day), self.start_of(end)

    def begins(self, second, unit):
        """Whether a clock unit begins at this whole minute."""
        now, before = local(self.zone, second), local(self.zone, second - 1)
        if unit == "minute":
            return True
        return now.minute == 0 or (now.date(), now.hour) != (before.date(), before.hour)

    def clock_window(self, instant, unit, length):
        second = instant - instant % 60
        while not self.begins(second, unit):
            second -= 60
        start = second
        for _ in range(length):
            second += 60
            while not self.begins(second, unit):
                second += 60
        return start, second


def report(name):
    zone = zoneinfo.ZoneInfo(name)
    dice = random.Random(name)
    lines = []
    moves = changes(zone)
    lines.append("T " + name + "".join(f" {second}:{after}" for second, after in moves))
    walker = Walker(zone)
    near = dice.sample(moves, min(len(moves), 5))
    instants = [calendar.timegm(moment) for moment in MOMENTS]
    instants += [second + shift for second, _ in near for shift in (-1, 0, dice.randrange(-86_400, 86_400))]
    instants += [dice.randrange(FIRST, LAST) for _ in range(4)]
    for instant in instants:
        spans = [("day", 1), ("week", 1), ("month", 1)]
        spans.append(dice.choice([("day", dice.randrange(2, 11)), ("week", dice.randrange(2, 7)),
                                  ("month", dice.randrange(2, 19))]))
        for unit, length in spans:
            start, end = walker.calendar_window(instant, unit, length)
            lines.append(f"W {name} {instant} {unit} {length} {start} {end}")
    clocks = [second + shift for second, _ in near[:3] for shift in (-1, 0, dice.randrange(-7_200, 7_200))]
    clocks.append(dice.randrange(FIRST, LAST))
    for instant in clocks:
        for unit, length in (("hour", 1), ("hour", dice.randrange(2, 5)), ("minute", dice.randrange(1, 61))):
            start, end = walker.clock_window(instant, unit, length)
            lines.append(f"W {name} {instant} {unit} {length} {start} {end}")
    return "\n".join(lines)


def main():
    names = sorted(name for name in zoneinfo.available_timezones() if name != "localtime")
    # One process: a pool waits for ever when one of its workers goes.
    for name in names:
        sys.stdout.write(report(name) + "\n")


if __name__ == "__main__":
    main()
