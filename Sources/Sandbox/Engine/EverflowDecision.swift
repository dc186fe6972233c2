// A click or a conversion, and what the engine decided about it, as values. Knows no JSON.

import Models

/// A click, a conversion or an event of an affiliate on an offer.
struct EverflowEvent: Hashable, Sendable {
    enum Kind: String, Sendable {
        case click, conversion
        /// Of an entry other than the base one: caps neither stop nor count it.
        case event
    }

    var kind: Kind
    var pair: Pair
    var details = EventDetails()
}

extension EverflowEvent.Kind {
    /// What caps count of it when it was worth `earning`.
    func metrics(_ earning: Earning) -> [CapMetric] {
        switch self {
        case .click: earning.payout == 0 && earning.revenue == 0 ? [.click] : [.click, .payout, .revenue]
        case .conversion: [.conversion, .payout, .revenue]
        case .event: []
        }
    }
}

enum EventOutcome: String, Sendable {
    /// Counted.
    case accepted
    /// A conversion over a hard cap: recorded as pending, counted by no cap.
    case held
    /// Not counted. A click is recorded as invalid when its offer and affiliate exist.
    case refused
}

/// One limit that an event counted against, or ran into.
struct CapTouch: Hashable, Sendable {
    enum Owner: Hashable, Sendable {
        case offer(Int)
        case custom(Int)
        case group(Int)

        /// `custom:412`.
        var text: String {
            switch self {
            case .offer(let id): "offer:\(id)"
            case .custom(let id): "custom:\(id)"
            case .group(let id): "group:\(id)"
            }
        }
    }

    var owner: Owner
    var slot: LimitSlot
    /// After the event.
    var count: Quantity
    var maximum: Quantity
    var isSoftCap: Bool

    var isReached: Bool { count >= maximum }
}

struct EverflowDecision: Sendable {
    /// Conversion error code "Over Caps" (Everflow reference, section 3).
    static let overCaps = 4

    var event: EverflowEvent
    var outcome: EventOutcome
    var reason: String?
    var errorCode: Int?
    /// The hard cap that stopped the event.
    var binding: CapTouch?
    /// The limits that the event counted against.
    var counted: [CapTouch]
    /// What the ledger gains; nil when nothing is recorded.
    var recorded: TrafficSums?
    /// What it was worth, when it was accepted or held.
    var worth: Earning?
    /// What the earnings gain; nil when it earned nothing and is no conversion.
    var earned: Earning?
    /// What commissions changed of the pair's earlier earnings because of it.
    var retroactive: [RetroactiveChange] = []
    var settlements: [CommissionSettlement] = []
}
