#!/usr/bin/env python3
"""An independent reader of the lists that `captop once --what` prints. Shares no code with captop.

    lists_reference.py BASE KEY WHAT FILE   sets what the APIs say of WHAT (offers, affiliates, payouts, commissions,
                                            tiers) against what `captop once --what WHAT --format json` wrote to FILE;
                                            prints one line a difference, then "compared N"
"""
import json
import pathlib
import sys
import zoneinfo
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "EndToEnd"))
from reference import Upstream, midnight, milliseconds, months_on  # noqa: E402

MONEY = {
    "payouts": ("payout", "network_custom_payout_revenue_setting_id"),
    "commissions": ("commission", "network_tiered_commission_id"),
    "tiers": ("tier", "network_affiliate_tier_id"),
}


def commission_days(commission, today):
    """First and last day that count, or None when none does."""
    first, last = {
        "daily": (today, today),
        "weekly": (today - timedelta(days=today.weekday()), today + timedelta(days=6 - today.weekday())),
        "monthly": (today.replace(day=1), months_on(today, 1) - timedelta(days=1)),
        "quarterly": (
            date(today.year, today.month - (today.month - 1) % 3, 1),
            months_on(date(today.year, today.month - (today.month - 1) % 3, 1), 3) - timedelta(days=1)),
        "global": (date.min, date.max),
    }[commission["period"]]
    if commission["start_date"]:
        first = max(first, date.fromisoformat(commission["start_date"]))
    if commission["end_date"]:
        last = min(last, date.fromisoformat(commission["end_date"]))
    return (first, last) if first <= today <= last else None


def progress(upstream, commission, offers, own, zones, now):
    """One row for each affiliate and offer of a running commission, from reports of one offer each."""
    names = {"payout": "payout", "revenue": "revenue", "sale_amount": "gross_sales", "conversion": "cv", "event": "event"}
    found = {}
    goals = {name: commission[f"{name}_goal"] for name in names if commission[f"{name}_goal"]}
    if commission["status"] != "active" or not goals:
        return found
    advertisers = commission["network_advertiser_ids"] or []
    ids = set(commission["network_offer_ids"] or [])
    ids |= {key for key, offer in offers.items() if offer["network_advertiser_id"] in advertisers}
    for key in ids:
        zone_id = offers[key]["caps_timezone_id"] or own
        zone = zoneinfo.ZoneInfo(zones[zone_id])
        today = datetime.fromtimestamp(now, zone).date()
        days = commission_days(commission, today)
        if not days:
            continue
        sums = defaultdict(lambda: defaultdict(Decimal))
        first = days[0]
        while first <= today:
            last = min(today, first + timedelta(days=299))
            answer = upstream.ask("/v1/networks/reporting/entity/table", upstream.everflow, {
                "from": first.isoformat(), "to": last.isoformat(), "timezone_id": zone_id,
                "currency_id": offers[key]["currency_id"], "columns": [{"column": "affiliate"}],
                "query": {"filters": [{"resource_type": "offer", "filter_id_value": str(key)}]}})
            for row in answer["table"]:
                for name, metric in names.items():
                    sums[int(row["columns"][0]["id"])][name] += Decimal(row["reporting"][metric])
            first = last + timedelta(days=1)
        everybody = commission["is_apply_all_affiliates"]
        for affiliate in (sums if everybody else commission["network_affiliate_ids"] or []):
            amounts = {name: sums[affiliate][name] for name in names}
            found[(affiliate, key)] = {
                **amounts, "is_reached": all(amounts[name] >= goal for name, goal in goals.items()),
                "started_at": midnight(days[0], zone) * 1000,
                "ends_at": days[1] < date.max and midnight(days[1] + timedelta(days=1), zone) * 1000 or None,
            }
    return found


def listed(upstream, what, now):
    """What a list should hold: the members of each row by its id."""
    network = upstream.ask("/v1/networks", upstream.everflow)
    zones = {z["timezone_id"]: z["timezone"] for z in upstream.ask("/v1/meta/timezones", upstream.everflow)["timezones"]}
    if what in ("offers", "affiliates"):
        noun, status = ("offer", "offer_status") if what == "offers" else ("affiliate", "account_status")
        members = [f"network_{noun}_id", "name", status]
        rows = {f"acme/{noun}:{row[members[0]]}": {name: row[name] for name in members}
                for row in upstream.pages(what, what)}
        for flow in upstream.ask("/flows", upstream.leads):
            status = "enabled" if flow["enabled"] else "disabled"
            if what == "offers":
                rows[f"leads/flow:{flow['id']}"] = {"name": flow["name"], "offer_status": status}
            for source in flow["sources"] if what == "affiliates" else []:
                rows[f"leads/entity:{source['entity']['id']}"] = {"name": source["entity"]["name"]}
        return rows
    noun, key = MONEY[what]
    if what == "payouts":
        rows = upstream.ask("/v1/networks/custom/payoutrevenue?page_size=2000", upstream.everflow)[
            "custom_payout_revenue_settings"]
        for row in rows:
            one = upstream.ask(f"/v1/networks/custom/payoutrevenue/{row[key]}?relationship=variables"
                               "&relationship=targeting", upstream.everflow)
            related = one.get("relationship") or {}
            row["variables"] = one.get("variables") or (related.get("variables") or {}).get("entries") or []
            row["ruleset"] = one.get("ruleset") or related.get("targeting") or related.get("ruleset")
    elif what == "commissions":
        rows = upstream.pages("tieredcommissions/table", "tiered_commissions", {})
        offers = {o["network_offer_id"]: o for o in upstream.pages("offers", "offers")}
        for row in rows:
            row["progress"] = progress(upstream, row, offers, network["reporting_timezone_id"], zones, now)
    else:
        rows = upstream.ask("/v1/networks/affiliatetiers", upstream.everflow)["tiers"]
    for row in rows:
        row.pop("relationship", None)
    return {f"acme/{noun}:{row[key]}": row for row in rows}


def plain(value, name):
    """A member of captop's in the form of the rows above."""
    if name == "progress":
        return {(run["network_affiliate_id"], run["network_offer_id"]): {
            "started_at": run["started_at"] and milliseconds(run["started_at"]),
            "ends_at": run["ends_at"] and milliseconds(run["ends_at"]),
            **{name: run[name] for name in ("payout", "revenue", "sale_amount", "conversion", "event", "is_reached")},
        } for run in value}
    return value


def nothing(value):
    """Whether a rule set says nothing, however it says so."""
    return not value or (isinstance(value, dict) and all(nothing(v) for k, v in value.items() if not k.endswith("_id")))


def compare_list(upstream, what, path):
    with open(path, encoding="utf-8") as file:
        output = json.load(file, parse_float=Decimal)
    instant = next(milliseconds(n["as_of"]) // 1000 for n in output["networks"] if n["kind"] == "everflow")
    expected = listed(upstream, what, instant)
    seen = {row["id"]: row for row in output[what]}
    for key in sorted(expected.keys() | seen.keys()):
        if key not in seen or key not in expected:
            print(f"{key}: {'not listed' if key not in seen else 'listed, but there is none'}")
            continue
        for name, value in expected[key].items():
            found = plain(seen[key].get(name), name)
            if found != value and not (nothing(found) and nothing(value)):
                print(f"{key}: {name} is {value}, listed as {found}")
    print(f"compared {len(expected)}")


base, key, what, path = sys.argv[1:5]
compare_list(Upstream(base, key), what, path)
