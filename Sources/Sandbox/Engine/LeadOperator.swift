// The operators of rule sets and what each asks of a value. Pure. LeadConduit reference, 3.3.

import Models

/// One operator, by its wire text. A rule with another operator never passes.
enum LeadOperator: String, CaseIterable, Sendable {
    case isEqual = "is equal to"
    case isNotEqual = "is not equal to"
    case isLess = "is less than"
    case isLessOrEqual = "is less than or equal to"
    case isGreater = "is greater than"
    case isGreaterOrEqual = "is greater than or equal to"
    case isIncluded = "is included in"
    case isNotIncluded = "is not included in"
    case includes = "includes"
    case doesNotInclude = "does not include"
    case isBetween = "is between"
    case isNotBetween = "is not between"
    case matchesPattern = "matches pattern"
    case doesNotMatchPattern = "does not match pattern"
    case isBlank = "is blank"
    case isNotBlank = "is not blank"
    case isTrue = "is true"
    case isNotTrue = "is not true"
    case isFalse = "is false"
    case isNotFalse = "is not false"
    case isValid = "format is valid"
    case isInvalid = "format is invalid"
    case isObscene = "is obscene"
    case isNotObscene = "is not obscene"

    /// The operator that this one is the opposite of.
    private var affirmed: LeadOperator? {
        switch self {
        case .isNotEqual: .isEqual
        case .isNotIncluded: .isIncluded
        case .doesNotInclude: .includes
        case .isNotBetween: .isBetween
        case .doesNotMatchPattern: .matchesPattern
        case .isNotBlank: .isBlank
        case .isNotTrue: .isTrue
        case .isNotFalse: .isFalse
        case .isInvalid: .isValid
        case .isNotObscene: .isObscene
        default: nil
        }
    }

    /// Whether `left` stands in this relation to `right`; a missing value is blank, false for every other relation.
    func holds(_ left: LeadValue?, _ right: LeadValue?, pattern: TextPattern?, field: String) -> Bool {
        if let affirmed { return !affirmed.holds(left, right, pattern: pattern, field: field) }
        guard let left, !left.isBlank else { return holdsForBlank(right) }
        switch self {
        case .isBlank: return false
        case .isTrue: return left.isTrue
        case .isFalse: return left.isFalse
        case .isValid: return FieldFormat.isValid(left, field: field)
        case .isObscene: return FieldFormat.isObscene(left)
        case .matchesPattern: return pattern.map { $0.matches(left.folded) } ?? false
        default: return right.map { compares(left, $0) } ?? false
        }
    }

    private func holdsForBlank(_ right: LeadValue?) -> Bool {
        switch self {
        case .isBlank: true
        case .isEqual: right?.isBlank ?? true
        default: false
        }
    }

    private func compares(_ left: LeadValue, _ right: LeadValue) -> Bool {
        switch self {
        case .isEqual: left.isEqual(to: right)
        case .isLess: ordered(left, right) { $0 < $1 }
        case .isLessOrEqual: ordered(left, right) { $0 <= $1 }
        case .isGreater: ordered(left, right) { $0 > $1 }
        case .isGreaterOrEqual: ordered(left, right) { $0 >= $1 }
        case .isIncluded: LeadOperator.items(right).contains { left.isEqual(to: .text($0)) }
        case .includes: includes(left, right)
        case .isBetween: LeadOperator.isBetween(left, right)
        default: false
        }
    }

    private func ordered(_ left: LeadValue, _ right: LeadValue, by order: (Quantity, Quantity) -> Bool) -> Bool {
        guard let mine = left.quantity, let theirs = right.quantity else { return false }
        return order(mine, theirs)
    }

    /// A list as it is; text as its comma-separated parts.
    private static func items(_ value: LeadValue) -> [String] {
        guard case .text(let text) = value else { return value.texts }
        return text.split(separator: ",").map { LeadValue.trimmed(String($0)) }
    }

    private func includes(_ left: LeadValue, _ right: LeadValue) -> Bool {
        if case .list(let members) = left {
            return members.contains { LeadValue.text($0).isEqual(to: right) }
        }
        return right.texts.contains { left.folded.contains($0.lowercased()) }
    }

    /// Inclusive at both ends; `right` is written `0830-1645`. Numbers compare as numbers, else text as text.
    private static func isBetween(_ left: LeadValue, _ right: LeadValue) -> Bool {
        let ends = right.texts.count == 2 ? right.texts : bounds(right.folded)
        guard ends.count == 2 else { return false }
        let (low, high) = (LeadValue.text(ends[0]), LeadValue.text(ends[1]))
        if let value = left.quantity, let from = low.quantity, let upTo = high.quantity {
            return from <= value && value <= upTo
        }
        return low.folded <= left.folded && left.folded <= high.folded
    }

    /// Splits at the first dash that does not begin a number.
    private static func bounds(_ text: String) -> [String] {
        let characters = Array(LeadValue.trimmed(text))
        guard let dash = characters.indices.dropFirst().first(where: { characters[$0] == "-" }) else { return [] }
        let ends = [characters[..<dash], characters[(dash + 1)...]].map { LeadValue.trimmed(String($0)) }
        return ends.allSatisfy { !$0.isEmpty } ? ends : []
    }
}
