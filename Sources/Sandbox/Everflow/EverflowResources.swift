// What each kind of Everflow object can be filtered and searched by. Everflow reference, 4.1, 6.1, 7, 8.1.

import Models

extension EverflowResource where Record == CustomCapRecord {
    static let customCaps = EverflowResource(
        listKey: "custom_cap_settings", records: { $0.account.customCaps },
        fields: [
            "network_offer_id": { .int($0.pair.offer) }, "network_affiliate_id": { .int($0.pair.affiliate) },
            "time_created": { .int($0.createdAt.seconds) }, "time_saved": { .int($0.savedAt.seconds) },
        ],
        searches: [
            "name": { record, value, _ in contains(record.name, value) || String(record.id) == value },
            "offer_name": { record, value, directory in
                contains(directory.offersByID[record.pair.offer]?.name ?? "", value)
            },
            "affiliate_name": { record, value, directory in
                contains(directory.affiliatesByID[record.pair.affiliate]?.name ?? "", value)
            },
        ],
        tableFilters: [
            "network_offer_ids": { names($1, .int($0.pair.offer)) },
            "network_affiliate_ids": { names($1, .int($0.pair.affiliate)) },
        ])
}

extension EverflowResource where Record == OfferRecord {
    static let offers = EverflowResource(
        listKey: "offers", records: { $0.account.offers },
        fields: [
            "network_offer_id": { .int($0.id) }, "network_advertiser_id": { .int($0.advertiserID) },
            "network_offer_group_id": { .int($0.groupID) }, "offer_status": { .string($0.status) },
            "visibility": { .string($0.visibility) }, "time_created": { .int($0.createdAt.seconds) },
            "time_saved": { .int($0.savedAt.seconds) },
        ],
        searches: [
            "name": { record, value, _ in contains(record.name, value) || String(record.id) == value },
            "encoded_value": { record, value, _ in EverflowObjects.encoded(record.id, salt: 4) == value },
            "advertiser_name": { record, value, directory in
                contains(directory.advertisersByID[record.advertiserID]?.name ?? "", value)
            },
        ],
        tableFilters: [
            "network_advertiser_ids": { names($1, .int($0.advertiserID)) },
            "network_offer_group_id": { names($1, .int($0.groupID)) },
            "offer_status": { names($1, .string($0.status)) },
            "visibilities": { names($1, .string($0.visibility)) },
            "labels": { record, filter in
                filter.array?.isEmpty ?? true || record.labels.contains { names(filter, .string($0)) }
            },
        ])
}

extension EverflowResource where Record == AffiliateRecord {
    static let affiliates = EverflowResource(
        listKey: "affiliates", records: { $0.account.affiliates },
        fields: [
            "network_affiliate_id": { .int($0.id) }, "account_status": { .string($0.status) },
            "time_created": { .int($0.createdAt.seconds) }, "time_saved": { .int($0.savedAt.seconds) },
        ],
        searches: [
            "name": { record, value, _ in contains(record.name, value) || String(record.id) == value }
        ],
        tableFilters: [
            "account_status": { names($1, .string($0.status)) },
            "account_manager_ids": { names($1, .int($0.managerID)) },
            "country_codes": { names($1, .string($0.country)) },
            "labels": { record, filter in
                filter.array?.isEmpty ?? true || record.labels.contains { names(filter, .string($0)) }
            },
        ])
}

extension EverflowResource where Record == AdvertiserRecord {
    static let advertisers = EverflowResource(
        listKey: "advertisers", records: { $0.account.advertisers },
        fields: [
            "network_advertiser_id": { .int($0.id) }, "account_status": { .string($0.status) },
            "time_created": { .int($0.createdAt.seconds) }, "time_saved": { .int($0.savedAt.seconds) },
        ])
}
