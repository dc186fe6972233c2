// Reads what stands behind an operator, by the kind of the field before it: text, one of a field's words, numbers with
// `k`, `M` and `%`, durations, ranges of these. The same letters may mean different things: `5m` is five million or five
// minutes.

struct QueryValue {
    let field: QueryField
    private let sign: QueryOperator
    private let signRange: Range<Int>
    private let token: QueryToken
    private let text: String
    private let isQuoted: Bool

    /// - Throws: when `value` is no word and no text in quotes.
    init(field: QueryField, sign: QueryToken, value: QueryToken) throws(QueryError) {
        self.field = field
        self.sign = sign.comparison ?? .equal
        signRange = sign.range
        token = value
        switch value.content {
        case .word(let word): (text, isQuoted) = (word, false)
        case .quoted(let quoted): (text, isQuoted) = (quoted, true)
        case .comparison(let other):
            throw QueryError("'\(other.rawValue)' is no value", at: value.range, expected: field.expectedValue)
        case .open, .close:
            throw QueryError("a parenthesis is no value", at: value.range, expected: field.expectedValue)
        }
    }

    func comparison() throws(QueryError) -> QueryComparison {
        let isNegated = sign == .notEqual
        if isNone { return QueryComparison(field, .isUnknown(!isNegated)) }
        switch field.kind {
        case .text: return QueryComparison(field, try textTest(), isNegated: isNegated)
        case .word(let words): return QueryComparison(field, try wordTest(words), isNegated: isNegated)
        case .flag: return QueryComparison(field, try flagTest(), isNegated: isNegated)
        case .number, .percent, .duration: return QueryComparison(field, try range(), isNegated: isNegated)
        }
    }

    /// `none` asks for what is not known. With `:` it is a text that may go on, and quoted it is a name.
    private var isNone: Bool {
        guard !isQuoted, sign == .equal || sign == .notEqual, text.lowercased() == "none" else { return false }
        switch field.kind {
        case .text, .number, .percent, .duration: return true
        case .word, .flag: return false
        }
    }

    private func refuseOrder(_ what: String) throws(QueryError) {
        switch sign {
        case .equal, .notEqual, .colon: return
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            throw QueryError("\(field.rawValue) is \(what) and has no order", at: signRange, expected: "=, != or :")
        }
    }

    private func textTest() throws(QueryError) -> QueryTest {
        try refuseOrder("text")
        return sign == .colon ? .contains(text.lowercased()) : .equals(text.lowercased())
    }

    private func wordTest(_ words: [String]) throws(QueryError) -> QueryTest {
        try refuseOrder("a word")
        if let word = field.word(from: text.lowercased()) { return .equals(word) }
        guard field == .unit, isQuoted else {
            throw QueryError(
                "\(text.quotedInMessage) is no \(field.rawValue)", at: token.range, expected: field.expectedValue)
        }
        return .equals(text.lowercased())
    }

    private func flagTest() throws(QueryError) -> QueryTest {
        try refuseOrder("yes or no")
        switch text.lowercased() {
        case "yes", "true": return .isTrue(true)
        case "no", "false": return .isTrue(false)
        default:
            throw QueryError(
                "\(text.quotedInMessage) is neither yes nor no", at: token.range, expected: field.expectedValue)
        }
    }

    private func range() throws(QueryError) -> QueryTest {
        if let dots = text.firstRange(of: "..") {
            guard sign == .equal || sign == .notEqual || sign == .colon else {
                throw QueryError(
                    "'\(sign.rawValue)' does not go with a range", at: signRange, expected: "=, != or :")
            }
            return try range(from: text[..<dots.lowerBound], to: text[dots.upperBound...])
        }
        let value = try number(text[...])
        switch sign {
        case .equal, .notEqual, .colon: return .within(QueryBound(value), QueryBound(value))
        case .less: return .within(nil, QueryBound(value, isInclusive: false))
        case .lessOrEqual: return .within(nil, QueryBound(value))
        case .greater: return .within(QueryBound(value, isInclusive: false), nil)
        case .greaterOrEqual: return .within(QueryBound(value), nil)
        }
    }

    /// Both ends belong to the range; a missing one leaves it open.
    private func range(from low: Substring, to high: Substring) throws(QueryError) -> QueryTest {
        guard !low.isEmpty || !high.isEmpty else { throw refused("is a range without ends") }
        let lower = low.isEmpty ? nil : try number(low)
        let upper = high.isEmpty ? nil : try number(high)
        if let lower, let upper, lower > upper { throw refused("runs backwards") }
        return .within(lower.map { QueryBound($0) }, upper.map { QueryBound($0) })
    }

    private func refused(_ why: String) -> QueryError {
        QueryError("\(text.quotedInMessage) \(why)", at: token.range, expected: field.expectedValue)
    }

    private func number(_ text: Substring) throws(QueryError) -> Quantity {
        switch field.kind {
        case .duration: return try duration(text)
        case .percent: return try scaled(text.hasSuffix("%") ? text.dropLast() : text)
        case .number, .text, .word, .flag:
            if text.hasSuffix("%") { throw refused("is a percentage, and \(field.rawValue) is a number") }
            return try scaled(text)
        }
    }

    /// Digits with an optional fraction and `k` or `M`.
    private func scaled(_ text: Substring) throws(QueryError) -> Quantity {
        let unit: Int64 =
            switch text.last {
            case "k", "K": 1_000
            case "m", "M": 1_000_000
            default: 1
            }
        return try product(unit == 1 ? text : text.dropLast(), unit, "is not a number")
    }

    /// Parts such as `1h30m`, largest or smallest first, added up.
    private func duration(_ text: Substring) throws(QueryError) -> Quantity {
        var rest = text
        var sum = Quantity.zero
        repeat {
            let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" }
            guard let letter = rest.dropFirst(digits.count).first,
                let unit = QueryValue.units[Character(letter.lowercased())]
            else { throw refused(digits.isEmpty ? "is not a duration" : "has no unit") }
            let part = try product(digits, unit, "is not a duration")
            let (total, isOver) = sum.millionths.addingReportingOverflow(part.millionths)
            guard !isOver, part >= .zero else { throw refused("is too long or below 0") }
            sum = Quantity(millionths: total)
            rest = rest.dropFirst(digits.count + 1)
        } while !rest.isEmpty
        return sum
    }

    /// Milliseconds.
    private static let units: [Character: Int64] = [
        "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    private func product(_ digits: Substring, _ unit: Int64, _ why: String) throws(QueryError) -> Quantity {
        guard let number = Quantity(text: digits) else { throw refused(why) }
        let (millionths, isOver) = number.millionths.multipliedReportingOverflow(by: unit)
        guard !isOver else { throw refused("is too large") }
        return Quantity(millionths: millionths)
    }
}

extension QueryField {
    /// What may stand behind an operator, for error messages.
    var expectedValue: String {
        switch kind {
        case .text: "a name, in quotes when it has spaces"
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .number: "a number or a range, as 80, 12.5k or 10..20"
        case .percent: "a percentage or a range, as 80, 99.5% or 80..100"
        case .duration: "a duration or a range, as 90s, 15m, 1h30m, 3d or 1h..2h"
        case .flag: "yes or no"
        }
    }
}
