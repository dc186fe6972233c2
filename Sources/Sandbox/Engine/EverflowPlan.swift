// What the engine must know of an Everflow network to decide on a click or a conversion. Holds no names and no bodies.

import Models

/// One affiliate on one offer.
struct Pair: Hashable, Comparable, Sendable {
    let offer: Int
    let affiliate: Int

    static func < (left: Pair, right: Pair) -> Bool {
        (left.offer, left.affiliate) < (right.offer, right.affiliate)
    }
}

struct OfferPlan: Hashable, Sendable {
    var isActive: Bool
    /// False voids the offer's caps and every custom cap on it.
    var isCapsEnabled: Bool
    var isSoftCap: Bool
    /// IANA zone whose calendar resets the offer's caps and the custom caps on it.
    var zone: String
    var limits: CapLimits
    var group: Int?
    var advertiser: Int
    /// What conversions and events pay and bring, the base one first.
    var entries: [Everflow.PayoutRevenue]
}

struct GroupPlan: Hashable, Sendable {
    var isCapsEnabled: Bool
    var isSoftCap: Bool
    var limits: CapLimits
}

struct CustomCapPlan: Hashable, Sendable {
    var id: Int
    var isSoftCap: Bool
    var limits: CapLimits
}

/// Everything that decides over clicks and conversions.
struct EverflowPlan: Sendable {
    /// The zone of offer groups (Everflow reference, section 2).
    var networkZone: String
    var offers: [Int: OfferPlan] = [:]
    var groups: [Int: GroupPlan] = [:]
    var customCaps: [Pair: CustomCapPlan] = [:]
    /// Affiliates by id; true when active.
    var affiliates: [Int: Bool] = [:]
    var money = MoneyPlan()
}
