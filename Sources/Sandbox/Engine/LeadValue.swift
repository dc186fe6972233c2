// A value of a lead's field, or the right hand side of a rule, and how such values compare. Knows no rules.

import Models

/// Text, a number, a truth value or a list of texts.
enum LeadValue: Hashable, Sendable {
    case text(String)
    case number(Quantity)
    case flag(Bool)
    case list([String])

    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .number(let number): [number.description]
        case .flag(let flag): [flag ? "true" : "false"]
        case .list(let items): items
        }
    }

    /// Lower-case text, as comparisons ignore case.
    var folded: String { texts.joined(separator: ",").lowercased() }

    /// A number, or text that is one.
    var quantity: Quantity? {
        switch self {
        case .number(let number): number
        case .text(let text): Quantity(text: LeadValue.trimmed(text))
        case .flag, .list: nil
        }
    }

    var isBlank: Bool { texts.allSatisfy { LeadValue.trimmed($0).isEmpty } }

    var isTrue: Bool { LeadValue.affirmative.contains(LeadValue.trimmed(folded)) }

    var isFalse: Bool { LeadValue.negative.contains(LeadValue.trimmed(folded)) }

    private static let affirmative: Set<String> = ["true", "t", "yes", "y", "1"]
    private static let negative: Set<String> = ["false", "f", "no", "n", "0"]

    static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Whether two values are the same: as numbers when both are, else as text without regard to case.
    func isEqual(to other: LeadValue) -> Bool {
        if let mine = quantity, let theirs = other.quantity { return mine == theirs }
        return folded == other.folded
    }
}
