// Custom payout settings that must be refused (Everflow reference, 9.2).

import Models

extension InvalidMoneyBody {
    private static func bad(
        _ what: String, _ members: String = "{}", without: [String] = [], field: String, _ message: String
    ) -> InvalidMoneyBody {
        InvalidMoneyBody(.customPayout, what, members, without: without, field: field, message)
    }

    static let customPayouts = customPayoutFields + customPayoutRules + customPayoutRows

    private static let customPayoutFields: [InvalidMoneyBody] = [
        InvalidMoneyBody(
            .customPayout, "a list instead of an object", body: .array([]), field: nil,
            message: "the body must be a JSON object"),
        bad("no name", without: ["name"], field: "name", "must have a value"),
        bad("an empty name", #"{"name": ""}"#, field: "name", "must not be empty"),
        bad("a name of spaces", #"{"name": "  "}"#, field: "name", "must not be empty"),
        bad("a number as name", #"{"name": 318}"#, field: "name", "must be a text"),
        bad(
            "a name of two lines", #"{"name": "Harbor\nMedia"}"#, field: "name",
            "must be one line without control characters"),
        bad("no offer", without: ["network_offer_id"], field: "network_offer_id", "must have a value"),
        bad(
            "offer 0", #"{"network_offer_id": 0}"#, field: "network_offer_id",
            "must be an id: a whole number, 1 or more"),
        bad(
            "the offer's id as text", #"{"network_offer_id": "204"}"#, field: "network_offer_id",
            "must be an id: a whole number, 1 or more"),
        bad(
            "no payout entry", #"{"network_offer_payout_revenue_id": null}"#, field: "network_offer_payout_revenue_id",
            "must have a value"),
        bad(
            "a negative payout entry", #"{"network_offer_payout_revenue_id": -1}"#,
            field: "network_offer_payout_revenue_id", "must be an id: a whole number, 0 or more"),
        bad("no status", without: ["custom_setting_status"], field: "custom_setting_status", "must have a value"),
        bad(
            "an unknown status", #"{"custom_setting_status": "paused"}"#, field: "custom_setting_status",
            "must be one of active, inactive, deleted"),
        bad(
            "not said for whom", without: ["is_apply_all_affiliates"], field: "is_apply_all_affiliates",
            "must have a value"),
        bad(
            "a flag as text", #"{"is_apply_all_affiliates": "false"}"#, field: "is_apply_all_affiliates",
            "must be true or false"),
        bad(
            "a flag as number", #"{"is_custom_payout_enabled": 1}"#, field: "is_custom_payout_enabled",
            "must be true or false"),
        bad(
            "no revenue flag", without: ["is_custom_revenue_enabled"], field: "is_custom_revenue_enabled",
            "must have a value"),
        bad("a description that is a list", #"{"description": []}"#, field: "description", "must be a text"),
        bad(
            "a public description of true", #"{"public_description": true}"#, field: "public_description",
            "must be a text"),
        bad("a negative payout", #"{"payout_amount": -0.01}"#, field: "payout_amount", "must be an amount, 0 or more"),
        bad("a payout as text", #"{"payout_amount": "18"}"#, field: "payout_amount", "must be an amount, 0 or more"),
        bad(
            "a payout beyond reason", #"{"payout_amount": 1000000000000}"#, field: "payout_amount",
            "is too large: at most 999999999999"),
        bad(
            "a postback flag as text", #"{"is_postback_disabled": ""}"#, field: "is_postback_disabled",
            "must be true or false"),
        bad("a currency that is a number", #"{"currency_id": 840}"#, field: "currency_id", "must be a text"),
        bad(
            "a date that does not exist", #"{"date_valid_from": "2026-02-30"}"#, field: "date_valid_from",
            "must be a date such as 2026-06-01, or empty"),
        bad(
            "a date the other way round", #"{"date_valid_to": "31.08.2026"}"#, field: "date_valid_to",
            "must be a date such as 2026-06-01, or empty"),
    ]

    private static let customPayoutRules: [InvalidMoneyBody] = [
        bad(
            "neither payout nor revenue", #"{"is_custom_payout_enabled": false, "payout_type": "blank"}"#,
            field: "is_custom_payout_enabled", "or is_custom_revenue_enabled must be true"),
        bad("no payout type", without: ["payout_type"], field: "payout_type", "must have a value"),
        bad(
            "an unknown payout type", #"{"payout_type": "cpx"}"#, field: "payout_type",
            "must be one of cpc, cpa, cpm, cps, cpa_cps, prv, blank"),
        bad(
            "a revenue type as payout type", #"{"payout_type": "rpa"}"#, field: "payout_type",
            "must be one of cpc, cpa, cpm, cps, cpa_cps, prv, blank"),
        bad(
            "a blank payout that is on", #"{"payout_type": "blank"}"#, field: "payout_type",
            "must not be blank while is_custom_payout_enabled is true"),
        bad(
            "no amount for cpa", #"{"payout_amount": null}"#, field: "payout_amount",
            "must have a value for payout_type cpa"),
        bad(
            "no percentage for cps", #"{"payout_type": "cps"}"#, field: "payout_percentage",
            "must have a value for payout_type cps"),
        bad(
            "half a rate for cpa_cps", #"{"payout_type": "cpa_cps"}"#, field: "payout_percentage",
            "must have a value for payout_type cpa_cps"),
        bad(
            "no percentage for prv", #"{"payout_type": "prv"}"#, field: "payout_percentage",
            "must have a value for payout_type prv"),
        bad(
            "a broken percentage", #"{"payout_type": "cps", "payout_percentage": 7.5}"#, field: "payout_percentage",
            "must be whole percent, 0 or more"),
        bad(
            "a negative percentage", #"{"payout_type": "cps", "payout_percentage": -5}"#, field: "payout_percentage",
            "must be whole percent, 0 or more"),
        bad(
            "a blank revenue that is on", #"{"is_custom_revenue_enabled": true}"#, field: "revenue_type",
            "must not be blank while is_custom_revenue_enabled is true"),
        bad(
            "a payout type as revenue type", #"{"is_custom_revenue_enabled": true, "revenue_type": "prv"}"#,
            field: "revenue_type", "must be one of rpc, rpa, rpm, rps, rpa_rps, blank"),
        bad(
            "no amount for rpm", #"{"is_custom_revenue_enabled": true, "revenue_type": "rpm"}"#,
            field: "revenue_amount",
            "must have a value for revenue_type rpm"),
        bad(
            "half a rate for rpa_rps",
            #"{"is_custom_revenue_enabled": true, "revenue_type": "rpa_rps", "revenue_amount": 4}"#,
            field: "revenue_percentage", "must have a value for revenue_type rpa_rps"),
        bad(
            "nobody named", #"{"network_affiliate_ids": []}"#, field: "network_affiliate_ids",
            "must name an affiliate unless is_apply_all_affiliates is true"),
        bad(
            "null for nobody", #"{"network_affiliate_ids": null}"#, field: "network_affiliate_ids",
            "must name an affiliate unless is_apply_all_affiliates is true"),
        bad(
            "one affiliate without a list", #"{"network_affiliate_ids": 51}"#, field: "network_affiliate_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        bad(
            "an affiliate by name", #"{"network_affiliate_ids": [51, "Harbor Media"]}"#, field: "network_affiliate_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        bad(
            "some URLs, none named", #"{"is_apply_specific_offer_urls": true}"#, field: "network_offer_url_ids",
            "must name an offer URL while is_apply_specific_offer_urls is true"),
        bad(
            "a broken URL id", #"{"network_offer_url_ids": [1.5]}"#, field: "network_offer_url_ids",
            "must be a list of ids: whole numbers, 1 or more"),
        bad(
            "an end before the start", #"{"date_valid_to": "2026-05-31"}"#, field: "date_valid_to",
            "must not be before date_valid_from (2026-06-01)"),
    ]

    private static let customPayoutRows: [InvalidMoneyBody] = [
        bad("variables that are no list", #"{"variables": {}}"#, field: "variables", "must be a list of rows"),
        bad("a variable that is no object", #"{"variables": ["sub1"]}"#, field: "variables", "row 1 must be an object"),
        bad(
            "a variable without a name",
            #"{"variables": [{"variable": "", "variable_value": "a", "comparison_method": "contains"}]}"#,
            field: "variables", "row 1 needs a variable"),
        bad(
            "a variable without a value",
            #"{"variables": [{"variable": "sub1", "variable_value": "a", "comparison_method": "contains"}, {"variable": "sku", "comparison_method": "contains"}]}"#,
            field: "variables", "row 2 needs a variable_value"),
        bad(
            "an unknown comparison",
            #"{"variables": [{"variable": "sub1", "variable_value": "a", "comparison_method": "equals"}]}"#,
            field: "variables",
            "row 1 needs a comparison_method: one of exact_match, contains, begins_with, ends_with, does_not_contain, does_not_match"
        ),
        bad("a rule set that is a list", #"{"ruleset": []}"#, field: "ruleset", "must be an object"),
        bad(
            "countries that are no list", #"{"ruleset": {"countries": 227}}"#, field: "ruleset",
            "countries must be a list of rows"),
        bad(
            "a country without an id",
            #"{"ruleset": {"countries": [{"match_type": "exact", "targeting_type": "include"}]}}"#,
            field: "ruleset", "countries row 1 needs a country_id"),
        bad(
            "a city neither in nor out",
            #"{"ruleset": {"cities": [{"city_id": 9, "match_type": "exact", "targeting_type": "only"}]}}"#,
            field: "ruleset", "cities row 1 needs a targeting_type: include or exclude"),
        bad(
            "an unknown match",
            #"{"ruleset": {"isps": [{"isp_id": 9, "match_type": "like", "targeting_type": "include"}]}}"#,
            field: "ruleset", "isps row 1 needs a match_type: one of exact, minimum, maximum, range"),
        bad(
            "a proxy flag as text", #"{"ruleset": {"is_block_proxy": "yes"}}"#, field: "ruleset",
            "is_block_proxy must be true or false"),
    ]
}
