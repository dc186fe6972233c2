"""What is measured of a program on a terminal, each on a start of its own. Times are milliseconds, CPU is of all threads.

A frame is output with pauses of at most `FRAME_PAUSE`; screens are made up after the run, from what was recorded."""

import random
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

from screen import Screen
from watched_program import WatchedProgram

FRAME_PAUSE = 0.1
KEY_PAUSE = 0.04
SLOPE_SAMPLE = 1.0


def warm(subject, program, seconds):
    program.watch(seconds / 2)
    for key in subject.opening:
        program.type(key)
        program.watch(0.2)
    program.watch(max(0, seconds - program.elapsed))


def startup(subject, seconds, longest=40):
    """First byte, first glyph on the screen, and the first screen that shows everything."""
    with subject.start() as program:
        program.watch(seconds)
        while (found := screens(subject, program)) is None and program.elapsed < longest:
            program.watch(2)
    if found is None:
        raise RuntimeError(f"{subject.complete!r} was not on the screen within {longest} s")
    return {"first byte": program.outputs[0][0] * 1000} | found


def warm_start(subject, seconds):
    """As `startup`, of a second start on the state that a first one has left; a third shows when its last row can be reached."""
    with tempfile.TemporaryDirectory(prefix="captop-warm-") as state:
        subject.state = state
        try:
            with subject.start() as program:
                while screens(subject, program) is None and program.elapsed < 60:
                    program.watch(1)
                program.watch(10)
                program.signal(signal.SIGTERM)
                program.watch(20)
            return startup(subject, seconds) | {"last row": last_row(subject, seconds)}
        finally:
            subject.state = None


def last_row(subject, seconds):
    """When the key that leads there, typed again and again, has moved the cursor off the first row."""
    with subject.start() as program:
        while program.elapsed < seconds:
            program.watch(0.02)
            if program.outputs:
                program.type("G")
    screen = Screen(*program.size)
    for at, output in program.outputs:
        screen.write(output)
        if re.search(subject.complete, screen.text, re.MULTILINE) and not is_on_first_row(screen.text):
            return at * 1000
    return None


def is_on_first_row(text):
    """Whether captop's cursor is on the first row of the caps, right under their titles."""
    titles, row = text.split("\n")[2:4]
    return row[titles.index("AFFILIATE") - 1] == "▸"


def screens(subject, program):
    """When the first glyph and the whole screen were there; None as long as there was no whole screen."""
    screen = Screen(*program.size)
    first_paint = None
    for at, output in program.outputs:
        screen.write(output)
        text = screen.text
        if first_paint is None and text.strip():
            first_paint = at
        if re.search(subject.complete, text, re.MULTILINE):
            return {"first paint": first_paint * 1000, "complete": at * 1000}
    return None


def steady(subject, warm_up, seconds):
    """Bytes, CPU and memory while nobody types. A refresh is one answer of the server where there is one, else a second."""
    with subject.start() as program:
        warm(subject, program, warm_up)
        began, processor, served = program.elapsed, program.processor_seconds, subject.served
        memory = []
        while (left := began + seconds - program.elapsed) > 0:
            program.watch(min(SLOPE_SAMPLE, left))
            memory.append((program.elapsed, program.resident_kibibytes))
        span = program.elapsed - began
        processor = program.processor_seconds - processor
        refreshes = subject.served - served if served is not None else span
    outputs = [(at, output) for at, output in program.outputs if at >= began]
    total = sum(len(output) for _, output in outputs)
    return {
        "refreshes a second": refreshes / span, "bytes a refresh": total / max(refreshes, 1),
        "frames a refresh": len(frames(outputs, FRAME_PAUSE)) / max(refreshes, 1),
        "idle frames": idle_frames(program, began),
        "CPU seconds a minute": processor / span * 60, "CPU ms a refresh": processor / max(refreshes, 1) * 1000,
        "resident MiB": max(kibibytes for _, kibibytes in memory) / 1024, "slope KiB/min": slope(memory) * 60,
    }


def idle_frames(program, began):
    """Frames after `began` that sent bytes and left the text of the screen as it was."""
    screen = Screen(*program.size)
    screen.write(b"".join(output for at, output in program.outputs if at < began))
    before, idle = screen.text, 0
    for _, _, output in frames([(at, output) for at, output in program.outputs if at >= began], FRAME_PAUSE):
        screen.write(output)
        after = screen.text
        idle += after == before
        before = after
    return idle


def writes(subject, warm_up, seconds):
    """Write calls to the terminal a refresh, as strace counts them; None where strace is missing or may not attach."""
    if not shutil.which("strace"):
        return None
    with subject.start() as program:
        warm(subject, program, warm_up)
        served = subject.served
        command = ["strace", "-f", "-qq", "-e", "trace=write,writev", "-P", program.terminal_path, "-P", "/dev/tty"]
        with subprocess.Popen(
            command + ["-p", str(program.pid)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as tracer:
            began = program.elapsed
            program.watch(seconds)
            tracer.send_signal(signal.SIGINT)
            calls = [line for line in tracer.stderr.read().splitlines() if re.search(r"\bwritev?\(", line)]
        span = program.elapsed - began
        refreshes = subject.served - served if served is not None else span
    if not calls:
        return None
    return {"writes a refresh": len(calls) / max(refreshes, 1)}


def keys(subject, warm_up, count, interval):
    """From a key to the first and to the last byte of what follows it. Five keys down, five up. Left out are keys typed into
    other output; missed is one with no output before the next."""
    chance = random.Random(1)
    with subject.start() as program:
        warm(subject, program, warm_up)
        program.keys.clear()
        for number in range(count):
            program.type("down" if number // 5 % 2 == 0 else "up")
            program.watch(interval * chance.uniform(0.75, 1.25))
    first, last, missed = [], [], 0
    for at, until in zip(program.keys, program.keys[1:] + [program.elapsed]):
        if any(at - KEY_PAUSE < when <= at for when, _ in program.outputs):
            continue
        answers = frames([(when, output) for when, output in program.outputs if at < when < until], KEY_PAUSE)
        if not answers:
            missed += 1
            continue
        first.append((answers[0][0] - at) * 1000)
        last.append((answers[0][1] - at) * 1000)
    result = {"keys": len(first) + missed, "missed": missed}
    for name, values in (("first byte", first), ("last byte", last)):
        result |= {f"{name} p{percent}": percentile(values, percent) for percent in (50, 95, 99, 100)}
    return result


def slow(subject, warm_up, seconds, pace):
    """A terminal that takes `pace` bytes a second: how old is what it shows, at the worst of these seconds or of the last ten
    of them; and how many bytes come at once when it takes everything again."""
    with subject.start() as program:
        wall = time.time() - program.elapsed
        warm(subject, program, warm_up)
        program.watch(seconds, pace=pace)
        released = program.elapsed
        program.watch(0.3)
    screen = Screen(*program.size)
    ages = []
    for at, output in program.outputs:
        screen.write(output)
        clock = re.search(subject.clock, screen.text, re.MULTILINE)
        if clock and released - min(10, seconds) < at < released:
            hours, minutes, second = map(int, clock.group(1).split(":"))
            shown = hours * 3_600 + minutes * 60 + second
            ages.append((wall + at - shown) % 86_400)
    queued = sum(len(output) for at, output in program.outputs if at >= released)
    return {"seconds stale": max(ages, default=None), "bytes queued": queued}


def blocked(subject, warm_up):
    """A terminal that takes nothing for eight seconds, resized meanwhile so that a terse program fills it too; then SIGTERM."""
    with subject.start() as program:
        warm(subject, program, warm_up)
        for number in range(8):
            program.resize(199 + number % 2, 50)
            program.watch(1, pace=0)
        sent = program.elapsed
        program.signal(signal.SIGTERM)
        program.watch(5, pace=0)
        ended = not program.is_running
        return {"ends ms": (program.ended_at - sent) * 1000 if ended else None,
                "restored": ended and program.has_restored_modes}


def frames(outputs, pause):
    """(first second, last second, bytes) of output that is not interrupted for longer than `pause` seconds."""
    found = []
    for at, output in outputs:
        if found and at - found[-1][1] <= pause:
            found[-1] = (found[-1][0], at, found[-1][2] + output)
        else:
            found.append((at, at, output))
    return found


def percentile(values, percent):
    """None of nothing."""
    if not values:
        return None
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def slope(points):
    """Of the straight line through (seconds, value), by least squares."""
    if len(points) < 3:
        return 0.0
    return statistics.linear_regression(*zip(*points)).slope
