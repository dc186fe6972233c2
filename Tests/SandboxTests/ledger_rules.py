# Works out apart from the sandbox what conversions, events and clicks earn and what every cap counts: in decimal arithmetic,
# from the wire objects (Everflow reference, sections 2, 3, 9, 10, 11) and the readings that docs/sandbox.md states. Part of
# ledger_reference.py.
import datetime
import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

ZERO, HUNDRED = Decimal(0), Decimal(100)
MILLIONTH, CENT = Decimal("0.000001"), Decimal("0.01")
BUCKET = 900
NETWORK_ZONE = "America/New_York"


def millionths(value):
    return int(value * 1000000)


def number(value):
    return Decimal(str(value or 0))


def percent(base, share):
    return (base * share / HUNDRED).quantize(MILLIONTH, ROUND_HALF_UP)


def cents(value):
    return value.quantize(CENT, ROUND_HALF_UP)


# --- calendars ----------------------------------------------------------------------------------------------------------

DATES = {}


def date_in(zone, seconds):
    key = (zone, seconds)
    if key not in DATES:
        DATES[key] = datetime.datetime.fromtimestamp(seconds, ZoneInfo(zone)).date()
    return DATES[key]


def windows(date):
    monday = date - datetime.timedelta(days=date.weekday())
    return (("day", date), ("week", monday), ("month", date.year, date.month), ("global",))


def day_of(text):
    return datetime.date.fromisoformat(text) if text else None


def commission_days(commission, date):
    if commission["period"] == "daily":
        first = last = date
    elif commission["period"] == "weekly":
        first = date - datetime.timedelta(days=date.weekday())
        last = first + datetime.timedelta(days=6)
    elif commission["period"] in ("monthly", "quarterly"):
        length = 1 if commission["period"] == "monthly" else 3
        month = (date.month - 1) // length * length
        first = datetime.date(date.year, month + 1, 1)
        after = month + length
        last = datetime.date(date.year + after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1)
    else:
        first, last = datetime.date.min, datetime.date.max
    first = max(first, day_of(commission["start_date"]) or first)
    last = min(last, day_of(commission["end_date"]) or last)
    return (first, last) if first <= date <= last else None


# --- the account --------------------------------------------------------------------------------------------------------

PERIODS, METRICS = ["daily", "weekly", "monthly", "global"], ["conversion", "payout", "click", "revenue"]
GOALS = ["payout", "revenue", "sale_amount", "conversion", "event"]
LISTS = {"countries": "country_id", "platforms": "platform_id", "browsers": "browser_id", "cities": "city_id"}


class Network:
    def __init__(self, account, database):
        zones = {row["timezone_id"]: row["timezone"] for row in account["timezones"]}
        self.offers = {row["network_offer_id"]: row for row in account["offers"]}
        for offer in self.offers.values():
            offer["zone"] = zones.get(offer["caps_timezone_id"], NETWORK_ZONE)
            offer["entries"] = offer["relationship"]["payout_revenue"]["entries"]
        self.affiliates = {row["network_affiliate_id"]: row for row in account["affiliates"]}
        self.groups = {row["network_offer_group_id"]: row for row in account["groups"]}
        self.caps = {(row["network_offer_id"], row["network_affiliate_id"]): row for row in account["caps"]}
        self.settings = {row["network_custom_payout_revenue_setting_id"]: row for row in account["settings"]}
        self.commissions = {row["network_tiered_commission_id"]: row for row in account["commissions"]}
        self.tiers = {row["network_affiliate_tier_id"]: row for row in account["tiers"]}
        self.counters, self.days, self.spans, self.reports = {}, {}, {}, {}
        self.earned, self.settled = {}, set()
        history = sqlite3.connect("file:%s?mode=ro" % database, uri=True).execute(
            "SELECT bucket / 1000, offer_id, affiliate_id, unique_clicks, invalid_clicks, conversions, payout, revenue FROM ledger")
        for at, offer, affiliate, clicks, invalid, conversions, payout, revenue in history:
            gain = {"unique_click": Decimal(clicks), "invalid_click": Decimal(invalid), "cv": Decimal(conversions),
                    "payout": Decimal(payout) / 1000000, "revenue": Decimal(revenue) / 1000000}
            self.count((offer, affiliate), at, gain)
            if conversions:
                self.earned.setdefault((offer, affiliate), []).append(
                    [at, 0, gain["payout"] / conversions, gain["revenue"] / conversions, conversions])

    # Adds to whatever counts the pair's traffic of an instant.
    def count(self, pair, at, gain):
        offer = self.offers[pair[0]]
        date = date_in(offer["zone"], at)
        counted = (gain.get("cv", ZERO), gain.get("payout", ZERO), gain.get("unique_click", ZERO), gain.get("revenue", ZERO))
        for window in windows(date):
            self.tally(("offer", pair[0], window), counted)
            self.tally(("pair", pair, window), counted)
        if offer["network_offer_group_id"]:
            for window in windows(date_in(NETWORK_ZONE, at)):
                self.tally(("group", offer["network_offer_group_id"], window), counted)
        goals = (gain.get("payout", ZERO) + gain.get("event_payout", ZERO),
                 gain.get("revenue", ZERO) + gain.get("event_revenue", ZERO),
                 gain.get("sales", ZERO), gain.get("cv", ZERO), gain.get("event", ZERO))
        days = self.days.setdefault(pair, {})
        days[date] = [a + b for a, b in zip(days.get(date, [ZERO] * 5), goals)]
        for (first, last), sums in self.spans.get(pair, {}).items():
            if first <= date <= last:
                sums[:] = [a + b for a, b in zip(sums, goals)]
        if date_in("UTC", at).year == 2026:
            row = self.reports.setdefault(pair, {})
            for name, value in gain.items():
                row[name] = row.get(name, ZERO) + value

    def tally(self, key, gain):
        known = self.counters.get(key)
        self.counters[key] = list(gain) if known is None else [a + b for a, b in zip(known, gain)]

    def used(self, kind, owner, zone, at):
        none = [ZERO] * 4
        return [self.counters.get((kind, owner, window), none) for window in windows(date_in(zone, at))]

    # What counted in a span of days, kept once it has been asked for.
    def amounts(self, pair, span):
        spans = self.spans.setdefault(pair, {})
        if span not in spans:
            inside = [sums for date, sums in self.days.get(pair, {}).items() if span[0] <= date <= span[1]]
            spans[span] = [sum(column, ZERO) for column in zip(*inside)] if inside else [ZERO] * 5
        return spans[span]


# --- what is paid by ----------------------------------------------------------------------------------------------------

def compare(method, found, wanted):
    if method == "exact_match":
        return found == wanted
    if method == "does_not_match":
        return found != wanted
    if method == "contains":
        return wanted in found
    if method == "does_not_contain":
        return wanted not in found
    return found.startswith(wanted) if method == "begins_with" else found.endswith(wanted)


def is_for_affiliate(thing, affiliate):
    return thing["is_apply_all_affiliates"] or affiliate in (thing["network_affiliate_ids"] or [])


def setting_holds(setting, event, offer, date):
    base = next(e["network_offer_payout_revenue_id"] for e in offer["entries"] if e["is_default"])
    entry = setting["network_offer_payout_revenue_id"]
    wanted = event.get("payout_revenue_id", 0)
    if setting["custom_setting_status"] != "active" or (0 if entry == base else entry) != wanted:
        return False
    if not is_for_affiliate(setting, event["affiliate_id"]):
        return False
    first, last = day_of(setting["date_valid_from"]), day_of(setting["date_valid_to"])
    if (first and date < first) or (last and last < date):
        return False
    if setting["is_apply_specific_offer_urls"] and event.get("offer_url_id", 0) not in setting["network_offer_url_ids"]:
        return False
    if not all(compare(row["comparison_method"], event.get(row["variable"], ""), row["variable_value"])
               for row in setting["variables"]):
        return False
    for name, member in LISTS.items():
        rows = setting["ruleset"].get(name) or []
        if not rows:
            continue
        if member not in event:
            return False
        matching = [row["targeting_type"] for row in rows if row[member] == event[member]]
        if "exclude" in matching:
            return False
        if not matching and any(row["targeting_type"] == "include" for row in rows):
            return False
    return not (setting["ruleset"].get("is_block_proxy") and event.get("is_proxy", False))


def specificity(setting):
    rules = sum(len(setting["ruleset"].get(name) or []) for name in LISTS) + bool(setting["ruleset"].get("is_block_proxy"))
    return (rules, len(setting["variables"]), not setting["is_apply_all_affiliates"],
            setting["is_apply_specific_offer_urls"], bool(setting["date_valid_from"] or setting["date_valid_to"]),
            setting["time_created"], -setting["network_custom_payout_revenue_setting_id"])


def in_force(commission, amounts):
    goals = [(commission[name + "_goal"], amount) for name, amount in zip(GOALS, amounts) if commission[name + "_goal"] > 0]
    tops = [(commission[name + "_max"], amount) for name, amount in zip(GOALS, amounts) if commission[name + "_max"] > 0]
    return bool(goals) and all(amount >= goal for goal, amount in goals) and all(amount < top for top, amount in tops)


def commission_rank(commission):
    goals = [commission[name + "_goal"] for name in ("conversion", "event", "sale_amount", "revenue", "payout")]
    return (*goals, commission["time_created"], -commission["network_tiered_commission_id"])


def concerns(commission, offer, affiliate):
    named = offer["network_offer_id"] in commission["network_offer_ids"]
    bought = offer["network_advertiser_id"] in (commission["network_advertiser_ids"] or [])
    return commission["status"] == "active" and (named or bought) and is_for_affiliate(commission, affiliate)


def changed(value, action, by):
    by = number(by)
    result = {"increase": value + percent(value, by), "decrease": value - percent(value, by), "flat_increase": value + by,
              "flat_decrease": value - by, "exact": by}[action]
    return max(ZERO, result)


def rate(source, side, sale, revenue):
    kind, amount, share = source[side + "_type"], number(source[side + "_amount"]), number(source[side + "_percentage"])
    fixed = amount if kind in ("cpa", "cpa_cps", "rpa", "rpa_rps") else ZERO
    if kind in ("cps", "cpa_cps", "rps", "rpa_rps"):
        return fixed + percent(sale, share)
    return percent(revenue, share) if kind == "prv" else fixed


def per_click(source, side):
    return number(source[side + "_amount"]) if source[side + "_type"] in ("cpc", "rpc") else ZERO


def worth(network, event, at):
    offer = network.offers[event["offer_id"]]
    pair = (event["offer_id"], event["affiliate_id"])
    date = date_in(offer["zone"], at)
    holding = [s for s in network.settings.values()
               if s["network_offer_id"] == pair[0] and setting_holds(s, event, offer, date)]
    winner = max(holding, key=specificity, default=None)
    wanted = event.get("payout_revenue_id", 0)
    entry = next(e for e in offer["entries"] if e["network_offer_payout_revenue_id"] == wanted or (e["is_default"] and not wanted))
    paying = {side: winner if winner and winner["is_custom_%s_enabled" % side] else entry for side in ("payout", "revenue")}
    if event["type"] == "click":
        return per_click(paying["payout"], "payout"), per_click(paying["revenue"], "revenue")
    base = next(e["network_offer_payout_revenue_id"] for e in offer["entries"] if e["is_default"])
    running = []
    for commission in network.commissions.values():
        meant = commission["network_offer_payout_revenue_id"]
        if concerns(commission, offer, pair[1]) and (0 if meant == base else meant) == wanted:
            days = commission_days(commission, date)
            if days and in_force(commission, network.amounts(pair, days)):
                running.append(commission)

    def finished(side, value):
        best = max((c for c in running if c["is_%s_enabled" % side]), key=commission_rank, default=None)
        return cents(changed(value, best[side + "_action"], best[side + "_value"]) if best else value)

    sale = number(event.get("sale_amount"))
    revenue = finished("revenue", rate(paying["revenue"], "revenue", sale, None))
    tiers = [t for t in network.tiers.values() if t["status"] == "active" and pair[1] in (t["network_affiliate_ids"] or [])]
    tier = max(tiers, key=lambda t: (t["time_created"], -t["network_affiliate_tier_id"]), default=None)
    if tier and paying["payout"] is entry:
        payout = percent(revenue, HUNDRED - number(tier["payout_margin"]))
    else:
        payout = rate(paying["payout"], "payout", sale, revenue)
    return finished("payout", payout), revenue


# --- caps ---------------------------------------------------------------------------------------------------------------

def reached(network, pair, at):
    offer = network.offers[pair[0]]
    levels = []
    if offer["is_caps_enabled"]:
        levels.append((offer, network.used("offer", pair[0], offer["zone"], at)))
        if pair in network.caps:
            levels.append((network.caps[pair], network.used("pair", pair, offer["zone"], at)))
    group = network.groups.get(offer["network_offer_group_id"])
    if group and group["is_caps_enabled"] and group["offer_group_status"] == "active":
        levels.append((group, network.used("group", group["network_offer_group_id"], NETWORK_ZONE, at)))
    for owner, used in levels:
        if owner["is_soft_cap"]:
            continue
        for period, amounts in zip(PERIODS, used):
            for metric, amount in zip(METRICS, amounts):
                limit = owner["%s_%s_cap" % (period, metric)]
                if limit and amount >= number(limit):
                    return True
    return False


def decide(network, event, at):
    offer, pair = network.offers[event["offer_id"]], (event["offer_id"], event["affiliate_id"])
    bucket = at - at % BUCKET
    kind = event["type"]
    active = offer["offer_status"] == "active" and network.affiliates[pair[1]]["account_status"] == "active"
    if kind == "click" and not active:
        network.count(pair, bucket, {"invalid_click": Decimal(1)})
        return "refused", None
    paid = worth(network, event, at)
    if kind != "event" and reached(network, pair, at):
        if kind == "click":
            network.count(pair, bucket, {"invalid_click": Decimal(1)})
            return "refused", None
        network.count(pair, bucket, {"held": Decimal(1), "held_payout": paid[0], "held_revenue": paid[1]})
        return "held", paid
    sale = number(event.get("sale_amount"))
    names = {"click": ("unique_click", "payout", "revenue"), "conversion": ("cv", "payout", "revenue"),
             "event": ("event", "event_payout", "event_revenue")}[kind]
    gain = {names[0]: Decimal(1), names[1]: paid[0], names[2]: paid[1]}
    if kind != "click":
        gain["sales"] = sale
        network.earned.setdefault(pair, []).append([bucket, event.get("payout_revenue_id", 0), paid[0], paid[1], 1])
    network.count(pair, bucket, gain)
    look_back(network, offer, pair, at)
    return "accepted", paid


# Commissions that have come into force change what was earned before in their days, once.
def look_back(network, offer, pair, at):
    date = date_in(offer["zone"], at)
    base = next(e["network_offer_payout_revenue_id"] for e in offer["entries"] if e["is_default"])
    due = []
    for number_of, commission in sorted(network.commissions.items()):
        sides = [side for side in ("payout", "revenue") if commission["is_retroactive_%s_enabled" % side]]
        if not sides or not concerns(commission, offer, pair[1]):
            continue
        days = commission_days(commission, date)
        if days and in_force(commission, network.amounts(pair, days)) and (number_of, pair, days[0]) not in network.settled:
            due.append((commission, days, sides))
            network.settled.add((number_of, pair, days[0]))
    for commission, days, sides in due:
        entry = commission["network_offer_payout_revenue_id"]
        entry = 0 if entry == base else entry
        for earning in network.earned.get(pair, []):
            if earning[1] != entry or not days[0] <= date_in(offer["zone"], earning[0]) <= days[1]:
                continue
            before = list(earning)
            for side in sides:
                place = 2 if side == "payout" else 3
                action, by = commission["retroactive_%s_action" % side], commission["retroactive_%s_value" % side]
                earning[place] = cents(changed(earning[place], action, by))
            names = ("payout", "revenue") if entry == 0 else ("event_payout", "event_revenue")
            gain = {name: (earning[2 + i] - before[2 + i]) * earning[4] for i, name in enumerate(names)}
            if any(gain.values()):
                network.count(pair, earning[0], gain)
