# Works out, apart from captop, what conversions pay: in decimal arithmetic, from the wire objects, by the steps that
# EffectivePayout.swift's opening words state. Prints one JSON object a line: the question and the answer.
import datetime
import json
import random
import sys
from decimal import ROUND_HALF_UP, Decimal

MILLIONTH = Decimal("0.000001")
CENT = Decimal("0.01")
LISTS = ["countries", "platforms", "cities", "isps"]
IDS = {"countries": "country_id", "platforms": "platform_id", "cities": "city_id", "isps": "isp_id"}


def step(value):
    return value.quantize(MILLIONTH, ROUND_HALF_UP)


def share(base, percent):
    return step(base * percent / Decimal(100))


# --- one side -----------------------------------------------------------------------------------------------------------

def earned(kind, amount, percentage, sale, revenue):
    fixed = amount if kind in ("cpa", "cpa_cps", "rpa", "rpa_rps") else Decimal(0)
    if kind not in ("cps", "cpa_cps", "prv", "rps", "rpa_rps") or percentage == 0:
        return fixed
    base = revenue if kind == "prv" else sale
    return None if base is None else fixed + share(base, percentage)


def changed(value, action, by):
    if value is None:
        return None
    result = {
        "increase": lambda: value + share(value, by),
        "decrease": lambda: value - share(value, by),
        "flat_increase": lambda: value + by,
        "flat_decrease": lambda: value - by,
        "exact": lambda: by,
    }[action]()
    return max(Decimal(0), result)


def cents(value):
    return None if value is None else value.quantize(CENT, ROUND_HALF_UP)


# --- which setting ------------------------------------------------------------------------------------------------------

def compare(method, found, wanted):
    return {
        "exact_match": found == wanted,
        "does_not_match": found != wanted,
        "contains": wanted in found,
        "does_not_contain": wanted not in found,
        "begins_with": found[: len(wanted)] == wanted,
        "ends_with": len(found) >= len(wanted) and found[len(found) - len(wanted):] == wanted,
    }[method]


def entry_fits(number, facts):
    return number in (0, 731) if facts["entry"] in (0, 731) else number == facts["entry"]


def setting_holds(setting, facts):
    if setting["custom_setting_status"] != "active" or not entry_fits(setting["network_offer_payout_revenue_id"], facts):
        return False
    if setting["network_offer_id"] != facts["offer"]:
        return False
    if not setting["is_apply_all_affiliates"] and facts["affiliate"] not in setting["network_affiliate_ids"]:
        return False
    if setting["date_valid_from"] and facts["date"] < setting["date_valid_from"]:
        return False
    if setting["date_valid_to"] and facts["date"] > setting["date_valid_to"]:
        return False
    if setting["is_apply_specific_offer_urls"] and facts["url"] not in setting["network_offer_url_ids"]:
        return False
    for row in setting["variables"]:
        if not compare(row["comparison_method"], facts["variables"].get(row["variable"], ""), row["variable_value"]):
            return False
    for name in LISTS:
        rows = setting["ruleset"].get(name, [])
        mine = facts["targeting"][name]
        included = [row for row in rows if row["targeting_type"] == "include"]
        if any(row[IDS[name]] == mine for row in rows if row["targeting_type"] == "exclude"):
            return False
        if included and not any(row[IDS[name]] == mine for row in included):
            return False
    return not (setting["ruleset"]["is_block_proxy"] and facts["proxy"])


def specificity(setting):
    rules = sum(len(setting["ruleset"].get(name, [])) for name in LISTS) + (1 if setting["ruleset"]["is_block_proxy"] else 0)
    dated = bool(setting["date_valid_from"] or setting["date_valid_to"])
    return (rules, len(setting["variables"]), not setting["is_apply_all_affiliates"],
            setting["is_apply_specific_offer_urls"], dated, setting["time_created"],
            -setting["network_custom_payout_revenue_setting_id"])


# --- which commission ---------------------------------------------------------------------------------------------------

METRICS = ["payout", "revenue", "sale_amount", "conversion", "event"]


def in_period(commission, date):
    return commission["start_date"] <= date <= (commission["end_date"] or "9999-12-31")


def commission_holds(commission, facts, amounts):
    if commission["status"] != "active" or not entry_fits(commission["network_offer_payout_revenue_id"], facts):
        return False
    if facts["offer"] not in commission["network_offer_ids"]:
        return False
    if not commission["is_apply_all_affiliates"] and facts["affiliate"] not in commission["network_affiliate_ids"]:
        return False
    if not in_period(commission, facts["date"]):
        return False
    goals = [(commission[m + "_goal"], amounts[m]) for m in METRICS if commission[m + "_goal"] > 0]
    tops = [(commission[m + "_max"], amounts[m]) for m in METRICS if commission[m + "_max"] > 0]
    return bool(goals) and all(a >= g for g, a in goals) and all(a < t for t, a in tops)


def rank(commission):
    goals = [commission[m + "_goal"] for m in ("conversion", "event", "sale_amount", "revenue", "payout")]
    return (*goals, commission["time_created"], -commission["network_tiered_commission_id"])


# --- the answer ---------------------------------------------------------------------------------------------------------

def answer(case):
    facts = case["facts"]
    sale = None if facts["sale"] is None else Decimal(str(facts["sale"]))
    wanted = 731 if facts["entry"] in (0, 731) else facts["entry"]
    entry = next((e for e in case["entries"] if e["network_offer_payout_revenue_id"] == wanted), None)
    holding = [s for s in case["settings"] if setting_holds(s, facts)]
    winner = max(holding, key=specificity, default=None)
    tiers = [t for t in case["tiers"] if t["status"] == "active" and facts["affiliate"] in (t["network_affiliate_ids"] or [])]
    tier = max(tiers, key=lambda t: (t["time_created"], -t["network_affiliate_tier_id"]), default=None)
    in_force = [c for c in case["commissions"] if commission_holds(c, facts, case["amounts"])]

    def best(side):
        return max((c for c in in_force if c["is_%s_enabled" % side]), key=rank, default=None)

    def rate(side, revenue):
        source = winner if winner and winner["is_custom_%s_enabled" % side] else entry
        if source is None:
            return None
        return earned(source[side + "_type"], Decimal(str(source[side + "_amount"])),
                      Decimal(str(source[side + "_percentage"])), sale, revenue)

    def finish(side, value):
        commission = best(side)
        if commission:
            value = changed(value, commission[side + "_action"], Decimal(str(commission[side + "_value"])))
        return cents(value)

    revenue = finish("revenue", rate("revenue", None))
    if tier and not (winner and winner["is_custom_payout_enabled"]):
        payout = None if revenue is None else share(revenue, Decimal(100) - Decimal(str(tier["payout_margin"])))
    else:
        payout = rate("payout", revenue)
    payout = finish("payout", payout)

    def identity(thing, name):
        return thing[name] if thing else None

    return {
        "payout": None if payout is None else str(payout), "revenue": None if revenue is None else str(revenue),
        "winner": identity(winner, "network_custom_payout_revenue_setting_id"),
        "tier": identity(tier, "network_affiliate_tier_id"),
        "payout_commission": identity(best("payout"), "network_tiered_commission_id"),
        "revenue_commission": identity(best("revenue"), "network_tiered_commission_id"),
    }


# --- the questions ------------------------------------------------------------------------------------------------------

pick = random.Random(20260601)


def money(top):
    return pick.choice([0, pick.randint(1, top), round(pick.uniform(0, top), 2), round(pick.uniform(0, top), 4)])


def a_rate(side, kinds):
    return {side + "_type": pick.choice(kinds), side + "_amount": money(60), side + "_percentage": pick.choice([0, 3, 7, 12, 70])}


PAYOUTS = ["cpa", "cpa", "cps", "cpa_cps", "prv", "cpc", "cpm"]
REVENUES = ["rpa", "rpa", "rps", "rpa_rps", "rpc", "rpm"]


def day():
    return str(datetime.date(2026, 1, 1) + datetime.timedelta(days=pick.randint(0, 364)))


def window():
    first, last = sorted([day(), day()])
    return pick.choice([("", ""), ("", ""), (first, last), (first, ""), ("", last)])


def a_variable():
    return {"variable": pick.choice(["sub1", "sub2", "sku"]), "variable_value": pick.choice(["", "v", "vip", "ip1", "x"]),
            "comparison_method": pick.choice(["exact_match", "contains", "begins_with", "ends_with", "does_not_contain",
                                              "does_not_match"])}


def a_ruleset():
    rules = {"is_block_proxy": pick.random() < 0.1}
    for name in LISTS:
        if pick.random() < 0.12:
            rules[name] = [{IDS[name]: pick.randint(1, 3), "match_type": "exact",
                            "targeting_type": pick.choice(["include", "include", "exclude"])} for _ in range(pick.randint(0, 2))]
    return rules


def a_setting(number):
    first, last = window()
    all_of_them = pick.random() < 0.5
    on = pick.choice([(True, True), (True, False), (False, True)])
    return {"network_custom_payout_revenue_setting_id": number, "network_offer_id": pick.choice([204, 204, 204, 205]),
            "name": "s%d" % number, "is_apply_all_affiliates": all_of_them,
            "network_affiliate_ids": None if all_of_them else pick.sample([51, 52, 53], pick.randint(1, 2)),
            "network_offer_payout_revenue_id": pick.choice([0, 0, 0, 731, 732]),
            "custom_setting_status": pick.choice(["active", "active", "active", "inactive"]),
            "is_custom_payout_enabled": on[0], **a_rate("payout", PAYOUTS), "is_custom_revenue_enabled": on[1],
            **a_rate("revenue", REVENUES), "date_valid_from": first, "date_valid_to": last,
            "is_apply_specific_offer_urls": pick.random() < 0.15, "network_offer_url_ids": [pick.randint(1, 2)],
            "variables": [a_variable() for _ in range(pick.choice([0, 0, 0, 1, 2]))], "ruleset": a_ruleset(),
            "time_created": 1748736000 + pick.randint(0, 2)}


def a_commission(number):
    first, last = sorted([day(), day()])
    goals = {m + "_goal": pick.choice([0, 0, 0, 0, pick.randint(1, 40)]) for m in METRICS}
    if not any(goals.values()):
        goals["conversion_goal"] = pick.randint(1, 60)
    tops = {m + "_max": pick.choice([0] * 6 + [goals[m + "_goal"] + pick.randint(1, 60)]) for m in METRICS}
    actions = ["increase", "decrease", "flat_increase", "flat_decrease"]
    return {"network_tiered_commission_id": number, "name": "c%d" % number,
            "status": pick.choice(["active", "active", "active", "inactive"]),
            "start_date": pick.choice(["2026-01-01", "2026-01-01", first]), "end_date": pick.choice(["", "", "2026-12-31", last]),
            "period": pick.choice(["daily", "weekly", "monthly", "quarterly", "global"]),
            "network_offer_payout_revenue_id": pick.choice([0, 0, 0, 732]), "is_apply_all_affiliates": pick.random() < 0.6,
            "network_affiliate_ids": [51, 53], "network_offer_ids": pick.choice([[204], [204, 205], [205]]),
            "is_payout_enabled": pick.random() < 0.7, "payout_action": pick.choice(actions), "payout_value": money(20) or 1,
            "is_revenue_enabled": pick.random() < 0.4, "revenue_action": pick.choice(actions), "revenue_value": money(20) or 1,
            "time_created": 1748736000 + pick.randint(0, 1), **goals, **tops}


def an_entry(number, is_base):
    return {"network_offer_payout_revenue_id": number, "network_offer_id": 204, "entry_name": "e%d" % number,
            **a_rate("payout", PAYOUTS), **a_rate("revenue", REVENUES), "is_default": is_base}


def a_tier(number):
    return {"network_affiliate_tier_id": number, "name": "t%d" % number, "status": pick.choice(["active", "active", "paused"]),
            "network_affiliate_ids": pick.choice([None, [51], [51, 52]]), "payout_margin": pick.choice([0, 10, 12.5, 33.333, 100]),
            "is_default_tier": False, "time_created": 1748736000 + pick.randint(0, 1)}


def a_case():
    sale = pick.choice([None, money(300), money(300)])
    return {
        "facts": {"affiliate": pick.choice([51, 52]), "offer": 204, "entry": pick.choice([0, 0, 731, 732]), "date": day(),
                  "url": pick.randint(1, 3), "variables": {"sub1": pick.choice(["vip1", "v", "xvip", ""]), "sku": "x"},
                  "targeting": {name: pick.randint(1, 3) for name in LISTS}, "proxy": pick.random() < 0.3, "sale": sale},
        "entries": [an_entry(731, True)] + ([an_entry(732, False)] if pick.random() < 0.8 else []),
        "settings": [a_setting(300 + n) for n in range(pick.choice([0, 3, 8, 12]))],
        "tiers": [a_tier(1 + n) for n in range(pick.choice([0, 0, 1, 2]))],
        "commissions": [a_commission(9 + n) for n in range(pick.choice([0, 2, 4, 6]))],
        "amounts": {"payout": money(80), "revenue": money(80), "sale_amount": money(80), "conversion": pick.randint(0, 80),
                    "event": pick.randint(0, 80)},
    }


for _ in range(int(sys.argv[1])):
    asked = a_case()
    print(json.dumps({**asked, "answer": answer(asked)}))
