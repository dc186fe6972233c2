// What the account holds, found by id, and kept so while writes change it. Knows no storage, no HTTP and no clock.

import Models

/// The account and its indices. A value: answers that take long keep the one they began with.
struct AccountDirectory: Sendable {
    private(set) var account: Account
    private(set) var affiliatesByID: [Int: AffiliateRecord]
    let advertisersByID: [Int: AdvertiserRecord]
    private(set) var offersByID: [Int: OfferRecord]
    private(set) var groupsByID: [Int: GroupRecord]
    private(set) var customCapIDs: [Pair: Int]
    /// Entries of offers beside their base ones, by offer.
    let eventsByOffer: [Int: [OfferEventRecord]]
    private(set) var offerIDsByGroup: [Int: [Int]]
    private(set) var flowsByID: [String: FlowRecord]
    /// LeadConduit caps that lead handling uses, in the order of their flows.
    private(set) var leadCaps: [(id: String, cap: PlacedCap)]
    private(set) var leadCapsByID: [String: PlacedCap]

    /// `account` in the order of its ids.
    init(_ account: Account) {
        self.account = account
        affiliatesByID = AccountDirectory.index(account.affiliates, by: \.id)
        advertisersByID = AccountDirectory.index(account.advertisers, by: \.id)
        offersByID = AccountDirectory.index(account.offers, by: \.id)
        groupsByID = AccountDirectory.index(account.groups, by: \.id)
        customCapIDs = Dictionary(account.customCaps.map { ($0.pair, $0.id) }, uniquingKeysWith: { first, _ in first })
        eventsByOffer = Dictionary(grouping: account.offerEvents, by: \.offerID)
        offerIDsByGroup = AccountDirectory.members(account.offers)
        flowsByID = AccountDirectory.index(account.flows, by: \.id)
        leadCaps = account.flows.flatMap { PlacedCap.all(in: $0.deployed) }
        leadCapsByID = Dictionary(leadCaps.map { ($0.id, $0.cap) }, uniquingKeysWith: { first, _ in first })
    }

    func customCap(_ id: Int) -> CustomCapRecord? {
        let index = AccountDirectory.position(of: id, in: account.customCaps, by: \.id)
        guard index < account.customCaps.count, account.customCaps[index].id == id else { return nil }
        return account.customCaps[index]
    }

    /// One of the money side's objects.
    func money(_ id: Int, in records: KeyPath<Account, [MoneyRecord]>) -> MoneyRecord? {
        let all = account[keyPath: records]
        let index = AccountDirectory.position(of: id, in: all, by: \.id)
        return index < all.count && all[index].id == id ? all[index] : nil
    }

    // MARK: - Changing

    mutating func apply(_ changes: AccountChanges) {
        for record in changes.changed.affiliates {
            AccountDirectory.put(record, into: &account.affiliates, by: \.id)
            affiliatesByID[record.id] = record
        }
        for record in changes.changed.offers {
            AccountDirectory.put(record, into: &account.offers, by: \.id)
            offersByID[record.id] = record
        }
        for record in changes.changed.groups {
            AccountDirectory.put(record, into: &account.groups, by: \.id)
            groupsByID[record.id] = record
        }
        for record in changes.changed.customCaps {
            AccountDirectory.put(record, into: &account.customCaps, by: \.id)
            customCapIDs[record.pair] = record.id
        }
        for record in changes.deletedCustomCaps {
            account.customCaps.removeAll { $0.id == record.id }
            customCapIDs[record.pair] = nil
        }
        for kind in [\Account.customPayouts, \.commissions, \.tiers] {
            for record in changes.changed[keyPath: kind] {
                AccountDirectory.put(record, into: &account[keyPath: kind], by: \.id)
            }
        }
        account.customPayouts.removeAll { changes.deletedCustomPayouts.contains($0.id) }
        if changes.isRegrouping { offerIDsByGroup = AccountDirectory.members(account.offers) }
        for record in changes.changed.flows { apply(record) }
    }

    private mutating func apply(_ record: FlowRecord) {
        let isDeployed = flowsByID[record.id]?.deployed != record.deployed
        AccountDirectory.put(record, into: &account.flows, by: \.id)
        flowsByID[record.id] = record
        guard isDeployed else { return }
        let place = leadCaps.firstIndex { $0.cap.flowID >= record.id } ?? leadCaps.count
        for (id, cap) in leadCaps where cap.flowID == record.id { leadCapsByID[id] = nil }
        leadCaps.removeAll { $0.cap.flowID == record.id }
        let caps = PlacedCap.all(in: record.deployed)
        leadCaps.insert(contentsOf: caps, at: place)
        for (id, cap) in caps { leadCapsByID[id] = cap }
    }

    // MARK: - Indices

    private static func members(_ offers: [OfferRecord]) -> [Int: [Int]] {
        Dictionary(grouping: offers.filter { $0.groupID != 0 }, by: \.groupID).mapValues { $0.map(\.id) }
    }

    private static func index<Record, ID: Hashable>(
        _ records: [Record], by id: KeyPath<Record, ID>
    ) -> [ID: Record] {
        Dictionary(records.map { ($0[keyPath: id], $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where `id` is, or belongs, in records that ascend.
    private static func position<Record, ID: Comparable>(
        of id: ID, in records: [Record], by key: KeyPath<Record, ID>
    ) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle][keyPath: key] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func put<Record, ID: Comparable>(
        _ record: Record, into records: inout [Record], by key: KeyPath<Record, ID>
    ) {
        let index = position(of: record[keyPath: key], in: records, by: key)
        if index < records.count, records[index][keyPath: key] == record[keyPath: key] {
            records[index] = record
        } else {
            records.insert(record, at: index)
        }
    }
}
