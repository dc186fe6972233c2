// A query as a tree, after reading and before anything is asked of a meter. Knows fields and bounds, no meters.

/// One node of a query.
///
/// `all` and `any` hold as many parts as were written side by side, so that the tree is only as deep as parentheses are.
public indirect enum QueryNode: Hashable, Sendable {
    /// A text, in lower case, that occurs in one of the names, ids and kinds.
    case word(String)
    case comparison(QueryComparison)
    case not(QueryNode)
    /// Holds for every meter when it is empty.
    case all([QueryNode])
    case any([QueryNode])

    /// The fields that are asked about, with repeats.
    public var fields: [QueryField] {
        switch self {
        case .word: []
        case .comparison(let comparison): [comparison.field]
        case .not(let node): node.fields
        case .all(let nodes), .any(let nodes): nodes.flatMap(\.fields)
        }
    }
}

/// A field held against a value. Never holds where the field's value is not known, also not when it is negated.
public struct QueryComparison: Hashable, Sendable {
    public var field: QueryField
    public var test: QueryTest
    /// Written with `!=`.
    public var isNegated: Bool

    public init(_ field: QueryField, _ test: QueryTest, isNegated: Bool = false) {
        self.field = field
        self.test = test
        self.isNegated = isNegated
    }
}

/// What is asked of a field's value.
public enum QueryTest: Hashable, Sendable {
    /// `= none`, and `!= none` for false: the only question that an unknown value answers.
    case isUnknown(Bool)
    /// The whole text, in lower case.
    case equals(String)
    /// A part of the text, in lower case.
    case contains(String)
    /// From one bound to the other: counts and money as they are, percentages as percents, durations in milliseconds.
    case within(QueryBound?, QueryBound?)
    case isTrue(Bool)
}

/// One end of a range of numbers.
public struct QueryBound: Hashable, Sendable {
    public var value: Quantity
    /// Whether the value itself still lies within.
    public var isInclusive: Bool

    public init(_ value: Quantity, isInclusive: Bool = true) {
        self.value = value
        self.isInclusive = isInclusive
    }
}
