"""Whether the order of risk agrees with what then happens: lets a sandbox live a day at 300 times its speed, asks captop for
the order all the while, and afterwards compares each order with the trips that followed.

Every `captop once --sort risk` is a process of its own, which knows what the state file has kept and what the sandbox answers.
The agreement is Harrell's concordance: of all pairs of caps of which one is known to have tripped first, the share that stood
in that order. 0.5 is chance. Beside it the orders that one would have without a forecast."""

import argparse
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

SPEED = 300
WINDOWS_SEEN = 2  # hours of history before the first order counts


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() if text else None


class Sandbox:
    def __init__(self, captop, folder, seed, caps):
        self._process = subprocess.Popen(
            [captop, "sandbox", "--port", "0", "--seed", str(seed), "--caps", str(caps), "--key", "sandbox", "--speed",
             str(SPEED), "--start", "2026-03-10T00:00:00Z"],
            stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)})
        lines = []
        while not lines or not lines[-1].startswith("environment") or sum(line.startswith("environment") for line in lines) < 2:
            lines.append(self._process.stdout.readline())
        config = "".join(lines[1:])
        (folder / "captop").mkdir()
        (folder / "captop" / "config.toml").write_text(config)

    def close(self):
        self._process.terminate()
        self._process.wait()


def look(captop, folder):
    """The caps in the order of risk, as captop has them now."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"),
        "CAPTOP_SANDBOX_KEY": "sandbox"}
    done = subprocess.run(
        [captop, "once", "--format", "json", "--sort", "risk", "--filter", "not disabled"], env=environment, capture_output=True, text=True, check=True)
    caps = []
    for place, row in enumerate(json.loads(done.stdout)["caps"]):
        if row["maximum"] is None or row["count"] is None:
            continue
        caps.append({
            "id": row["id"], "place": place, "count": float(row["count"]), "maximum": float(row["maximum"]),
            "at": instant(row["as_of"]), "started": instant(row["started_at"]), "expires": instant(row["expires_at"]),
            "trips": instant(row["trips_at"]), "metric": row["metric"]})
    return caps


def outcomes(looks):
    """For each cap at each look: when it was seen to reach its maximum before its reset (inf: it was reset without), or None
    and the last look when the run was over before either."""
    last = max(cap["at"] for cap in looks[-1])
    following = {}
    for caps in reversed(looks):
        for cap in caps:
            known = following.get(cap["id"])
            if cap["count"] >= cap["maximum"]:
                cap["outcome"] = cap["at"]
            elif known is None:
                cap["outcome"] = None
            elif known["expires"] != cap["expires"]:
                cap["outcome"] = float("inf")
            else:
                cap["outcome"] = known["outcome"]
            following[cap["id"]] = cap
    return last


def straight_line(cap):
    """When the window's average reaches the maximum; inf when not before the reset."""
    if cap["started"] is None or cap["count"] <= 0 or cap["at"] <= cap["started"]:
        return float("inf")
    trips = cap["started"] + (cap["at"] - cap["started"]) * cap["maximum"] / cap["count"]
    return float("inf") if cap["expires"] is not None and trips >= cap["expires"] else trips


ORDERS = {
    "risk": lambda cap: cap["place"],
    "straight line": lambda cap: (straight_line(cap), -cap["count"] / cap["maximum"]),
    "utilisation": lambda cap: -cap["count"] / cap["maximum"],
}


def concordance(caps, key, last):
    """(pairs in order, pairs) of which one tripped and the other did later, or not before its reset or the end."""
    agreeing = pairs = 0
    tripped = [cap for cap in caps if cap["outcome"] not in (None, float("inf"))]
    for one in tripped:
        for other in caps:
            when = last + 1 if other["outcome"] is None else other["outcome"]
            if other is one or when <= one["outcome"]:
                continue
            left, right = key(one), key(other)
            pairs += 1
            agreeing += 1 if left < right else 0.5 if left == right else 0
    return agreeing, pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--captop", required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--caps", type=int, default=150)
    parser.add_argument("--hours", type=float, default=26, help="of the sandbox's time")
    options = parser.parse_args()
    captop = str(pathlib.Path(options.captop).resolve())
    looks = []
    with tempfile.TemporaryDirectory(prefix="captop-risk-") as name:
        folder = pathlib.Path(name)
        sandbox = Sandbox(captop, folder, options.seed, options.caps)
        try:
            end = time.monotonic() + options.hours * 3600 / SPEED
            while time.monotonic() < end:
                begun = time.monotonic()
                looks.append(look(captop, folder))
                time.sleep(max(0, 0.4 - (time.monotonic() - begun)))
        finally:
            sandbox.close()
    report(looks, options)


def report(looks, options):
    last = outcomes(looks)
    first = looks[0][0]["at"]
    counted = [caps for caps in looks if WINDOWS_SEEN * 3600 <= caps[0]["at"] - first]
    shares = {name: [] for name in ORDERS}
    for caps in counted:
        waiting = [cap for cap in caps if cap["count"] < cap["maximum"]]
        for name, key in ORDERS.items():
            agreeing, pairs = concordance(waiting, key, last)
            if pairs:
                shares[name].append(agreeing / pairs)
    judged = [cap for caps in counted for cap in caps if is_judged(cap, last)]
    announced = [cap for cap in judged if cap["trips"]]
    held = sum(cap["outcome"] != float("inf") for cap in announced)
    tripped = [cap for cap in judged if 0 < cap["outcome"] - cap["at"] <= SOON]
    told = sum(cap["trips"] is not None for cap in tripped)
    print(f"{options.caps} caps, seed {options.seed}, {len(looks)} looks over {(last - first) / 3600:.1f} hours, "
          f"{len(counted)} of them counted, from {WINDOWS_SEEN} hours on\n")
    print("| order | agreement with what then happened, median of all looks | worst look |\n| --- | --- | --- |")
    for name, values in shares.items():
        print(f"| {name} | {statistics.median(values):.3f} | {min(values):.3f} |")
    print(f"\nof {len(announced)} times that a trip was announced, {held} times it came before the reset")
    print(f"of {len(tripped)} times within an hour of a trip, {told} times it was announced")


SOON = 3600


def is_judged(cap, last):
    """Windows too short for the looks may trip and reset unseen; hard caps on money turn away what would not fit, and stop
    short of their maximum."""
    is_seen = cap["expires"] and cap["started"] and cap["expires"] - cap["started"] >= 4 * 3600 and cap["expires"] <= last
    is_counted = cap["metric"] not in ("payout", "revenue")
    return is_seen and is_counted and cap["count"] < cap["maximum"] and cap["outcome"] is not None


if __name__ == "__main__":
    main()
