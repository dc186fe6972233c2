// The fields that a bulk update of custom payout settings takes (Everflow reference, 9.2), and what they do to a
// setting.

extension Everflow {
    /// One `field_type`, by its wire name.
    public enum CustomPayoutField: String, CaseIterable, Hashable, Sendable {
        case status = "custom_setting_status"
        case dateValidFrom = "date_valid_from"
        case dateValidTo = "date_valid_to"
        case description
        case isApplyAllAffiliates = "is_apply_all_affiliates"
        case isCustomPayoutEnabled = "is_custom_payout_enabled"
        case isCustomRevenueEnabled = "is_custom_revenue_enabled"
        case name
        case affiliateIDs = "network_affiliate_ids"
        case offerID = "network_offer_id"
        case payoutAmount = "payout_amount"
        case payoutPercentage = "payout_percentage"
        case payoutType = "payout_type"
        case revenueAmount = "revenue_amount"
        case revenuePercentage = "revenue_percentage"
        case revenueType = "revenue_type"
        case isPostbackDisabled = "is_postback_disabled"
        case variables
        case platforms = "ruleset_platforms"
        case deviceTypes = "ruleset_device_types"
        case osVersions = "ruleset_os_versions"
        case browsers = "ruleset_browsers"
        case languages = "ruleset_languages"
        case countries = "ruleset_countries"
        case regions = "ruleset_regions"
        case cities = "ruleset_cities"
        case dmas = "ruleset_dmas"
        case mobileCarriers = "ruleset_mobile_carriers"
        case isps = "ruleset_isps"
        case connectionTypes = "ruleset_connection_types"
        case ips = "ruleset_ips"
        case isBlockProxy = "ruleset_is_block_proxy"

        private static let prefix = "ruleset_"

        /// The member of `ruleset` that it sets; nil when it sets a member of the setting itself.
        public var rulesetMember: String? {
            guard rawValue.hasPrefix(CustomPayoutField.prefix) else { return nil }
            return String(rawValue.dropFirst(CustomPayoutField.prefix.count))
        }

        /// What the setting `tree` holds under it; null when missing.
        public func value(in tree: JSONValue) -> JSONValue {
            guard let member = rulesetMember else { return tree[rawValue] ?? .null }
            return tree["ruleset"]?[member] ?? .null
        }

        /// The setting `tree` with the field set.
        public func setting(_ value: JSONValue, in tree: JSONValue) -> JSONValue {
            var result = tree
            if let member = rulesetMember {
                var ruleset = tree["ruleset"]?.object ?? JSONObject()
                ruleset[member] = value
                result["ruleset"] = .object(ruleset)
            } else {
                result[rawValue] = value
            }
            return result
        }

        /// The field as a bulk update carries it; custom payout settings take no `operator`.
        public func edit(_ value: JSONValue) -> FieldEdit {
            FieldEdit(fieldType: rawValue, fieldValue: value)
        }
    }
}
