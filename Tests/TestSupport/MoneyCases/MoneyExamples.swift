// The example bodies of the Everflow reference, sections 9 to 11, as they stand there, and the request bodies that
// follow from them.

public enum MoneyExamples {
    /// Section 9.2.
    public static let customPayout = #"""
        { "network_custom_payout_revenue_setting_id": 318, "network_id": 7, "is_apply_all_affiliates": false, "network_affiliate_ids": [51],
          "network_offer_id": 204, "name": "Harbor Media bonus rate", "network_offer_payout_revenue_id": 0, "description": "", "public_description": "Summer rate",
          "custom_setting_status": "active", "is_custom_payout_enabled": true, "payout_amount": 18, "payout_percentage": 0, "payout_type": "cpa",
          "is_custom_revenue_enabled": false, "revenue_amount": 0, "revenue_percentage": 0, "revenue_type": "blank", "is_postback_disabled": false,
          "date_valid_from": "2026-06-01", "date_valid_to": "2026-08-31", "is_apply_specific_offer_urls": false, "network_offer_url_ids": null, "currency_id": "USD",
          "time_created": 1748736000, "time_saved": 1748736000,
          "relationship": {
            "affiliates": { "total": 1, "entries": [ { "network_affiliate_id": 51, "network_id": 7, "name": "Harbor Media", "account_status": "active" } ] },
            "offer": { "network_offer_id": 204, "network_id": 7, "network_advertiser_id": 19, "network_offer_group_id": 0, "name": "Sunrise Kettle CPA",
                       "offer_status": "active", "network_tracking_domain_id": 2, "visibility": "require_approval", "currency_id": "USD" },
            "payout_revenue": { "network_offer_payout_revenue_id": 731, "network_id": 7, "network_offer_id": 204, "entry_name": "Base", "payout_type": "cpa",
              "payout_amount": 15, "payout_percentage": 0, "revenue_type": "rpa", "revenue_amount": 21.5, "revenue_percentage": 0, "is_default": true,
              "is_private": false, "is_postback_disabled": false, "is_enforce_caps": true, "time_created": 1735689600, "global_advertiser_event_id": 0,
              "is_must_approve_conversion": false, "is_allow_duplicate_conversion": true, "is_email_attribution_default_event": false },
            "currency_id": "USD" } }
        """#

    /// Section 9.2, bulk update.
    public static let customPayoutPatch = #"""
        {"network_custom_payout_revenue_setting_ids": [318], "fields": [{"field_type": "custom_setting_status", "field_value": "inactive"}]}
        """#

    /// Section 10.2.
    public static let tieredCommission = #"""
        { "network_tiered_commission_id": 9, "network_id": 7, "name": "Kettle volume tier", "notes": "", "status": "active",
          "start_date": "2026-01-01", "end_date": "2026-12-31", "period": "monthly", "network_offer_payout_revenue_id": 0, "is_apply_all_affiliates": false,
          "network_affiliate_ids": [51, 64], "network_offer_ids": [204], "network_advertiser_ids": null,
          "is_payout_enabled": true, "payout_action": "increase", "payout_value": 12, "is_revenue_enabled": false, "revenue_action": "increase", "revenue_value": 0,
          "payout_goal": 0, "revenue_goal": 0, "sale_amount_goal": 0, "conversion_goal": 300, "event_goal": 0,
          "relationship": {}, "payout_max": 0, "revenue_max": 0, "sale_amount_max": 0, "conversion_max": 1200, "event_max": 0,
          "is_retroactive_payout_enabled": false, "retroactive_payout_action": "flat_increase", "retroactive_payout_value": 0, "retroactive_payout_type": "", "retroactive_payout_percentage": 0,
          "is_retroactive_revenue_enabled": false, "retroactive_revenue_action": "flat_decrease", "retroactive_revenue_value": 0, "retroactive_revenue_type": "", "retroactive_revenue_percentage": 0,
          "time_created": 1767225600, "time_saved": 1767225600 }
        """#

    /// Section 11, list.
    public static let affiliateTiers = #"""
        { "tiers": [ { "network_affiliate_tier_id": 3, "network_id": 7, "name": "Harbor tier", "status": "active", "description": "Top partners",
            "network_affiliate_ids": [51, 64], "payout_margin": 12.5, "is_default_tier": false, "time_created": 1748736000, "time_saved": 1748736000 } ] }
        """#

    /// Section 11, what `relationship=all` adds.
    public static let tierRelationship = #"""
        "relationship": { "labels": { "total": 1, "entries": ["premium"] } }
        """#

    /// What section 9.2's example would be created with, variables and a rule set added.
    public static let customPayoutBody = #"""
        { "is_apply_all_affiliates": false, "network_affiliate_ids": [51], "network_offer_id": 204,
          "name": "Harbor Media bonus rate", "network_offer_payout_revenue_id": 0, "description": "",
          "public_description": "Summer rate", "custom_setting_status": "active", "is_custom_payout_enabled": true,
          "payout_amount": 18, "payout_percentage": null, "payout_type": "cpa", "is_custom_revenue_enabled": false,
          "revenue_amount": null, "revenue_percentage": null, "revenue_type": "blank", "is_postback_disabled": false,
          "date_valid_from": "2026-06-01", "date_valid_to": "2026-08-31", "is_apply_specific_offer_urls": false,
          "network_offer_url_ids": [],
          "variables": [{ "variable": "sub1", "variable_value": "vip", "comparison_method": "begins_with" }],
          "ruleset": { "countries": [{ "country_id": 227, "match_type": "exact", "targeting_type": "include" }],
                       "platforms": [{ "platform_id": 2, "match_type": "exact", "targeting_type": "exclude" }],
                       "is_block_proxy": true } }
        """#

    /// What section 10.2's example would be created with.
    public static let tieredCommissionBody = #"""
        { "name": "Kettle volume tier", "notes": "", "status": "active", "start_date": "2026-01-01",
          "end_date": "2026-12-31", "period": "monthly", "network_offer_payout_revenue_id": 0,
          "is_apply_all_affiliates": false, "network_affiliate_ids": [51, 64], "network_offer_ids": [204],
          "network_advertiser_ids": null, "is_payout_enabled": true, "payout_action": "increase", "payout_value": 12,
          "is_revenue_enabled": false, "revenue_action": "increase", "revenue_value": 0, "payout_goal": 0,
          "revenue_goal": 0, "sale_amount_goal": 0, "conversion_goal": 300, "event_goal": 0, "relationship": {},
          "payout_max": 0, "revenue_max": 0, "sale_amount_max": 0, "conversion_max": 1200, "event_max": 0,
          "is_retroactive_payout_enabled": false, "retroactive_payout_action": "", "retroactive_payout_value": 0,
          "is_retroactive_revenue_enabled": false, "retroactive_revenue_action": "", "retroactive_revenue_value": 0 }
        """#

    /// What section 11's example would be created with.
    public static let affiliateTierBody = #"""
        { "name": "Harbor tier", "status": "active", "description": "Top partners", "network_affiliate_ids": [51, 64],
          "payout_margin": 12.5, "is_default_tier": false, "labels": ["premium"] }
        """#
}
