# Makes up a month of an account for ledger_reference.py: which settings, tiers, commissions and caps change when, and what
# traffic comes. Knows nothing of what anything earns.
import datetime
import json
import random

from ledger_rules import GOALS, LISTS, METRICS, NETWORK_ZONE, PERIODS, date_in, decide, millionths

pick = random.Random(20260310)


def a_rate(side, kinds):
    return {side + "_type": pick.choice(kinds), side + "_amount": round(pick.uniform(1, 30), pick.choice([0, 2, 3])),
            side + "_percentage": pick.choice([0, 3, 7, 12, 70])}


def a_ruleset():
    rules = {"is_block_proxy": pick.random() < 0.15}
    for name, member in LISTS.items():
        if pick.random() < 0.15:
            rules[name] = [{member: pick.randint(1, 3), "match_type": "exact",
                            "targeting_type": pick.choice(["include", "include", "exclude"])} for _ in range(pick.randint(1, 2))]
    return rules


def a_setting(offer, affiliates, today):
    everyone = pick.random() < 0.35
    on = pick.choice([(True, True), (True, False), (False, True)])
    first, last = sorted(today + datetime.timedelta(days=pick.randint(-8, 12)) for _ in range(2))
    dates = pick.choice([("", ""), (first.isoformat(), last.isoformat()), ("", last.isoformat()), (first.isoformat(), "")])
    variables = [{"variable": pick.choice(["sub1", "sku"]), "variable_value": pick.choice(["vip", "v", "p"]),
                  "comparison_method": pick.choice(["exact_match", "contains", "begins_with", "ends_with", "does_not_contain",
                                                    "does_not_match"])} for _ in range(pick.choice([0, 0, 0, 1, 2]))]
    entry = pick.choice([e["network_offer_payout_revenue_id"] for e in offer["entries"]] + [0, 0, 0])
    return {"network_offer_id": offer["network_offer_id"], "name": "made up", "custom_setting_status": "active",
            "network_offer_payout_revenue_id": entry, "is_apply_all_affiliates": everyone,
            "network_affiliate_ids": None if everyone else pick.sample(affiliates, pick.randint(1, 3)),
            "is_custom_payout_enabled": on[0], "is_custom_revenue_enabled": on[1],
            **a_rate("payout", ["cpa", "cpa", "cps", "cpa_cps", "prv", "cpc", "cpm"]),
            **a_rate("revenue", ["rpa", "rpa", "rps", "rpa_rps", "rpc", "rpm"]),
            "date_valid_from": dates[0], "date_valid_to": dates[1], "is_apply_specific_offer_urls": pick.random() < 0.15,
            "network_offer_url_ids": [pick.randint(1, 2)], "variables": variables, "ruleset": a_ruleset()}


def a_commission(offers, affiliates, today):
    goals = {name + "_goal": 0 for name in GOALS}
    for name in pick.sample(GOALS, pick.choice([1, 1, 2])):
        goals[name + "_goal"] = pick.randint(5, 60) * {"payout": 15, "revenue": 20, "sale_amount": 60}.get(name, 1)
    tops = {name + "_max": pick.choice([0, 0, 0, goals[name + "_goal"] * 3 if goals[name + "_goal"] else 0]) for name in GOALS}
    chosen = pick.sample(offers, pick.randint(1, 2))
    actions = ["increase", "decrease", "flat_increase", "flat_decrease"]
    back = [pick.random() < 0.5, pick.random() < 0.25]
    entries = [0, 0, 0] + [e["network_offer_payout_revenue_id"] for e in chosen[0]["entries"]]
    return {"name": "made up", "status": "active", "start_date": pick.choice(["", "2026-02-20", today.isoformat()]),
            "end_date": pick.choice(["", "", (today + datetime.timedelta(days=9)).isoformat()]),
            "period": pick.choice(["daily", "weekly", "monthly", "quarterly", "global"]),
            "network_offer_payout_revenue_id": pick.choice(entries), "is_apply_all_affiliates": pick.random() < 0.5,
            "network_affiliate_ids": pick.sample(affiliates, 3), "network_offer_ids": [o["network_offer_id"] for o in chosen],
            "network_advertiser_ids": pick.choice([None, [chosen[0]["network_advertiser_id"]]]),
            "is_payout_enabled": pick.random() < 0.8, "payout_action": pick.choice(actions),
            "payout_value": round(pick.uniform(0.1, 15), 2), "is_revenue_enabled": pick.random() < 0.4,
            "revenue_action": pick.choice(actions), "revenue_value": round(pick.uniform(0.1, 15), 2),
            "is_retroactive_payout_enabled": back[0], "retroactive_payout_action": pick.choice(actions + ["exact"]),
            "retroactive_payout_value": round(pick.uniform(0.1, 9), 3), "is_retroactive_revenue_enabled": back[1],
            "retroactive_revenue_action": pick.choice(actions + ["exact"]),
            "retroactive_revenue_value": round(pick.uniform(0.1, 30), 2), **goals, **tops}


def a_tier(affiliates):
    return {"name": "made up", "status": pick.choice(["active", "active", "active", "paused"]), "description": "",
            "network_affiliate_ids": pick.choice([None, pick.sample(affiliates, 2), pick.sample(affiliates, 3)]),
            "payout_margin": pick.choice([0, 10, 12.5, 27.125, 33.333, 100]), "is_default_tier": False, "labels": []}


PAYOUTS, COMMISSIONS, TIERS = "/networks/custom/payoutrevenue", "/networks/tieredcommissions", "/networks/affiliatetiers"


class Month:
    def __init__(self, network):
        self.network = network
        with_events = sorted((o for o in network.offers.values() if len(o["entries"]) > 1 and o["offer_status"] == "active"),
                             key=lambda o: o["network_offer_id"])[:4]
        others = [o for _, o in sorted(network.offers.items()) if o not in with_events and o["offer_status"] == "active"][:5]
        paused = [o for o in network.offers.values() if o["offer_status"] == "paused"][:1]
        self.offers = with_events + others + paused
        self.affiliates = sorted(network.affiliates)[:10]

    def say(self, *words):
        print(*words)

    def write(self, method, path, body):
        self.say("write", method, path, json.dumps(body) if body is not None else "")

    # POST or PUT of one object.
    def put(self, known, id_name, path, body, at, existing=None):
        number_of = existing or max(known, default=0) + 1
        created = known[existing]["time_created"] if existing else at
        self.write("PUT" if existing else "POST", "%s/%d" % (path, existing) if existing else path, body)
        known[number_of] = {**body, id_name: number_of, "time_created": created}

    # Limits that some of a stage's traffic reaches; every offer had others before.
    def limits(self):
        values = {"%s_%s_cap" % (period, metric): 0 for period in PERIODS for metric in METRICS}
        for _ in range(pick.randint(0, 2)):
            period, metric = pick.choice(PERIODS[:3]), pick.choice(METRICS)
            usual = {"conversion": 150, "payout": 2200.5, "click": 200, "revenue": 3000.25}[metric]
            values["%s_%s_cap" % (period, metric)] = usual * {"daily": 1, "weekly": 6, "monthly": 22}[period]
        return values

    def change_caps(self):
        offer = pick.choice(self.offers)
        fields = [{"field_type": name, "field_value": value} for name, value in self.limits().items()]
        self.write("PATCH", "/networks/patch/offers/apply",
                   {"network_offer_ids": [offer["network_offer_id"]], "fields": fields})
        offer.update({row["field_type"]: row["field_value"] for row in fields})
        owned = [cap for pair, cap in sorted(self.network.caps.items()) if pair[0] == offer["network_offer_id"]]
        if owned:
            cap, limits = pick.choice(owned), self.limits()
            self.write("PATCH", "/networks/custom/caps",
                       {"network_custom_cap_setting_ids": [cap["network_custom_cap_setting_id"]],
                        "fields": [{"field_type": name, "field_value": value} for name, value in limits.items()]})
            cap.update(limits)

    def change_settings(self, at, today):
        network, offer = self.network, pick.choice(self.offers)
        mine = [n for n, s in network.settings.items() if network.offers[s["network_offer_id"]] in self.offers]
        kind = pick.choice(["post", "post", "put", "patch", "delete"]) if len(mine) > 6 else "post"
        if kind in ("post", "put"):
            existing = pick.choice(mine) if kind == "put" else None
            self.put(network.settings, "network_custom_payout_revenue_setting_id", PAYOUTS,
                     a_setting(offer, self.affiliates, today), at, existing)
        elif kind == "patch":
            chosen = pick.sample(mine, 2)
            rows = [{"country_id": pick.randint(1, 3), "match_type": "exact", "targeting_type": "include"}]
            fields = pick.choice([[("custom_setting_status", pick.choice(["active", "inactive", "deleted"]))],
                                  [("ruleset_countries", rows), ("ruleset_is_block_proxy", True)],
                                  [("variables", []), ("name", "patched")]])
            self.write("PATCH", PAYOUTS, {"network_custom_payout_revenue_setting_ids": chosen,
                                          "fields": [{"field_type": n, "field_value": v} for n, v in fields]})
            for number_of in chosen:
                for name, value in fields:
                    if name.startswith("ruleset_"):
                        network.settings[number_of]["ruleset"][name[8:]] = value
                    else:
                        network.settings[number_of][name] = value
        else:
            gone = pick.choice([n for n in mine if n != max(network.settings)])
            self.write("DELETE", "%s/%d" % (PAYOUTS, gone), None)
            del network.settings[gone]

    def change_others(self, at, today):
        network = self.network
        existing = pick.choice([None, *network.tiers])
        self.put(network.tiers, "network_affiliate_tier_id", TIERS, a_tier(self.affiliates), at, existing)
        if pick.random() < 0.8:
            existing = pick.choice([None, None, *network.commissions])
            self.put(network.commissions, "network_tiered_commission_id", COMMISSIONS,
                     a_commission(self.offers, self.affiliates, today), at, existing)

    def event(self):
        offer = pick.choice(self.offers)
        event = {"type": "click" if pick.random() < 0.45 else "conversion", "offer_id": offer["network_offer_id"],
                 "affiliate_id": pick.choice(self.affiliates)}
        if len(offer["entries"]) > 1 and pick.random() < 0.2:
            event["type"] = "event"
            event["payout_revenue_id"] = offer["entries"][1]["network_offer_payout_revenue_id"]
        if pick.random() < 0.7:
            event["sub1"] = pick.choice(["vip", "vip9", "xvip", "p", ""])
        for member in LISTS.values():
            if pick.random() < 0.7:
                event[member] = pick.randint(1, 3)
        if pick.random() < 0.3:
            event["offer_url_id"] = pick.randint(1, 2)
        if pick.random() < 0.2:
            event["is_proxy"] = pick.random() < 0.5
        if event["type"] != "click" and pick.random() < 0.6:
            event["sale_amount"] = round(pick.uniform(1, 250), 2)
        return event

    def batch(self, size, at):
        events = [self.event() for _ in range(size)]
        self.say("events", json.dumps({"events": events}, separators=(",", ":")))
        decided = []
        for event in events:
            outcome, paid = decide(self.network, event, at)
            decided.append(outcome[0] + ("" if paid is None else "%d/%d" % tuple(millionths(value) for value in paid)))
        self.say("decided", " ".join(decided))

    def counters(self, at):
        network = self.network
        owners = [("offer", o["network_offer_id"], o["zone"]) for o in self.offers]
        owners += [("pair", (o["network_offer_id"], a), o["zone"]) for o in self.offers for a in self.affiliates]
        owners += [("group", number_of, NETWORK_ZONE) for number_of in network.groups]
        for kind, owner, zone in owners:
            values = [millionths(value) for used in network.used(kind, owner, zone, at) for value in used]
            name = "%d/%d" % owner if kind == "pair" else "%d" % owner
            self.say("count", "%s:%s" % (kind, name), *values)

    def run(self, count, stages, start):
        at, size = start, count // stages // 2
        for stage in range(stages):
            self.say("stage", at)
            today = date_in("UTC", at)
            for half in range(2):
                for _ in range(2):
                    self.change_settings(at, today)
                self.change_caps()
                if half == 0:
                    self.change_others(at, today)
                self.batch(size, at)
            self.counters(at)
            at += 61200 + pick.randint(0, 3600)
        columns = ["unique_click", "invalid_click", "cv", "event", "payout", "revenue", "event_revenue", "sales", "held",
                   "held_payout", "held_revenue"]
        for pair, row in sorted(self.network.reports.items()):
            row["payout"] = row.get("payout", 0) + row.get("event_payout", 0)
            row["revenue"] = row.get("revenue", 0) + row.get("event_revenue", 0)
            self.say("report", *pair, *(millionths(row.get(name, 0)) for name in columns))
