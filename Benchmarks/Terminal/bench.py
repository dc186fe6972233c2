"""Measures captop beside the programs that people would use instead, and writes what was found as JSON.

Programs that are compared run in turns, round after round, so that what else the machine does meets them alike; a figure is
the median of its rounds, a ratio the median of the ratios within a round. `--quick` makes fewer and shorter rounds."""

import argparse
import functools
import json
import os
import pathlib
import platform
import re
import sys
import time

import measures
import subjects


# A list of many more counters is beyond the 128 MiB that captop takes as one answer.
GROWTH = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)


class Bench:
    def __init__(self, binary, python, quick, only, groups):
        self.quick, self.only, self.groups = quick, only, groups
        self.captop = functools.partial(subjects.captop, binary)
        self.everflow = functools.partial(subjects.everflow, binary)
        self.rich = functools.partial(subjects.rich, python)
        self.textual = functools.partial(subjects.textual, python)

    def run(self):
        self.thousand()
        self.hundred_thousand()
        self.custom_caps()
        self.rough_terminals()
        self.growth()
        self.memory()

    def thousand(self):
        named = [self.captop(1000), subjects.curses(1000), self.rich(1000), self.textual(1000)]
        rows = [self.captop(1000, opening=subjects.SERVER_ORDER), subjects.curses(1000), self.rich(1000), self.textual(1000)]
        still = [self.captop(1000, share=0), subjects.htop()]
        keyed = [self.captop(1000), subjects.curses(1000), subjects.htop()]
        self.group("startup 1k", measures.startup, [*named, subjects.btop()], is_whole=True, rounds=7, seconds=2.5)
        self.group("steady 1k", measures.steady, rows, rounds=3, warm_up=6, seconds=30)
        self.group("by risk 1k", measures.steady, [self.captop(1000), subjects.curses(1000)], rounds=2, warm_up=6, seconds=20)
        self.group("unchanged 1k", measures.steady, still, rounds=3, warm_up=6, seconds=20)
        self.group("writes 1k", measures.writes, [*named[:3], subjects.htop()], rounds=1, warm_up=4, seconds=10)
        self.group("keys 1k", measures.keys, keyed, rounds=3, warm_up=5, count=100, interval=0.15)

    def hundred_thousand(self):
        named = [self.captop(100_000), subjects.curses(100_000), self.textual(100_000)]
        self.group("startup 100k", measures.startup, named, is_whole=True, rounds=3, seconds=2.5)
        self.group("steady 100k", measures.steady, named, rounds=2, warm_up=15, seconds=30)
        self.group("keys 100k", measures.keys, named[:2], rounds=2, warm_up=15, count=60, interval=0.4)
        calm = [self.captop(100_000, share=0.01)]
        self.group("keys 100k calm", measures.keys, calm, rounds=2, warm_up=15, count=200, interval=0.1)

    def custom_caps(self):
        """Of Everflow, whose reports captop asks for at ten a second: the warm-up is the first load and a refresh."""
        named = [self.everflow(100_000)]
        self.group("everflow keys", measures.keys, named, is_whole=True, rounds=1, warm_up=60, count=200, interval=0.1)
        self.group("everflow steady", measures.steady, named, is_whole=True, rounds=1, warm_up=60, seconds=30)

    def rough_terminals(self):
        named = [self.captop(1000), subjects.curses(1000), self.rich(1000), self.textual(1000)]
        self.group("slow 1k", measures.slow, named, rounds=1, warm_up=4, seconds=20, pace=2000)
        self.group("blocked 1k", measures.blocked, named, rounds=1, warm_up=4)

    def growth(self):
        for caps in GROWTH:
            named = [self.captop(caps), subjects.curses(caps)]
            self.group(f"growth startup {caps}", measures.startup, named, rounds=1, seconds=2.5)
            self.group(f"growth steady {caps}", measures.steady, named, rounds=1, warm_up=12, seconds=15)
            self.group(f"growth keys {caps}", measures.keys, named, rounds=1, warm_up=8, count=40, interval=0.4)
        for caps in (100_000, 300_000):
            self.group(f"warm {caps}", measures.warm_start, [self.captop(caps)], is_whole=True, rounds=3, seconds=2.5)

    def memory(self):
        named = [self.captop(1000)]
        self.group("slope 1k", measures.steady, named, is_whole=True, rounds=1, warm_up=120, seconds=240)

    def group(self, name, measure, programs, rounds, is_whole=False, **options):
        """One result of every program a round, kept under `name`. `is_whole`: a short run would say nothing of it."""
        if self.only and not re.search(self.only, name):
            return
        if self.quick and not is_whole:
            rounds = 1
            for option, most in (("warm_up", 6), ("seconds", 8), ("count", 30)):
                if option in options:
                    options[option] = min(options[option], most)
        began = time.monotonic()
        results = self.groups[name] = {program.name: [] for program in programs}
        for _ in range(rounds):
            for program in programs:
                try:
                    results[program.name].append(measure(program, **options))
                except (RuntimeError, OSError) as error:
                    print(f"{name}, {program.name}: {error}", file=sys.stderr)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def machine():
    with open("/proc/cpuinfo") as lines:
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores, {model}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captop", type=pathlib.Path, required=True, help="the release binary")
    parser.add_argument("--python", type=pathlib.Path, required=True, help="a Python that has rich and textual")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", help="a pattern: measure these groups anew, and keep the others as the output has them")
    options = parser.parse_args()
    groups = json.loads(options.output.read_text())["groups"] if options.only else {}
    bench = Bench(options.captop.resolve(), options.python.absolute(), options.quick, options.only, groups)
    bench.run()
    options.output.write_text(json.dumps({"machine": machine(), "quick": options.quick, "groups": bench.groups}, indent=1))


if __name__ == "__main__":
    main()
