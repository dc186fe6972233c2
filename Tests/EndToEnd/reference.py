#!/usr/bin/env python3
"""An independent client of both APIs, for the end-to-end tests to compare captop with. Shares no code with it.

    reference.py compare BASE KEY FILE     sets what both APIs say against what `captop once --format json` wrote to
                                           FILE, prints one line a difference, then "compared N"
    reference.py post BASE KEY             posts clicks, conversions and leads one after the other until the server
                                           goes away; prints what each answered event counts in
    reference.py change BASE KEY           makes one change after the other until the server goes away: the first custom
                                           cap's limit, the first flow's first cap's maximum, a new tier; prints what each
                                           answered one was
    reference.py csv JSON CSV              sets the two outputs of captop once against each other, row by row
    reference.py counters BASE KEY         prints the sums of all events ever counted, as "NAME COUNT"
"""
import base64
import csv
import email.utils
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
import zoneinfo
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

METRICS = {"conversion": "cv", "payout": "payout", "click": "unique_click", "revenue": "revenue"}
PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "global": "global"}


class Upstream:
    def __init__(self, base, key):
        self.base = base
        self.everflow = {"X-Eflow-API-Key": key}
        self.leads = {"Authorization": "Basic " + base64.b64encode(f"API:{key}".encode()).decode()}
        self.date = None

    def ask(self, path, headers, body=None, method=None):
        data = None if body is None else json.dumps(body, default=float).encode()
        request = urllib.request.Request(
            self.base + path, data=data, headers={"Accept": "application/json", **headers}, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    self.date = email.utils.parsedate_to_datetime(answer.headers["Date"])
                    return json.loads(answer.read(), parse_float=Decimal)
            except urllib.error.HTTPError as refusal:
                # Nothing was done: the budget of requests is spent, and grows by thirty a second.
                if refusal.code != 429:
                    raise
                time.sleep(0.1)

    def pages(self, path, name, body=None):
        """Every row of a paged list, in pages of a size that captop does not use."""
        rows, page = [], 1
        while True:
            answer = self.ask(f"/v1/networks/{path}?page={page}&page_size=333", self.everflow, body)
            rows += answer[name]
            if not answer[name] or page * 333 >= answer["paging"]["total_count"]:
                return rows
            page += 1


def midnight(day, zone):
    """The first instant of a local date, found by looking at the clock hour by hour, then second by second."""
    low = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) - 16 * 3600
    high = low + 32 * 3600
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).date() >= day:
            high = middle
        else:
            low = middle
    return high


def months_on(day, count):
    month = day.month - 1 + count
    return date(day.year + month // 12, month % 12 + 1, 1)


def window(unit, length, zone, now):
    """First instant of the running window and of the next one, in seconds; None for global."""
    if unit == "global":
        return None
    today = datetime.fromtimestamp(now, zone).date()
    if unit == "day":
        return midnight(today, zone), midnight(today + timedelta(days=length), zone)
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        return midnight(monday, zone), midnight(monday + timedelta(days=7 * length), zone)
    if unit == "month":
        first = today.replace(day=1)
        return midnight(first, zone), midnight(months_on(first, length), zone)
    size = {"minute": 60, "hour": 3600}[unit]
    offset = int(datetime.fromtimestamp(now, zone).utcoffset().total_seconds())
    start = (now + offset) // size * size - offset
    return start, start + size * length


# Everflow


def limits(row):
    for word, unit in PERIODS.items():
        for metric in METRICS:
            maximum = row.get(f"{word}_{metric}_cap") or 0
            if maximum > 0:
                yield word, unit, metric, maximum


class Reports:
    """Usage by offer and affiliate, asked once for each zone, currency and period."""

    def __init__(self, upstream, now, oldest):
        self.upstream, self.now, self.oldest = upstream, now, oldest
        self.known = {}

    def count(self, zone_id, zone, currency, unit, metric, offer, affiliate):
        key = (zone_id, currency, unit)
        if key not in self.known:
            self.known[key] = self.read(zone_id, zone, currency, unit)
        return self.known[key][(offer, affiliate)].get(METRICS[metric], 0)

    def read(self, zone_id, zone, currency, unit):
        today = datetime.fromtimestamp(self.now, zone).date()
        first = {
            "day": today, "week": today - timedelta(days=today.weekday()), "month": today.replace(day=1),
            "global": self.oldest - timedelta(days=1),
        }[unit]
        sums = defaultdict(lambda: defaultdict(Decimal))
        while first <= today:
            last = min(today, first + timedelta(days=299))
            answer = self.upstream.ask("/v1/networks/reporting/entity/table", self.upstream.everflow, {
                "from": first.isoformat(), "to": last.isoformat(), "timezone_id": zone_id, "currency_id": currency,
                "columns": [{"column": "affiliate"}, {"column": "offer"}],
            })
            if answer.get("incomplete_results"):
                raise SystemExit("the report is cut: use fewer caps")
            for row in answer["table"]:
                ids = {column["column_type"]: int(column["id"]) for column in row["columns"]}
                for metric in METRICS.values():
                    sums[(ids["offer"], ids["affiliate"])][metric] += Decimal(row["reporting"][metric])
            first = last + timedelta(days=1)
        return sums


def everflow(upstream, now):
    network = upstream.ask("/v1/networks", upstream.everflow)
    zones = {z["timezone_id"]: z["timezone"] for z in upstream.ask("/v1/meta/timezones", upstream.everflow)["timezones"]}
    offers = {o["network_offer_id"]: o for o in upstream.pages("offers", "offers")}
    table = {o["network_offer_id"]: o for o in upstream.pages("offerstable", "offers", {})}
    affiliates = {a["network_affiliate_id"]: a["name"] for a in upstream.pages("affiliates", "affiliates")}
    groups = upstream.ask("/v1/networks/offergroups", upstream.everflow)["offer_groups"]
    oldest = min(datetime.fromtimestamp(o["time_created"], timezone.utc).date() for o in offers.values())
    reports = Reports(upstream, now, oldest)
    own = network["reporting_timezone_id"]

    def meter(kind, key, word, unit, metric, maximum, zone_id, row, remaining=None, **more):
        zone = zoneinfo.ZoneInfo(zones[zone_id])
        span = window(unit, 1, zone, now)
        if remaining is None:
            count = reports.count(zone_id, zone, more["currency"], unit, metric, *more.pop("pair"))
        else:
            count = maximum - remaining[f"remaining_{word}_{metric}_cap"]
        return f"{kind}:{key}/{metric}/{unit}", {
            "scope": kind, "metric": metric, "period": (unit, 1), "maximum": maximum, "count": count,
            "started_at": span and span[0] * 1000, "expires_at": span and span[1] * 1000,
            "time_zone": zones[zone_id], "is_soft_cap": bool(row["is_soft_cap"]), "name": row["name"],
            "currency": more["currency"] if metric in ("payout", "revenue") else None,
            "offer": more.get("offer"), "affiliate": more.get("affiliate"),
        }

    found = []
    for cap in upstream.pages("custom/caps", "custom_cap_settings"):
        offer = offers[cap["network_offer_id"]]
        affiliate = cap["network_affiliate_id"]
        for word, unit, metric, maximum in limits(cap):
            found.append(meter(
                "custom", cap["network_custom_cap_setting_id"], word, unit, metric, maximum,
                offer["caps_timezone_id"] or own, cap, currency=offer["currency_id"],
                pair=(offer["network_offer_id"], affiliate), offer=(str(offer["network_offer_id"]), offer["name"]),
                affiliate=(str(affiliate), affiliates[affiliate])))
    for key, offer in offers.items():
        for word, unit, metric, maximum in limits(offer):
            found.append(meter(
                "offer", key, word, unit, metric, maximum, offer["caps_timezone_id"] or own, offer,
                table[key]["relationship"]["remaining_caps"], currency=offer["currency_id"],
                offer=(str(key), offer["name"])))
    for group in groups:
        for word, unit, metric, maximum in limits(group):
            found.append(meter(
                "group", group["network_offer_group_id"], word, unit, metric, maximum, own, group,
                group["relationship"]["remaining_caps"], currency=group["currency_id"]))
    return found


# LeadConduit


def milliseconds(text):
    return round(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def leadconduit(upstream, now):
    account = upstream.ask("/account", upstream.leads)
    counters = {c["id"]: c for c in upstream.ask("/caps", upstream.leads)}
    found = []

    def walk(caps, scope, flow, source, parent):
        for cap in caps or []:
            counter = counters.get(cap["id"])
            unit, length = cap["duration_units"], cap["duration"]
            zone = cap.get("time_zone") or account["time_zone"]
            if counter:
                span = milliseconds(counter["started_at"]), milliseconds(counter["expires_at"])
            else:
                start, end = window(unit, length, zoneinfo.ZoneInfo(zone), now)
                span = start * 1000, end * 1000 - 1
            row = {
                "scope": scope, "metric": "lead", "period": (unit, length), "maximum": cap["maximum"],
                "count": counter["count"] if counter else 0, "started_at": span[0], "expires_at": span[1],
                "time_zone": zone, "is_soft_cap": False, "offer": (flow["id"], flow["name"]), "affiliate": source,
                "failed_count": counter["failed_count"] if counter else 0, "parent": parent,
            }
            if cap.get("name"):
                row["name"] = cap["name"]
            found.append((f"cap:{cap['id']}", row))
            walk(cap.get("caps"), scope, flow, source, f"cap:{cap['id']}")

    for flow in upstream.ask("/flows", upstream.leads):
        walk(flow.get("caps"), "flow", flow, None, None)
        for source in flow["sources"]:
            walk(source.get("caps"), "source", flow, (source["entity"]["id"], source["entity"]["name"]), None)
        for step in flow["steps"]:
            walk(step.get("caps"), "step", flow, None, None)
    return found


# Comparing


def stated(cap):
    """One of captop's caps in the form of the rows above."""
    def pair(named):
        return named and (named["id"], named["name"])

    def instant(text):
        return text and milliseconds(text)

    return {
        **{name: cap[name] for name in ["scope", "metric", "maximum", "count", "time_zone", "is_soft_cap", "name"]},
        "period": (cap["period"]["unit"], cap["period"]["length"]), "offer": pair(cap["offer"]),
        "affiliate": pair(cap["affiliate"]), "started_at": instant(cap["started_at"]),
        "expires_at": instant(cap["expires_at"]), "failed_count": cap["failed_count"],
        "parent": cap["parent"] and cap["parent"].partition("/")[2], "currency": cap.get("currency"),
    }


def compare(upstream, path):
    with open(path, encoding="utf-8") as file:
        output = json.load(file, parse_float=Decimal)
    upstream.ask("/account", upstream.leads)
    instants = {n["kind"]: milliseconds(n["as_of"]) // 1000 for n in output["networks"]}
    for kind, instant in instants.items():
        if not -3 <= upstream.date.timestamp() - instant <= 60:
            print(f"{kind}: as of {instant}, but the server's clock is at {upstream.date.timestamp()}")
    expected = {f"acme/{key}": row for key, row in everflow(upstream, instants["everflow"])}
    expected.update({f"leads/{key}": row for key, row in leadconduit(upstream, instants["leadconduit"])})
    seen = {cap["id"]: stated(cap) for cap in output["caps"]}
    if len(seen) != len(output["caps"]):
        print(f"{len(output['caps'])} caps listed under {len(seen)} ids")
    for key in sorted(expected.keys() | seen.keys()):
        if key not in seen or key not in expected:
            print(f"{key}: {'not listed' if key not in seen else 'listed, but there is none'}")
            continue
        for name, value in expected[key].items():
            if seen[key][name] != value:
                print(f"{key}: {name} is {value}, listed as {seen[key][name]}")
    print(f"compared {len(expected)}")


def flattened(cap):
    """A cap of the JSON as the CSV's columns, all text."""
    def text(value):
        if value is None:
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)

    row = {}
    for name, value in cap.items():
        if name == "period":
            row["period_unit"], row["period_length"] = value["unit"], text(value["length"])
        elif name in ("affiliate", "offer"):
            row[f"{name}_id"], row[f"{name}_name"] = (value["id"], value["name"]) if value else ("", "")
        else:
            row[name] = text(value)
    return row


def compare_csv(json_path, csv_path):
    with open(json_path, encoding="utf-8") as file:
        caps = json.load(file, parse_float=Decimal)["caps"]
    with open(csv_path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != len(caps):
        print(f"{len(caps)} caps in JSON, {len(rows)} in CSV")
    for cap, row in zip(caps, rows):
        for name, value in flattened(cap).items():
            same = row[name] == value
            if not same and name in ("count", "maximum", "utilisation") and value and row[name]:
                same = abs(Decimal(row[name]) - Decimal(value)) < Decimal("1e-9")
            # Two runs are two samples: what is forecast from them may move.
            if not same and name not in ("as_of", "trips_at"):
                print(f"{cap['id']}: {name} is {value} in JSON, {row[name]} in CSV")
    print(f"compared {len(rows)}")


# Events


def sources(upstream):
    for flow in upstream.ask("/flows", upstream.leads):
        for source in flow["sources"]:
            if flow["enabled"] and source.get("enabled", True) and not source.get("authentication_required"):
                yield flow["id"], source["entity"]["id"]


def totals(upstream):
    """What has been counted, from the other side of the API than where events go in."""
    today = datetime.now(timezone.utc).date()
    answer = upstream.ask("/v1/networks/reporting/entity/table", upstream.everflow, {
        "from": (today - timedelta(days=300)).isoformat(), "to": (today + timedelta(days=2)).isoformat(),
        "timezone_id": 67, "currency_id": "USD", "columns": [{"column": "offer"}, {"column": "affiliate"}],
    })
    for row in answer["table"]:
        ids = {column["column_type"]: column["id"] for column in row["columns"]}
        figures = row["reporting"]
        clicks = figures["unique_click"] + figures["invalid_click"]
        yield f"pair:{ids['offer']}:{ids['affiliate']}", clicks + figures["cv"] + figures["on_hold_conversion_count"]
    total = 0
    start = (datetime.now(timezone.utc) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for row in upstream.ask(f"/events/stats?start={start}&column=source-success&column=source-failure"
                            "&column=source-error", upstream.leads):
        total += row["source-success"] + row["source-failure"] + row["source-error"]
    yield "leads", total


def post(upstream):
    """Click, conversion and lead in turn; a line for each answer that has come in whole."""
    caps = upstream.pages("custom/caps", "custom_cap_settings")
    doors = list(sources(upstream))
    turn = 0
    try:
        while True:
            cap = caps[turn % 7 % len(caps)]
            offer, affiliate = cap["network_offer_id"], cap["network_affiliate_id"]
            for kind in ("click", "conversion"):
                upstream.ask("/sandbox/events", upstream.everflow, {
                    "type": kind, "offer_id": offer, "affiliate_id": affiliate})
                print(f"pair:{offer}:{affiliate}", flush=True)
            flow, source = doors[turn % len(doors)]
            upstream.ask(f"/flows/{flow}/sources/{source}/submit", {}, {
                "first_name": "Ada", "email": "ada@example.com", "state": "TX", "postal_code": "78701"})
            print("leads", flush=True)
            turn += 1
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return


def change(upstream):
    """PATCH, PUT and POST in turn, each with the next number; a line for each answer that has come in whole."""
    cap = upstream.pages("custom/caps", "custom_cap_settings")[0]["network_custom_cap_setting_id"]
    flow = upstream.ask("/flows", upstream.leads)[0]
    number = 0
    try:
        while True:
            number += 1
            upstream.ask("/v1/networks/custom/caps", upstream.everflow, {
                "network_custom_cap_setting_ids": [cap],
                "fields": [{"field_type": "daily_click_cap", "field_value": number}]}, method="PATCH")
            print("cap", number, flush=True)
            flow["caps"][0]["maximum"] = number
            upstream.ask(f"/flows/{flow['id']}", upstream.leads, flow, method="PUT")
            print("flow", number, flush=True)
            upstream.ask("/v1/networks/affiliatetiers", upstream.everflow, {
                "name": f"change {number}", "status": "active", "payout_margin": 0, "network_affiliate_ids": [],
                "is_default_tier": False, "labels": []})
            print("tier", number, flush=True)
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return


def main():
    command, base, key = sys.argv[1:4]
    if command == "csv":
        compare_csv(base, key)
        return
    upstream = Upstream(base, key)
    if command == "compare":
        compare(upstream, sys.argv[4])
    elif command == "post":
        post(upstream)
    elif command == "change":
        change(upstream)
    else:
        for name, count in totals(upstream):
            print(name, count)


if __name__ == "__main__":
    main()
