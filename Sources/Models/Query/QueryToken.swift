// The pieces that a query's text is made of, each with the characters it stands on.

/// How a field is held against a value.
enum QueryOperator: String, Hashable, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// Contains, or lies in a range.
    case colon = ":"
}

enum QueryKeyword: String, Hashable, Sendable, CaseIterable {
    case and, or, not
}

struct QueryToken: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// As it was typed.
        case word(String)
        /// What stood between the quotes.
        case quoted(String)
        case comparison(QueryOperator)
        case open, close
    }

    var content: Content
    /// In characters of the text.
    var range: Range<Int>

    /// The keyword that a word is where no value is expected.
    var keyword: QueryKeyword? {
        guard case .word(let word) = content else { return nil }
        return QueryKeyword(rawValue: word.lowercased())
    }

    /// The name behind `@`, where no value is expected: `near` of `@near`.
    var savedName: Substring? {
        guard case .word(let word) = content, word.hasPrefix("@"), SavedQueries.isName(word.dropFirst()) else {
            return nil
        }
        return word.dropFirst()
    }

    var comparison: QueryOperator? {
        guard case .comparison(let comparison) = content else { return nil }
        return comparison
    }
}
