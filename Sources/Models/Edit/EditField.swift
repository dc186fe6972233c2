// One editable field by its API name: what it may hold, how it is shown and why a value is refused. The same rules hold in
// the editors, in `captop set` and in the sandbox. Knows no object's values.

/// The description of one field of one kind of object.
public struct EditField: Hashable, Sendable {
    public enum Shape: Hashable, Sendable {
        /// A whole number of `unit`, 0 or more.
        case count(unit: String)
        /// An amount in the offer's currency, 0 or more.
        case money
        /// A whole number, 1 or more.
        case length
        /// Free text of one line.
        case text
        case flag
        case word([String])
        /// An IANA zone.
        case zone
        /// Whole percent, 0 or more.
        case percentage
        /// Percent, 0 to 100.
        case margin
        /// `YYYY-MM-DD` or empty.
        case date
        /// The id of another object, 1 or more.
        case id
        /// The id of another object, 0 = none.
        case idOrNone
        /// Ids of other objects.
        case ids
        /// Texts.
        case labels
        /// Rows of `{variable, variable_value, comparison_method}`.
        case variables
        /// Rows of one list of a rule set.
        case targeting(Everflow.TargetingList)
    }

    /// The API's name: `daily_conversion_cap`.
    public let name: String
    public let shape: Shape
    /// Everflow's limits: 0 and missing both mean no limit.
    public let isZeroUnlimited: Bool
    /// Whether the field may have no value at all.
    public let isClearable: Bool
    /// What says on the money side whether a value can be stored, there and in the sandbox.
    private let money: MoneyField?

    init(
        _ name: String, _ shape: Shape, isZeroUnlimited: Bool = false, isClearable: Bool = false,
        money: MoneyField? = nil
    ) {
        self.name = name
        self.shape = shape
        self.isZeroUnlimited = isZeroUnlimited
        self.isClearable = isClearable
        self.money = money
    }

    /// Whether typed arithmetic makes sense.
    public var isLimit: Bool {
        switch shape {
        case .count, .money, .percentage, .margin: true
        case .length, .text, .flag, .word, .zone, .date, .id, .idOrNone, .ids, .labels, .variables, .targeting: false
        }
    }

    /// As old -> new shows it: `40`, `unlimited`, `"Harbor Media ramp-up"`, `51, 64`, `none`.
    public func display(_ value: FieldValue) -> String {
        switch value {
        case .quantity(.zero) where isZeroUnlimited: "unlimited"
        case .text(let text) where shape == .text: "\"\(text)\""
        case .text(""): "none"
        case .list(let entries): text(ofEntries: entries)
        case .quantity, .text, .flag, .none: value.text
        }
    }

    /// What has to be typed for the field to become `value`.
    public func typedText(for value: FieldValue) -> String {
        switch value {
        case .quantity(.zero) where isZeroUnlimited: "off"
        case .list(let entries): text(ofEntries: entries)
        case .text(""), .quantity, .text, .flag, .none: value.text
        }
    }

    /// What an object holds under this name. Everflow's missing limits read as 0, actions that are off as empty (10.2).
    public func read(from object: JSONValue) -> FieldValue {
        let member = Everflow.CustomPayoutField(rawValue: name)?.rulesetMember
        guard let found = member.map({ object["ruleset"]?[$0] }) ?? object[name], !found.isNull else { return missing }
        switch shape {
        case .count, .money, .length, .percentage, .margin, .id, .idOrNone:
            return found.quantity.map(FieldValue.quantity) ?? FieldValue(json: found) ?? .none
        case .flag: return found.bool.map(FieldValue.flag) ?? FieldValue(json: found) ?? .none
        case .word where found == .string("unknown") && money?.problem(with: .string("")) == nil: return .text("")
        case .text, .word, .zone, .date: return found.text.map(FieldValue.text) ?? .none
        case .ids, .labels, .variables, .targeting:
            return found.array.map(value(ofEntries:)) ?? FieldValue(json: found) ?? .none
        }
    }

    /// What a missing member means: caps are hard (Everflow reference, 4.2), flows and sources enabled, Everflow's texts
    /// empty (1.6), and on the money side everything as its default says (9.2, 10.2, 11).
    private var missing: FieldValue {
        if isZeroUnlimited { return .quantity(.zero) }
        switch (name, shape) {
        case ("enabled", _): return .flag(true)
        case ("is_soft_cap", _): return .flag(false)
        case (_, .text): return isClearable ? .none : .text("")
        case (_, .date): return .text("")
        case (_, .ids), (_, .labels), (_, .variables), (_, .targeting): return .list([])
        case (_, .flag): return money == nil ? .none : .flag(false)
        case (_, .count), (_, .money), (_, .percentage), (_, .margin), (_, .idOrNone):
            return money == nil ? .none : .quantity(.zero)
        case (_, .length), (_, .word), (_, .zone), (_, .id): return .none
        }
    }
}

// Validation.
extension EditField {
    /// Why `value` cannot be sent, as a sentence that begins with the field's name; nil when it can.
    public func problem(with value: FieldValue) -> FieldProblem? {
        if let money { return value == .none ? fault("must have a value") : money.problem(with: value.json) }
        return complaint(about: value).map(fault)
    }

    private func complaint(about value: FieldValue) -> String? {
        if value == .none { return isClearable ? nil : "must have a value" }
        switch shape {
        case .count(let unit): return amount(value, "a whole number of \(unit), 0 or more", isWhole: true)
        case .money: return amount(value, "an amount, 0 or more", isWhole: false)
        case .length:
            guard let quantity = value.quantity, quantity.isWhole, quantity >= Quantity(1) else {
                return "must be a whole number, at least 1"
            }
            return quantity > LimitExpression.largest ? "is too large: at most \(LimitExpression.largest)" : nil
        case .flag:
            guard case .flag = value else { return "must be true or false" }
            return nil
        case .word(let words):
            guard case .text(let text) = value, words.contains(text) else {
                return "must be one of \(words.joined(separator: ", "))"
            }
            return nil
        case .text: return line(value)
        case .zone:
            guard case .text(let text) = value, EditField.isZone(text) else {
                return "must be a time zone such as America/New_York"
            }
            return nil
        case .targeting(let list): return MoneyField.targeting(value.json, list)
        case .percentage, .margin, .date, .id, .idOrNone, .ids, .labels, .variables: return nil
        }
    }

    private func amount(_ value: FieldValue, _ wanted: String, isWhole: Bool) -> String? {
        guard let quantity = value.quantity, quantity >= .zero, !isWhole || quantity.isWhole else {
            return "must be \(wanted)"
        }
        return quantity > LimitExpression.largest ? "is too large: at most \(LimitExpression.largest)" : nil
    }

    private func line(_ value: FieldValue) -> String? {
        guard case .text(let text) = value else { return "must be a text" }
        let hasControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return hasControl ? "must be one line without control characters" : nil
    }

    private static func isZone(_ text: String) -> Bool {
        let isName = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "+")
        }
        return isName && !text.isEmpty && CapCalendar(timeZone: text) != nil
    }
}
