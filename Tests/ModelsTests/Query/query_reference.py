#!/usr/bin/env python3
"""An independent reader of captop's query language over the JSON of `captop once`. Shares no code with captop.

    query_reference.py ids FILE QUERY...        one line a query: the ids that match, in the file's order, by spaces
    query_reference.py random FILE SEED COUNT   made-up queries with what they must find: QUERY, a tab, ids by spaces

FILE may have members that `once` does not print: networks with `account`, `groups` and `now`, caps with `step`, `rules`,
`is_enabled`, `precision`, `window_estimated`, `zone_assumed`, `forecast` (rate, odds, pace, projected). Random queries ask only for fields that FILE has.
"""
import json
import random
import re
import sys
from datetime import datetime, timezone
from decimal import Decimal
from fractions import Fraction

ALIASES = {
    "env": "environment", "source": "affiliate", "flow": "offer", "max": "maximum", "util": "utilisation",
    "failed": "failed_count", "is_soft_cap": "soft", "zone": "time_zone", "rule": "rules", "resets": "expires",
}
FLAGS = ["hard", "soft", "enabled", "disabled", "window_estimated", "zone_assumed"]
WORDS = {
    "kind": ["everflow", "leadconduit"], "environment": ["production", "staging", "sandbox"],
    "scope": ["offer", "custom", "group", "flow", "source", "step"],
    "metric": ["conversion", "click", "payout", "revenue", "lead"],
    "unit": ["minute", "hour", "day", "week", "month", "global"],
    "state": ["over", "at-limit", "near", "calm", "unused", "disabled", "unknown"],
    "precision": ["exact", "derived", "unknown"],
}
TEXTS = [
    "network", "account", "id", "name", "parent", "affiliate", "affiliate_id", "offer", "offer_id", "group", "group_id",
    "step", "step_id", "period", "time_zone", "currency", "rules",
]
NUMBERS = ["length", "count", "maximum", "left", "failed_count", "rate", "projected"]
PERCENTS = ["utilisation", "elapsed", "odds", "pace"]
DURATIONS = ["expires", "started", "age", "trips"]
FORECAST = ["rate", "projected", "odds", "pace"]
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds(text):
    return Fraction(Decimal(str(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())))


def number(value):
    return None if value is None else Fraction(value)


class Cap:
    """One cap as it is shown at the moment its network was asked."""

    def __init__(self, row, networks):
        self.id = row["id"]
        self.row = row
        self.network = networks[row["network"]]
        self.now = seconds(self.network.get("now", self.network["as_of"]))
        self.start, self.end = (row[name] and seconds(row[name]) for name in ("started_at", "expires_at"))
        self.count, self.maximum = number(row["count"]), number(row["maximum"])
        self.failed = number(row["failed_count"])
        if self.end is not None and self.end < self.now and self.count is not None:
            self.count, self.failed = Fraction(0), None if self.failed is None else Fraction(0)

    def object_id(self):
        kind, key = self.id.partition("/")[2].split(":", 1)
        return kind, key if kind == "cap" else key.split("/")[0]

    def named(self, member):
        value = self.row.get(member)
        return [value["name"], value["id"]] if value else []

    def groups(self):
        kind, key = self.object_id()
        if kind == "group":
            return [(self.row["name"], key)]
        offer = self.row["offer"]
        return [(g["name"], g["id"]) for g in self.network.get("groups", []) if offer and offer["id"] in g["offer_ids"]]

    def period(self):
        unit, length = self.row["period"]["unit"], self.row["period"]["length"]
        return unit if length == 1 else f"{length} {unit}"

    def texts(self, field):
        row, (kind, key) = self.row, self.object_id()
        return {
            "network": lambda: [row["network"]],
            "account": lambda: [self.network["account"]] if self.network.get("account") else [],
            "id": lambda: [key, f"{row['network']}/{kind}:{key}", row["id"]],
            "name": lambda: [row["name"]],
            "parent": lambda: [row["parent"], row["parent"].split(":", 1)[1]] if row["parent"] else [],
            "affiliate": lambda: self.named("affiliate"), "affiliate_id": lambda: self.named("affiliate")[1:],
            "offer": lambda: self.named("offer"), "offer_id": lambda: self.named("offer")[1:],
            "step": lambda: self.named("step"), "step_id": lambda: self.named("step")[1:],
            "group": lambda: [text for group in self.groups() for text in group],
            "group_id": lambda: [group[1] for group in self.groups()],
            "period": lambda: [self.period()],
            "time_zone": lambda: [row["time_zone"]],
            "currency": lambda: [row["currency"]] if row.get("currency") else [],
            "rules": lambda: row.get("rules", []),
        }[field]()

    def state(self):
        if not self.row.get("is_enabled", True):
            return "disabled"
        if self.count is None or not self.maximum or self.maximum < 0:
            return "unknown"
        if self.count >= self.maximum:
            return "over" if self.count > self.maximum else "at-limit"
        if self.count <= 0:
            return "unused"
        return "near" if self.count / self.maximum >= Fraction(8, 10) else "calm"

    def word(self, field):
        if field in ("kind", "environment"):
            return self.network[field]
        if field == "unit":
            return self.row["period"]["unit"]
        return self.state() if field == "state" else self.row[field]

    def flag(self, field):
        enabled, soft = self.row.get("is_enabled", True), self.row["is_soft_cap"]
        return {
            "hard": not soft, "soft": soft, "enabled": enabled, "disabled": not enabled,
            "window_estimated": self.row.get("window_estimated", False),
            "zone_assumed": self.row.get("zone_assumed", False),
        }[field]

    def amount(self, field):
        if field == "utilisation":
            return self.count / self.maximum * 100 if self.count is not None and (self.maximum or 0) > 0 else None
        if field == "elapsed":
            if self.start is None or self.end is None:
                return None
            return min(Fraction(100), max(Fraction(0), (self.now - self.start) / (self.end - self.start) * 100))
        if field == "left":
            return None if None in (self.count, self.maximum) else self.maximum - self.count
        if field in FORECAST:
            return number((self.row.get("forecast") or {}).get(field))
        if field in DURATIONS:
            trips = self.row.get("trips_at")
            first, last = {
                "expires": (self.now, self.end), "started": (self.start, self.now),
                "age": (seconds(self.row["as_of"]), self.now), "trips": (self.now, trips and seconds(trips)),
            }[field]
            return None if None in (first, last) else max(Fraction(0), last - first)
        return {
            "length": number(self.row["period"]["length"]), "count": self.count, "maximum": self.maximum,
            "failed_count": self.failed,
        }[field]

    def has_word(self, word):
        kind, key = self.object_id()
        places = [
            f"{self.row['network']}/{kind}:{key}", self.id, f"{self.row['metric']}/{self.period()}", self.row["scope"],
            self.row["name"], self.period(), self.row["metric"], "soft" if self.row["is_soft_cap"] else "hard",
        ] + self.named("affiliate") + self.named("offer") + self.named("step")
        return any(word.lower() in place.lower() for place in places)


# What a query says: ("word", text), ("cmp", field, sign, value, is_quoted), ("not", x), ("and", [..]), ("or", [..])


def amounts(field, text):
    """The two ends of a number or a range; None for an open one."""
    def one(part):
        if not part:
            return None
        part = part.lower()
        if field in DURATIONS:
            return sum(Fraction(Decimal(n)) * UNITS[u] for n, u in re.findall(r"([0-9.]+)([smhdw])", part))
        if field in PERCENTS:
            part = part.rstrip("%")
        scale = {"k": 1000, "m": 1000000}.get(part[-1], 1)
        return Fraction(Decimal(part if scale == 1 else part[:-1])) * scale
    low, dots, high = text.partition("..")
    return (one(low), one(high)) if dots else (one(low), one(low))


def compared(cap, field, sign, value, is_quoted):
    field = ALIASES.get(field.lower(), field.lower())
    wanted = value.lower()
    if field in FLAGS:
        return (cap.flag(field) == (wanted in ("yes", "true"))) != (sign == "!=")
    if field in WORDS:
        wanted = {"conv": "conversion", "prod": "production", "at limit": "at-limit"}.get(wanted, wanted)
        return (cap.word(field) == wanted) != (sign == "!=")
    asks_none = wanted == "none" and not is_quoted and sign in ("=", "==", "!=")
    if field in TEXTS:
        texts = [text.lower() for text in cap.texts(field)]
        if asks_none:
            return (not texts) != (sign == "!=")
        if not texts:
            return False
        found = any(wanted in text if sign == ":" else wanted == text for text in texts)
        return found != (sign == "!=")
    amount = cap.amount(field)
    if asks_none:
        return (amount is None) != (sign == "!=")
    if amount is None:
        return False
    low, high = amounts(field, value)
    return {
        "<": lambda: amount < low, "<=": lambda: amount <= low, ">": lambda: amount > low, ">=": lambda: amount >= low,
    }.get(sign, lambda: ((low is None or amount >= low) and (high is None or amount <= high)) != (sign == "!="))()


def holds(tree, cap):
    kind = tree[0]
    if kind == "word":
        return cap.has_word(tree[1])
    if kind == "cmp":
        return compared(cap, *tree[1:])
    if kind == "not":
        return not holds(tree[1], cap)
    return (all if kind == "and" else any)(holds(part, cap) for part in tree[1])


# Reading: by regular expressions and recursive descent, for well-formed texts only

TERM = re.compile(r'\s*(?:(?P<paren>[()])|(?P<cmp>(?P<field>[A-Za-z_]+)\s*(?P<sign>>=|<=|!=|==?|<|>|:)\s*'
                  r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<value>[^\s()"=<>]+)))|"(?P<text>(?:[^"\\]|\\.)*)"'
                  r'|(?P<word>[^\s()"=<>]+))')
OBJECTS = ("custom", "cap")


def pieces(text):
    place, found = 0, []
    text = text.rstrip()
    while place < len(text):
        match = TERM.match(text, place)
        if match.group("cmp") and match.group("sign") == ":" and match.group("field").lower() in OBJECTS:
            end = re.compile(r"\S+").match(text, match.start("field")).end()
            found.append(("word", text[match.start("field"):end]))
            place = end
            continue
        if match.group("paren"):
            found.append(match.group("paren"))
        elif match.group("cmp"):
            quoted = match.group("quoted")
            value = match.group("value") if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            found.append(("cmp", match.group("field"), match.group("sign"), value, quoted is not None))
        elif match.group("text") is not None:
            found.append(("word", re.sub(r"\\(.)", r"\1", match.group("text"))))
        else:
            word = match.group("word")
            flag = ALIASES.get(word.lower(), word.lower())
            if word.lower() in ("and", "or", "not"):
                found.append(word.lower())
            else:
                found.append(("cmp", flag, "=", "yes", False) if flag in FLAGS else ("word", word))
        place = match.end()
    return found


def parse(text):
    rest = pieces(text)

    def either():
        parts = [both()]
        while rest and rest[0] == "or":
            rest.pop(0)
            parts.append(both())
        return ("or", parts)

    def both():
        parts = [one()]
        while rest and rest[0] not in ("or", ")"):
            if rest[0] == "and":
                rest.pop(0)
            parts.append(one())
        return ("and", parts)

    def one():
        first = rest.pop(0)
        if first == "not":
            return ("not", one())
        if first == "(":
            inner = either()
            assert rest.pop(0) == ")"
            return inner
        return first

    tree = either() if rest else ("and", [])
    assert not rest, rest
    return tree


# Making up


class Maker:
    def __init__(self, caps, seed):
        self.caps, self.chance = caps, random.Random(seed)

    def tree(self, depth):
        kind = self.chance.choice(["cmp"] * 4 + ["word"] + (["not", "and", "or"] * depth))
        if kind == "not":
            return ("not", self.tree(depth - 1))
        if kind in ("and", "or"):
            return (kind, [self.tree(depth - 1) for _ in range(self.chance.randint(2, 3))])
        return self.word() if kind == "word" else self.comparison()

    def word(self):
        cap = self.chance.choice(self.caps)
        source = self.chance.choice([cap.row["name"], cap.id, cap.row["metric"], cap.period()] + cap.named("affiliate"))
        start = self.chance.randrange(len(source))
        return ("word", source[start:start + self.chance.randint(1, 6)].strip() or "day")

    def comparison(self):
        pick, cap = self.chance.choice, self.chance.choice(self.caps)
        kind = pick(["flag", "word", "text", "number", "number", "percent", "percent", "duration"])
        if kind == "flag":
            return ("cmp", pick([f for f in FLAGS if self.has(f)]), pick(["=", "!=", ":"]), pick(["yes", "no"]), False)
        if kind == "word":
            field = pick([f for f in WORDS if self.has(f)])
            return ("cmp", field, pick(["=", "!=", ":"]), pick(WORDS[field]), False)
        if kind == "text":
            field = pick([f for f in TEXTS if self.has(f)])
            text = pick(cap.texts(field) or ["none"])
            sign = pick(["=", "!=", ":"])
            if sign == ":":
                start = self.chance.randrange(len(text))
                text = text[start:start + self.chance.randint(1, 5)]
            return ("cmp", field, sign, text, text != "none")
        fields = {"number": NUMBERS, "percent": PERCENTS, "duration": DURATIONS}[kind]
        field = pick([f for f in fields if self.has(f)])
        sign = pick(["=", "!=", "<", "<=", ">", ">=", ":"])
        ends = sorted((self.amount(field), self.amount(field)), key=lambda text: amounts(field, text)[0])
        if sign in ("=", "!=", ":") and self.chance.random() < 0.6:
            return ("cmp", field, sign, pick(["{}..{}", "{}..", "..{1}"]).format(*ends), False)
        return ("cmp", field, sign, pick(ends), False)

    def has(self, field):
        """Whether the file says anything of it."""
        rows = [cap.row for cap in self.caps]
        if field in ("enabled", "disabled", "state"):
            return all("is_enabled" in row for row in rows)
        if field in ("precision", "window_estimated", "zone_assumed", "rules", "step", "step_id"):
            return all(field.removesuffix("_id") in row for row in rows)
        if field in FORECAST:
            return all("forecast" in row for row in rows)
        if field in ("account", "group", "group_id"):
            return all("groups" in cap.network for cap in self.caps)
        return True

    def amount(self, field):
        """A value of that field, sometimes a little beside it, in one of its spellings."""
        value = self.chance.choice([cap.amount(field) for cap in self.caps])
        value = round(value or 0) + self.chance.choice([-1, 0, 0, 0, 1])
        if field in DURATIONS:
            value = max(0, value)
            unit = self.chance.choice("smhdw")
            whole, rest = divmod(value, UNITS[unit])
            return f"{whole}{unit}{rest}s" if rest else f"{whole}{unit}"
        if field in PERCENTS:
            return f"{max(0, value)}" + self.chance.choice(["", "%"])
        if value % 100 == 0 and value > 0 and self.chance.random() < 0.5:
            return f"{value // 1000}.{value // 100 % 10}" + self.chance.choice("kK")
        return str(value)

    def text(self, tree, loose=0):
        """The tree as somebody might type it. `loose` is how much the surroundings hold on: 1 in and, 2 in not."""
        kind, chance = tree[0], self.chance.random
        if kind == "word":
            return '"' + tree[1].replace("\\", "\\\\").replace('"', '\\"') + '"'
        if kind == "cmp":
            field = self.chance.choice([tree[1]] + [a for a, name in ALIASES.items() if name == tree[1]])
            field = field.upper() if chance() < 0.2 else field
            value = '"' + tree[3].replace('"', '\\"') + '"' if tree[4] else tree[3]
            gap = self.chance.choice(["", " "])
            if tree[1] in FLAGS and (tree[2], tree[3]) == ("=", "yes"):
                return field
            return field + gap + tree[2] + gap + value
        if kind == "not":
            text = self.chance.choice(["not ", "NOT  "]) + self.text(tree[1], 2)
        elif kind == "and":
            text = self.chance.choice([" and ", " ", " AND "]).join(self.text(part, 1) for part in tree[1])
        else:
            text = self.chance.choice([" or ", " OR "]).join(self.text(part, 0) for part in tree[1])
        binds = {"not": 2, "and": 1, "or": 0}[kind]
        return f"({text})" if binds < loose or chance() < 0.1 else text


def main():
    command, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        data = json.load(file, parse_float=Decimal)
    networks = {network["name"]: network for network in data["networks"]}
    caps = [Cap(row, networks) for row in data["caps"]]

    def found(tree):
        return " ".join(cap.id for cap in caps if holds(tree, cap))

    if command == "ids":
        print("\n".join(found(parse(query)) for query in sys.argv[3:]))
        return
    maker = Maker(caps, int(sys.argv[3]))
    for _ in range(int(sys.argv[4])):
        tree = maker.tree(3)
        text = maker.text(tree)
        assert found(parse(text)) == found(tree), text
        print(f"{text}\t{found(tree)}")


main()
