// What an edit is about, and its name as people, scripts and the journal write it: `acme/custom:412`. Knows no values.

/// The objects that captop changes. The raw values are the words of target texts.
public enum EditableKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Everflow: one affiliate on one offer.
    case customCap = "custom"
    case offer
    case offerGroup = "group"
    case affiliate
    /// Everflow: a custom payout and revenue setting.
    case customPayout = "payout"
    /// Everflow: a tiered commission.
    case tieredCommission = "commission"
    /// Everflow: an affiliate tier.
    case affiliateTier = "tier"
    /// LeadConduit: a cap at flow, source, step or nested level.
    case leadCap = "cap"
    case flow
    /// LeadConduit: a source inside a flow.
    case source

    public var network: NetworkKind {
        switch self {
        case .customCap, .offer, .offerGroup, .affiliate, .customPayout, .tieredCommission, .affiliateTier: .everflow
        case .leadCap, .flow, .source: .leadconduit
        }
    }

    /// As sentences say it.
    public var noun: String {
        switch self {
        case .customCap: "custom cap"
        case .offer: "offer"
        case .offerGroup: "offer group"
        case .affiliate: "affiliate"
        case .customPayout, .tieredCommission, .affiliateTier: money?.noun ?? rawValue
        case .leadCap: "cap"
        case .flow: "flow"
        case .source: "source"
        }
    }

    /// What it is on the money side; nil for anything else.
    public var money: MoneyResource? {
        switch self {
        case .customPayout: .customPayout
        case .tieredCommission: .tieredCommission
        case .affiliateTier: .affiliateTier
        case .customCap, .offer, .offerGroup, .affiliate, .leadCap, .flow, .source: nil
        }
    }
}

/// An affiliate on an offer: what a custom cap is for.
public struct CustomCapPair: Hashable, Sendable, Codable {
    public var affiliateID: Int
    public var offerID: Int

    public init(affiliateID: Int, offerID: Int) {
        self.affiliateID = affiliateID
        self.offerID = offerID
    }
}

/// One object of one network.
public struct EditTarget: Hashable, Sendable, Codable {
    /// The profile's name.
    public var network: String
    public var kind: EditableKind
    /// The API's own id; for a source that of its entity; for a custom cap that is to be created `new:<affiliate>:<offer>`,
    /// for what is to be created on the money side `new`.
    public var key: String
    /// The flow that holds a LeadConduit cap or source. A cap's text does not say it: nil until the flows have been read.
    public var flowID: String?

    public init(network: String, kind: EditableKind, key: String, flowID: String? = nil) {
        self.network = network
        self.kind = kind
        self.key = key
        self.flowID = kind == .flow ? key : flowID
    }

    /// The target of a creation.
    public init(network: String, newCustomCapFor pair: CustomCapPair) {
        self.init(network: network, kind: .customCap, key: "new:\(pair.affiliateID):\(pair.offerID)")
    }

    /// The target of a creation on the money side.
    public init(network: String, new resource: MoneyResource) {
        let kind: EditableKind =
            switch resource {
            case .customPayout: .customPayout
            case .tieredCommission: .tieredCommission
            case .affiliateTier: .affiliateTier
            }
        self.init(network: network, kind: kind, key: EditTarget.new)
    }

    private static let new = "new"

    public init(_ id: ObjectID, flowID: String? = nil) {
        let kind: EditableKind =
            switch id.kind {
            case .custom: .customCap
            case .offer: .offer
            case .group: .offerGroup
            case .cap: .leadCap
            }
        self.init(network: id.network, kind: kind, key: id.key, flowID: flowID)
    }

    /// Reads `network/kind:key`, for a source `network/source:flow:entity`; nil for anything else.
    public init?(text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
        self.init(local: text[text.index(after: slash)...], network: String(text[..<slash]))
    }

    /// Reads `kind:key` as an object of `network`, for where the network goes without saying.
    public init?(local text: some StringProtocol, network: String) {
        guard let colon = text.firstIndex(of: ":"), let kind = EditableKind(rawValue: String(text[..<colon])) else {
            return nil
        }
        let key = String(text[text.index(after: colon)...])
        guard !key.isEmpty else { return nil }
        guard kind == .source else {
            self.init(network: network, kind: kind, key: key)
            if kind.network == .everflow, number == nil, !isNew { return nil }
            return
        }
        let parts = key.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(network: network, kind: kind, key: String(parts[1]), flowID: String(parts[0]))
    }

    /// `acme/custom:412`, `leads/cap:6980…`, `leads/source:<flow>:<entity>`.
    public var text: String {
        let place = kind == .source ? flowID.map { "\($0):" } ?? "" : ""
        return "\(network)/\(kind.rawValue):\(place)\(key)"
    }

    /// Everflow's integer id; nil for anything else.
    public var number: Int? {
        kind.network == .everflow ? Int(decimal: Array(key.utf8)) : nil
    }

    /// Whether it is to be created.
    public var isNew: Bool { newPair != nil || (kind.money != nil && key == EditTarget.new) }

    /// The pair that a creation is for.
    public var newPair: CustomCapPair? {
        let parts = key.split(separator: ":", omittingEmptySubsequences: false)
        guard kind == .customCap, parts.count == 3, parts[0] == "new",
            let affiliate = Int(decimal: Array(parts[1].utf8)), let offer = Int(decimal: Array(parts[2].utf8))
        else { return nil }
        return CustomCapPair(affiliateID: affiliate, offerID: offer)
    }
}
