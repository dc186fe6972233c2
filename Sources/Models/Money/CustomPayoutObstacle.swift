// Why a custom setting does not hold for a conversion, or may not: the conditions of Everflow reference, 9.2, one by
// one.

public enum CustomPayoutObstacle: Hashable, Sendable {
    case status(String)
    case entry(Int)
    case affiliates([Int])
    case notYet(String)
    case over(String)
    /// A date that cannot be read: the setting is taken not to hold.
    case unreadable(field: String)
    case offerURL([Int], isKnown: Bool)
    case variable(Everflow.CustomPayoutVariable, isKnown: Bool)
    case targeting(Everflow.TargetingList, isKnown: Bool)
    case proxy(isKnown: Bool)

    /// Whether the setting does not hold; what is false depends on facts that are unknown.
    public var isCertain: Bool {
        switch self {
        case .status, .entry, .affiliates, .notYet, .over, .unreadable: true
        case .offerURL(_, let isKnown), .variable(_, let isKnown), .targeting(_, let isKnown), .proxy(let isKnown):
            isKnown
        }
    }

    /// A sentence without its subject.
    public var text: String {
        switch self {
        case .status(let word): "is \(word.isEmpty ? "without a status" : word)"
        case .entry(let id): id == 0 ? "is for the base conversion" : "is for event \(id)"
        case .affiliates(let ids):
            ids.isEmpty ? "names no affiliate" : "is for \(CustomPayoutObstacle.named(ids, "affiliate"))"
        case .notYet(let day): "begins on \(day)"
        case .over(let day): "ended on \(day)"
        case .unreadable(let field): "has a \(field) that cannot be read"
        case .offerURL(let ids, _):
            ids.isEmpty ? "names no offer URL" : "is for \(CustomPayoutObstacle.named(ids, "offer URL"))"
        case .variable(let row, _): "asks that \(row.variable) \(CustomPayoutObstacle.words(row))"
        case .targeting(let list, _): "is for other \(list.rawValue)"
        case .proxy: "leaves proxies out"
        }
    }

    private static func named(_ ids: [Int], _ noun: String) -> String {
        let shown = ids.prefix(5).map(String.init).joined(separator: ", ") + (ids.count > 5 ? ", ..." : "")
        return "\(noun)\(ids.count == 1 ? "" : "s") \(shown)"
    }

    private static func words(_ row: Everflow.CustomPayoutVariable) -> String {
        let method =
            switch row.comparison {
            case .exactMatch: "is"
            case .contains: "contains"
            case .beginsWith: "begins with"
            case .endsWith: "ends with"
            case .doesNotContain: "does not contain"
            case .doesNotMatch: "is not"
            case nil: row.comparisonMethod
            }
        return "\(method) \"\(row.value)\""
    }
}
