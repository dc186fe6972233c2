// What each kind of object of the money side can be filtered and searched by. Everflow reference, 9.1, 10.1.

import Models

extension EverflowResource where Record == MoneyRecord {
    static let customPayouts = EverflowResource(
        listKey: MoneyResource.customPayout.listName, records: { $0.account.customPayouts },
        fields: [
            "network_offer_id": { $0.document["network_offer_id"] ?? .null },
            "time_created": { .int($0.createdAt.seconds) }, "time_saved": { .int($0.savedAt.seconds) },
        ],
        searches: ["name": searchByName],
        tableFilters: [
            "network_offer_ids": { names($1, $0.document["network_offer_id"] ?? .null) },
            "network_affiliate_ids": { isFor($1, $0, "network_affiliate_ids") },
            "custom_setting_status": { names($1, $0.document["custom_setting_status"] ?? .null) },
        ])

    static let commissions = EverflowResource(
        listKey: MoneyResource.tieredCommission.listName, records: { $0.account.commissions }, fields: [:],
        searches: ["name": searchByName],
        tableFilters: [
            "network_affiliate_ids": { isFor($1, $0, "network_affiliate_ids") },
            "network_offer_ids": { isFor($1, $0, "network_offer_ids") },
            "network_advertiser_ids": { isFor($1, $0, "network_advertiser_ids") },
        ])

    private static func searchByName(_ record: MoneyRecord, _ value: String, _: AccountDirectory) -> Bool {
        contains(record.document["name"]?.text ?? "", value) || String(record.id) == value
    }

    /// Whether the filter names one of the objects under `name`; what applies to all affiliates is for each of them.
    private static func isFor(_ filter: JSONValue, _ record: MoneyRecord, _ name: String) -> Bool {
        if filter.array?.isEmpty ?? filter.isNull { return true }
        if name == "network_affiliate_ids", record.document["is_apply_all_affiliates"] == .bool(true) { return true }
        return (record.document[name]?.array ?? []).contains { names(filter, $0) }
    }
}
