// Tiered commissions and affiliate tiers that must be refused (Everflow reference, 10.2, 11).

import Models

extension InvalidMoneyBody {
    private static func bad(
        _ what: String, _ members: String = "{}", without: [String] = [], field: String, _ message: String
    ) -> InvalidMoneyBody {
        InvalidMoneyBody(.tieredCommission, what, members, without: without, field: field, message)
    }

    private static func badTier(
        _ what: String, _ members: String = "{}", without: [String] = [], field: String, _ message: String
    ) -> InvalidMoneyBody {
        InvalidMoneyBody(.affiliateTier, what, members, without: without, field: field, message)
    }

    static let tieredCommissions = commissionFields + commissionRules

    private static let commissionFields: [InvalidMoneyBody] = [
        InvalidMoneyBody(
            .tieredCommission, "a text instead of an object", body: .string("tier"), field: nil,
            message: "the body must be a JSON object"),
        bad("no name", without: ["name"], field: "name", "must have a value"),
        bad("notes that are a number", #"{"notes": 1}"#, field: "notes", "must be a text"),
        bad("no status", #"{"status": null}"#, field: "status", "must have a value"),
        bad("a deleted commission", #"{"status": "deleted"}"#, field: "status", "must be one of active, inactive"),
        bad("no start", without: ["start_date"], field: "start_date", "must have a value"),
        bad("no end", without: ["end_date"], field: "end_date", "must have a value"),
        bad(
            "a start with a time", #"{"start_date": "2026-01-01T00:00:00Z"}"#, field: "start_date",
            "must be a date such as 2026-06-01, or empty"),
        bad(
            "an end as seconds", #"{"end_date": 1767225600}"#, field: "end_date",
            "must be a date such as 2026-06-01, or empty"),
        bad("no period", without: ["period"], field: "period", "must have a value"),
        bad(
            "an unknown period", #"{"period": "yearly"}"#, field: "period",
            "must be one of daily, weekly, monthly, quarterly, global"),
        bad(
            "a payout entry as text", #"{"network_offer_payout_revenue_id": "0"}"#,
            field: "network_offer_payout_revenue_id", "must be an id: a whole number, 0 or more"),
        bad(
            "a flag as text", #"{"is_apply_all_affiliates": "true"}"#, field: "is_apply_all_affiliates",
            "must be true or false"),
        bad(
            "affiliate 0", #"{"network_affiliate_ids": [0]}"#, field: "network_affiliate_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        bad("no offers", without: ["network_offer_ids"], field: "network_offer_ids", "must have a value"),
        bad("an empty list of offers", #"{"network_offer_ids": []}"#, field: "network_offer_ids", "must name an offer"),
        bad(
            "advertisers that are no list", #"{"network_advertiser_ids": {}}"#, field: "network_advertiser_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        bad("no payout flag", without: ["is_payout_enabled"], field: "is_payout_enabled", "must have a value"),
        bad("a negative goal", #"{"event_goal": -1}"#, field: "event_goal", "must be a whole number, 0 or more"),
        bad(
            "a broken goal", #"{"conversion_goal": 300.5}"#, field: "conversion_goal",
            "must be a whole number, 0 or more"),
        bad("a goal as text", #"{"payout_goal": "100"}"#, field: "payout_goal", "must be a whole number, 0 or more"),
        bad("a negative maximum", #"{"event_max": -5}"#, field: "event_max", "must be a whole number, 0 or more"),
    ]

    private static let commissionRules: [InvalidMoneyBody] = [
        bad(
            "an end before the start", #"{"end_date": "2025-12-31"}"#, field: "end_date",
            "must not be before start_date (2026-01-01)"),
        bad(
            "no action", without: ["payout_action"], field: "payout_action",
            "must be one of increase, decrease, flat_increase, flat_decrease while is_payout_enabled is true"),
        bad(
            "an unknown action", #"{"payout_action": "double"}"#, field: "payout_action",
            "must be one of increase, decrease, flat_increase, flat_decrease"),
        bad(
            "exact for what is to come", #"{"payout_action": "exact"}"#, field: "payout_action",
            "cannot be exact: only retroactive_payout_action can"),
        bad(
            "exact while off", #"{"revenue_action": "exact"}"#, field: "revenue_action",
            "cannot be exact: only retroactive_revenue_action can"),
        bad(
            "no value", without: ["payout_value"], field: "payout_value",
            "must be above 0 while is_payout_enabled is true"),
        bad(
            "a value of 0", #"{"payout_value": 0}"#, field: "payout_value",
            "must be above 0 while is_payout_enabled is true"),
        bad("a negative value", #"{"payout_value": -12}"#, field: "payout_value", "must be an amount, 0 or more"),
        bad(
            "a revenue that is on without a value", #"{"is_revenue_enabled": true}"#, field: "revenue_value",
            "must be above 0 while is_revenue_enabled is true"),
        bad(
            "no goal above 0", #"{"conversion_goal": 0}"#, field: "payout_goal",
            "or one of revenue_goal, sale_amount_goal, conversion_goal, event_goal must be above 0"),
        bad(
            "a maximum below its goal", #"{"conversion_max": 299}"#, field: "conversion_max",
            "must be 0 or above conversion_goal (300)"),
        bad(
            "a maximum at its goal", #"{"conversion_max": 300}"#, field: "conversion_max",
            "must be 0 or above conversion_goal (300)"),
        bad(
            "a retroactive change without an action",
            #"{"is_retroactive_payout_enabled": true, "retroactive_payout_value": 2}"#,
            field: "retroactive_payout_action",
            "must be one of increase, decrease, flat_increase, flat_decrease, exact while is_retroactive_payout_enabled is true"
        ),
        bad(
            "a retroactive change of 0",
            #"{"is_retroactive_revenue_enabled": true, "retroactive_revenue_action": "exact"}"#,
            field: "retroactive_revenue_value", "must be above 0 while is_retroactive_revenue_enabled is true"),
        bad(
            "an unknown retroactive action", #"{"retroactive_payout_action": "halve"}"#,
            field: "retroactive_payout_action",
            "must be one of increase, decrease, flat_increase, flat_decrease, exact"),
    ]

    static let affiliateTiers: [InvalidMoneyBody] = [
        InvalidMoneyBody(
            .affiliateTier, "null instead of an object", body: .null, field: nil,
            message: "the body must be a JSON object"),
        badTier("no name", without: ["name"], field: "name", "must have a value"),
        badTier("an empty name", #"{"name": ""}"#, field: "name", "must not be empty"),
        badTier("no status", without: ["status"], field: "status", "must have a value"),
        badTier(
            "an unknown status", #"{"status": "inactive"}"#, field: "status", "must be one of active, paused, deleted"),
        badTier("no margin", without: ["payout_margin"], field: "payout_margin", "must have a value"),
        badTier("a negative margin", #"{"payout_margin": -1}"#, field: "payout_margin", "must be percent, 0 to 100"),
        badTier(
            "more than all of it", #"{"payout_margin": 100.5}"#, field: "payout_margin", "must be percent, 0 to 100"),
        badTier("a margin as text", #"{"payout_margin": "12.5"}"#, field: "payout_margin", "must be percent, 0 to 100"),
        badTier(
            "not said whether default", without: ["is_default_tier"], field: "is_default_tier", "must have a value"),
        badTier(
            "a default flag as number", #"{"is_default_tier": 0}"#, field: "is_default_tier", "must be true or false"),
        badTier("a description that is an object", #"{"description": {}}"#, field: "description", "must be a text"),
        badTier(
            "members that are no list", #"{"network_affiliate_ids": "51,64"}"#, field: "network_affiliate_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        badTier("labels that are no texts", #"{"labels": ["premium", 7]}"#, field: "labels", "must be a list of texts"),
    ]
}
