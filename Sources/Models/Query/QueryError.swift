// Why a text is no query: a sentence, the characters it is about, and what would have fitted. Knows no screen.

/// What is wrong with a query, and where.
public struct QueryError: Error, Hashable, Sendable, Codable {
    /// Plain words, without the column.
    public let message: String
    /// The characters to underline: never empty, always within the text, counted from 0.
    public let range: Range<Int>
    /// What was expected there, as it could follow "expected".
    public let expected: String

    public init(_ message: String, at range: Range<Int>, expected: String) {
        self.message = message
        self.range = range
        self.expected = expected
    }

    /// Where it starts, counted from 1 as people do.
    public var column: Int { range.lowerBound + 1 }
}

extension QueryError: CustomStringConvertible {
    /// `'ovr' is no state, expected one of over, at-limit, …`.
    public var description: String { "\(message), expected \(expected)" }
}

extension StringProtocol {
    /// As a message quotes what was typed, cut when it is long: `'harbour'`.
    var quotedInMessage: String { count > 40 ? "'\(prefix(40))…'" : "'\(self)'" }
}
