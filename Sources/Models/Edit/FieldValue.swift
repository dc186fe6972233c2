// The value of one editable field, as JSON and as text. Knows no field: that 0 means unlimited is the field's to say.

/// What a field holds.
public enum FieldValue: Hashable, Sendable {
    case quantity(Quantity)
    case text(String)
    case flag(Bool)
    /// Missing or null.
    case none

    /// `40`, `active`, `true`; `none` for a missing value.
    public var text: String {
        switch self {
        case .quantity(let quantity): quantity.description
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .none: "none"
        }
    }

    public var quantity: Quantity? {
        guard case .quantity(let quantity) = self else { return nil }
        return quantity
    }

    /// Missing, empty or 0: nothing that a deletion would lose.
    var isEmpty: Bool { self == .none || self == .text("") || self == .quantity(.zero) }

    /// A number, a string, a boolean or null.
    public var json: JSONValue {
        switch self {
        case .quantity(let quantity): .quantity(quantity)
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .none: .null
        }
    }

    /// nil for arrays, objects and numbers beyond a quantity.
    public init?(json: JSONValue) {
        switch json {
        case .null: self = .none
        case .bool(let flag): self = .flag(flag)
        case .string(let text): self = .text(text)
        case .number:
            guard let quantity = json.quantity else { return nil }
            self = .quantity(quantity)
        case .array, .object: return nil
        }
    }
}

// Several by name, as the journal keeps them.
extension FieldValue {
    /// One object, members by name.
    public static func json(_ values: [String: FieldValue]) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
    }

    /// Compact JSON text of one object: `{"daily_conversion_cap":44}`.
    public static func text(_ values: [String: FieldValue]) -> String {
        String(decoding: json(values).serialized(), as: UTF8.self)
    }

    /// Reads what `text(_:)` wrote; members that are no field value are passed over, nil when it is no object.
    public static func values(text: String) -> [String: FieldValue]? {
        guard let object = try? JSONValue.parse(Array(text.utf8)).object else { return nil }
        return Dictionary(
            object.members.compactMap { member in FieldValue(json: member.value).map { (member.name, $0) } },
            uniquingKeysWith: { $1 })
    }
}

/// One JSON scalar.
extension FieldValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self), let quantity = Quantity(number) {
            self = .quantity(quantity)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .quantity(let quantity) where quantity.isWhole: try container.encode(quantity.wholeValue)
        case .quantity(let quantity): try container.encode(quantity.doubleValue)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .none: try container.encodeNil()
        }
    }
}
