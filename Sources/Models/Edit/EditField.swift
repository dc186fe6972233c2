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
    }

    /// The API's name: `daily_conversion_cap`.
    public let name: String
    public let shape: Shape
    /// Everflow's limits: 0 and missing both mean no limit.
    public let isZeroUnlimited: Bool
    /// Whether the field may have no value at all.
    public let isClearable: Bool

    init(_ name: String, _ shape: Shape, isZeroUnlimited: Bool = false, isClearable: Bool = false) {
        self.name = name
        self.shape = shape
        self.isZeroUnlimited = isZeroUnlimited
        self.isClearable = isClearable
    }

    /// Whether typed arithmetic makes sense.
    public var isLimit: Bool {
        switch shape {
        case .count, .money: true
        case .length, .text, .flag, .word, .zone: false
        }
    }

    /// As old -> new shows it: `40`, `unlimited`, `"Harbor Media ramp-up"`, `none`.
    public func display(_ value: FieldValue) -> String {
        switch value {
        case .quantity(.zero) where isZeroUnlimited: "unlimited"
        case .text(let text) where shape == .text: "\"\(text)\""
        case .quantity, .text, .flag, .none: value.text
        }
    }

    /// What an object holds under this name. Everflow's missing limits read as 0.
    public func read(from object: JSONValue) -> FieldValue {
        guard let found = object[name], !found.isNull else { return isZeroUnlimited ? .quantity(.zero) : missing }
        switch shape {
        case .count, .money, .length:
            return found.quantity.map(FieldValue.quantity) ?? FieldValue(json: found) ?? .none
        case .flag: return found.bool.map(FieldValue.flag) ?? FieldValue(json: found) ?? .none
        case .text, .word, .zone: return found.text.map(FieldValue.text) ?? .none
        }
    }

    /// What a missing member means: caps are hard (Everflow reference, 4.2), flows and sources enabled, Everflow's texts
    /// empty (1.6).
    private var missing: FieldValue {
        switch name {
        case "is_soft_cap": .flag(false)
        case "enabled": .flag(true)
        default: shape == .text && !isClearable ? .text("") : .none
        }
    }
}

// Validation.
extension EditField {
    /// Why `value` cannot be sent, as a sentence that begins with the field's name; nil when it can.
    public func problem(with value: FieldValue) -> FieldProblem? {
        complaint(about: value).map { FieldProblem(field: name, "\(name) \($0)") }
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

    /// Reads what a person typed: arithmetic for limits, `true`/`false` (also `yes`/`no`, `on`/`off`), a word, a text.
    ///
    /// `none` clears a field that may be empty.
    public func value(typed: String, base: FieldValue) throws(FieldProblem) -> FieldValue {
        let value = try parsed(typed, base: base)
        if let problem = problem(with: value) { throw problem }
        return value
    }

    private func parsed(_ typed: String, base: FieldValue) throws(FieldProblem) -> FieldValue {
        if isClearable, typed == "none" || (typed.isEmpty && shape != .text) { return .none }
        switch shape {
        case .count: return .quantity(try limit(typed, base: base, isWhole: true))
        case .money: return .quantity(try limit(typed, base: base, isWhole: false))
        case .length: return Quantity(text: typed).map(FieldValue.quantity) ?? .text(typed)
        case .flag:
            switch typed.lowercased() {
            case "true", "yes", "on": return .flag(true)
            case "false", "no", "off": return .flag(false)
            default: return .text(typed)
            }
        case .text, .word, .zone: return .text(typed)
        }
    }

    private func limit(_ typed: String, base: FieldValue, isWhole: Bool) throws(FieldProblem) -> Quantity {
        do {
            let expression = try LimitExpression(typed)
            return try expression.value(from: base.quantity, isWhole: isWhole, zeroIsUnlimited: isZeroUnlimited)
        } catch {
            throw FieldProblem(field: name, "\(name) \(error.message)")
        }
    }
}
