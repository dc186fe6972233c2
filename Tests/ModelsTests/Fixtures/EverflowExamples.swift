// The example bodies of the Everflow reference, sections 1-8 and 12, as they stand there.

enum EverflowExamples {
    /// Section 1.1, as documented.
    static let errorLower = #"""
        { "error": "Invalid parameters." }
        """#

    /// Section 1.1, as clients read it.
    static let errorUpper = #"""
        { "Error": "name is required" }
        """#

    /// Section 1.3.
    static let paging = #"""
        { "paging": { "page": 1, "page_size": 50, "total_count": 137 } }
        """#

    /// Section 1.7.
    static let timezones = #"""
        { "timezones": [
          { "timezone_id": 67, "timezone": "UTC", "timezone_name": "Greenwich Mean Time (UTC)", "utc_offset": "+00:00" },
          { "timezone_id": 80, "timezone": "America/New_York", "timezone_name": "Eastern Standard Time", "utc_offset": "-05:00" }
        ] }
        """#

    /// Section 1.7.
    static let network = #"""
        { "network_id": 7, "name": "Lanternfish Network", "status": "active", "default_currency_id": "USD",
          "reporting_timezone_id": 80, "time_created": 1672531200, "time_saved": 1735689600 }
        """#

    /// Section 4.2, list.
    static let customCaps = #"""
        {
          "custom_cap_settings": [
            {
              "network_custom_cap_setting_id": 412, "network_id": 7, "network_affiliate_id": 51, "network_offer_id": 204,
              "name": "Harbor Media ramp-up",
              "daily_conversion_cap": 40, "weekly_conversion_cap": 0, "monthly_conversion_cap": 900, "global_conversion_cap": 0,
              "daily_payout_cap": 0, "weekly_payout_cap": 0, "monthly_payout_cap": 12500.5, "global_payout_cap": 0,
              "daily_click_cap": 5000, "weekly_click_cap": 0, "monthly_click_cap": 0, "global_click_cap": 0,
              "daily_revenue_cap": 0, "weekly_revenue_cap": 0, "monthly_revenue_cap": 0, "global_revenue_cap": 0,
              "time_created": 1756704000, "time_saved": 1757308800, "is_soft_cap": false,
              "relationship": {
                "affiliate": { "network_affiliate_id": 51, "network_id": 7, "name": "Harbor Media", "account_status": "active" },
                "offer": { "network_offer_id": 204, "network_id": 7, "network_advertiser_id": 19, "network_offer_group_id": 0,
                           "name": "Sunrise Kettle CPA", "offer_status": "active", "network_tracking_domain_id": 2,
                           "visibility": "require_approval", "currency_id": "USD" },
                "currency_id": "USD"
              }
            }
          ],
          "paging": { "page": 1, "page_size": 50, "total_count": 1 }
        }
        """#

    /// Section 4.2, create.
    static let customCapDraft = #"""
        { "network_affiliate_id": 51, "network_offer_id": 204, "name": "Harbor Media ramp-up",
          "daily_conversion_cap": 40, "monthly_payout_cap": 12500.5, "is_soft_cap": false }
        """#

    /// Section 4.3.
    static let customCapEdit = #"""
        { "network_custom_cap_setting_ids": [412, 413],
          "fields": [ { "field_type": "daily_conversion_cap", "field_value": 60 },
                      { "field_type": "is_soft_cap", "field_value": true } ] }
        """#

    /// Section 6.2.
    static let offer = #"""
        {
          "network_offer_id": 204, "network_id": 7, "network_advertiser_id": 19, "network_offer_group_id": 0,
          "name": "Sunrise Kettle CPA", "offer_status": "active", "visibility": "require_approval", "currency_id": "USD",
          "thumbnail_url": "", "network_category_id": 3, "internal_notes": "", "project_id": "",
          "destination_url": "https://shop.example.com/kettle?tid={transaction_id}", "preview_url": "", "server_side_url": "",
          "html_description": "", "date_live_until": "",
          "is_caps_enabled": true, "is_soft_cap": false, "caps_timezone_id": 80,
          "daily_conversion_cap": 200, "weekly_conversion_cap": 0, "monthly_conversion_cap": 4000, "global_conversion_cap": 0,
          "daily_payout_cap": 0, "weekly_payout_cap": 0, "monthly_payout_cap": 60000, "global_payout_cap": 0,
          "daily_revenue_cap": 0, "weekly_revenue_cap": 0, "monthly_revenue_cap": 0, "global_revenue_cap": 250000,
          "daily_click_cap": 0, "weekly_click_cap": 0, "monthly_click_cap": 0, "global_click_cap": 0,
          "redirect_mode": "standard", "conversion_method": "server_postback", "session_definition": "cookie", "session_duration": 24,
          "network_tracking_domain_id": 2, "is_use_secure_link": true, "is_fail_traffic_enabled": false,
          "redirect_routing_method": "internal", "redirect_internal_routing_type": "priority",
          "is_duplicate_filter_enabled": false, "duplicate_filter_targeting_action": "unknown", "is_must_approve_conversion": false,
          "time_created": 1735689600, "time_saved": 1757308800,
          "relationship": {
            "category": { "network_category_id": 3, "network_id": 7, "name": "Home", "status": "active", "time_created": 1735689600, "time_saved": 1735689600 },
            "labels": { "total": 1, "entries": ["kitchen"] },
            "encoded_value": "4QW21", "is_locked_currency": true, "is_locked_caps_timezone": true,
            "payout_revenue": { "total": 1, "entries": [
              { "network_offer_payout_revenue_id": 731, "network_id": 7, "network_offer_id": 204, "entry_name": "Base",
                "payout_type": "cpa", "payout_amount": 15, "payout_percentage": 0, "revenue_type": "rpa", "revenue_amount": 21.5, "revenue_percentage": 0,
                "is_default": true, "is_private": false, "is_postback_disabled": false, "is_enforce_caps": true, "time_created": 1735689600,
                "global_advertiser_event_id": 0, "is_must_approve_conversion": false, "is_allow_duplicate_conversion": true,
                "is_email_attribution_default_event": false } ] }
          }
        }
        """#

    /// Section 6.3.
    static let offersTable = #"""
        {
          "offers": [ {
            "network_offer_id": 204, "network_id": 7, "network_advertiser_id": 19, "name": "Sunrise Kettle CPA", "offer_status": "active",
            "thumbnail_url": "", "visibility": "require_approval", "network_advertiser_name": "Sunrise Goods", "category": "Home",
            "network_offer_group_id": 0, "time_created": 1735689600, "time_saved": 1757308800,
            "payout": "CPA: $15.00", "revenue": "RPA: $21.50", "today_revenue": "$2,580.00",
            "daily_conversion_cap": 200, "weekly_conversion_cap": 0, "monthly_conversion_cap": 4000, "global_conversion_cap": 0,
            "daily_payout_cap": 0, "weekly_payout_cap": 0, "monthly_payout_cap": 60000, "global_payout_cap": 0,
            "daily_revenue_cap": 0, "weekly_revenue_cap": 0, "monthly_revenue_cap": 0, "global_revenue_cap": 250000,
            "daily_click_cap": 0, "weekly_click_cap": 0, "monthly_click_cap": 0, "global_click_cap": 0,
            "destination_url": "https://shop.example.com/kettle?tid={transaction_id}", "encoded_value": "4QW21", "labels": null, "channels": null,
            "today_clicks": 3120, "is_force_terms_and_conditions": false, "project_id": "", "optimized_thumbnail_url": "", "currency_id": "USD",
            "revenue_amount": 21.5, "payout_amount": 15, "today_revenue_amount": 2580, "today_payout_amount": 1800,
            "payout_type": "cpa", "revenue_type": "rpa", "payout_percentage": 0, "revenue_percentage": 0,
            "relationship": {
              "remaining_caps": {
                "remaining_daily_payout_cap": -1000, "remaining_daily_revenue_cap": -1000, "remaining_daily_conversion_cap": 80, "remaining_daily_click_cap": -1000,
                "remaining_weekly_payout_cap": -1000, "remaining_weekly_revenue_cap": -1000, "remaining_weekly_conversion_cap": -1000, "remaining_weekly_click_cap": -1000,
                "remaining_monthly_payout_cap": 21400, "remaining_monthly_revenue_cap": -1000, "remaining_monthly_conversion_cap": 1427, "remaining_monthly_click_cap": -1000,
                "remaining_global_payout_cap": -1000, "remaining_global_revenue_cap": 96310, "remaining_global_conversion_cap": -1000, "remaining_global_click_cap": -1000 },
              "ruleset": { "network_ruleset_id": 5120, "network_id": 7, "countries": [], "platforms": [], "is_block_proxy": false, "is_use_day_parting": false }
            } } ],
          "paging": { "page": 1, "page_size": 50, "total_count": 1 }
        }
        """#

    /// Section 6.4.
    static let offerEdit = #"""
        { "network_offer_ids": [204, 205],
          "fields": [ { "field_type": "is_caps_enabled", "field_value": true, "operator": "overwrite" },
                      { "field_type": "daily_conversion_cap", "field_value": 260, "operator": "overwrite" } ] }
        """#

    /// Section 6.4, preview.
    static let offerPreview = #"""
        { "changes": [ { "network_offer": { "network_offer_id": 204, "network_id": 7, "name": "Sunrise Kettle CPA", "offer_status": "active" },
                         "change_status": "ok",
                         "current_field": { "field_type": "daily_conversion_cap", "field_value": 200, "operator": "overwrite" },
                         "changed_field": { "field_type": "daily_conversion_cap", "field_value": 260, "operator": "overwrite" },
                         "error_message": "", "related_changes": "" } ],
          "resource_errors": [] }
        """#

    /// Section 7.
    static let offerGroup = #"""
        { "network_offer_group_id": 12, "network_id": 7, "network_advertiser_id": 19, "name": "Sunrise spring budget", "internal_notes": "",
          "offer_group_status": "active", "is_caps_enabled": true,
          "daily_conversion_cap": 0, "weekly_conversion_cap": 0, "monthly_conversion_cap": 0, "global_conversion_cap": 0,
          "daily_payout_cap": 0, "weekly_payout_cap": 0, "monthly_payout_cap": 90000, "global_payout_cap": 0,
          "daily_revenue_cap": 0, "weekly_revenue_cap": 0, "monthly_revenue_cap": 0, "global_revenue_cap": 0,
          "daily_click_cap": 0, "weekly_click_cap": 20000, "monthly_click_cap": 0, "global_click_cap": 0,
          "time_created": 1740787200, "time_saved": 1757308800,
          "relationship": {
            "advertiser": { "network_advertiser_id": 19, "network_id": 7, "name": "Sunrise Goods", "account_status": "active" },
            "labels": { "total": 0, "entries": [] }, "network_offer_ids": [204, 207],
            "remaining_caps": {
              "remaining_daily_payout_cap": -1000, "remaining_daily_revenue_cap": -1000, "remaining_daily_conversion_cap": -1000, "remaining_daily_click_cap": -1000,
              "remaining_weekly_payout_cap": -1000, "remaining_weekly_revenue_cap": -1000, "remaining_weekly_conversion_cap": -1000, "remaining_weekly_click_cap": 7350,
              "remaining_monthly_payout_cap": 41200, "remaining_monthly_revenue_cap": -1000, "remaining_monthly_conversion_cap": -1000, "remaining_monthly_click_cap": -1000,
              "remaining_global_payout_cap": -1000, "remaining_global_revenue_cap": -1000, "remaining_global_conversion_cap": -1000, "remaining_global_click_cap": -1000 } } }
        """#

    /// Section 8.2.
    static let affiliate = #"""
        { "network_affiliate_id": 51, "network_id": 7, "name": "Harbor Media", "account_status": "active", "network_employee_id": 4,
          "internal_notes": "", "has_notifications": true, "network_traffic_source_id": 0, "account_executive_id": 0, "adress_id": 0,
          "default_currency_id": "USD", "is_contact_address_enabled": false, "enable_media_cost_tracking_links": false,
          "time_created": 1735689600, "time_saved": 1751328000, "referrer_id": 0,
          "relationship": {
            "labels": { "total": 1, "entries": ["premium"] },
            "account_manager": { "first_name": "Ines", "last_name": "Moreau", "email": "ines@example.net", "work_phone": "", "cell_phone": "",
                                 "instant_messaging_id": 0, "instant_messaging_identifier": "" },
            "encoded_value": "7HK30" } }
        """#

    /// Section 8.2, table.
    static let affiliatesTable = #"""
        { "affiliates": [ { "network_affiliate_id": 51, "network_id": 7, "name": "Harbor Media", "account_status": "active",
            "account_manager_id": 4, "account_manager_name": "Ines Moreau", "account_executive_id": 0, "account_executive_name": "",
            "today_revenue": "$1,240.00", "balance": 8312.5, "global_tracking_domain_url": "", "network_country_code": "US",
            "time_created": 1735689600, "time_saved": 1751328000 } ],
          "paging": { "page": 1, "page_size": 50, "total_count": 1 } }
        """#

    /// Section 8.2, bulk edit.
    static let affiliateEdit = #"""
        {"network_affiliate_ids": [51], "fields": [{"field_type": "account_status", "field_value": "inactive", "operator": "overwrite"}]}
        """#

    /// Section 12, table.
    static let report = #"""
        {
          "table": [
            { "columns": [ { "column_type": "offer", "id": "204", "label": "Sunrise Kettle CPA" },
                           { "column_type": "affiliate", "id": "51", "label": "Harbor Media" } ],
              "reporting": { "imp": 0, "total_click": 3310, "unique_click": 3120, "invalid_click": 41, "duplicate_click": 149, "gross_click": 3351, "ctr": 0,
                "cv": 31, "invalid_cv_scrub": 0, "view_through_cv": 0, "total_cv": 31, "event": 4, "cvr": 0.99, "evr": 0.13, "cpc": 0.15, "cpm": 0, "cpa": 15,
                "epc": 0.21, "rpc": 0.21, "rpa": 21.5, "rpm": 0, "payout": 465, "revenue": 666.5, "event_revenue": 0, "gross_sales": 0, "profit": 201.5, "margin": 30.23,
                "roas": 0, "avg_sale_value": 0, "media_buying_cost": 0, "on_hold_potential_revenue": 0, "on_hold_potential_payout": 0, "on_hold_conversion_count": 0, "public_events": 0 } }
          ],
          "incomplete_results": false
        }
        """#
}
