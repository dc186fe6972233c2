// The value of one editable field, as JSON and as text. Knows no field: that 0 means unlimited is the field's to say.

/// What a field holds.
public enum FieldValue: Sendable {
    case quantity(Quantity)
    case text(String)
    case flag(Bool)
    /// Ids, labels or rows, as on the wire; empty when the list is missing or null. Two lists are equal when they say the
    /// same: neither order counts nor members that a server adds to a row.
    case list([JSONValue])
    /// Missing or null.
    case none

    /// `40`, `active`, `true`; `none` for a missing value and an empty list.
    public var text: String {
        switch self {
        case .quantity(let quantity): quantity.description
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .list(let entries) where entries.isEmpty: "none"
        case .list(let entries): entries.map { $0.text ?? FieldList.serialized($0) }.joined(separator: ", ")
        case .none: "none"
        }
    }

    public var quantity: Quantity? {
        guard case .quantity(let quantity) = self else { return nil }
        return quantity
    }

    /// The entries of a list; empty for anything else.
    public var entries: [JSONValue] {
        guard case .list(let entries) = self else { return [] }
        return entries
    }

    /// Missing, empty or 0: nothing that a deletion would lose.
    var isEmpty: Bool { self == .none || self == .text("") || self == .quantity(.zero) || self == .list([]) }

    /// A number, a string, a boolean, an array or null.
    public var json: JSONValue {
        switch self {
        case .quantity(let quantity): .quantity(quantity)
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .list(let entries): .array(entries)
        case .none: .null
        }
    }

    /// nil for objects and numbers beyond a quantity.
    public init?(json: JSONValue) {
        switch json {
        case .null: self = .none
        case .bool(let flag): self = .flag(flag)
        case .string(let text): self = .text(text)
        case .number:
            guard let quantity = json.quantity else { return nil }
            self = .quantity(quantity)
        case .array(let entries): self = .list(entries)
        case .object: return nil
        }
    }
}

extension FieldValue: Hashable {
    public static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.quantity(let one), .quantity(let other)): one == other
        case (.text(let one), .text(let other)): one == other
        case (.flag(let one), .flag(let other)): one == other
        case (.list(let one), .list(let other)): meanings(one) == meanings(other)
        case (.none, .none): true
        case (.quantity, _), (.text, _), (.flag, _), (.list, _), (.none, _): false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .quantity(let quantity): hasher.combine(quantity)
        case .text(let text): hasher.combine(text)
        case .flag(let flag): hasher.combine(flag)
        case .list(let entries): hasher.combine(FieldValue.meanings(entries))
        case .none: break
        }
    }

    private static func meanings(_ entries: [JSONValue]) -> Set<[String]> { Set(entries.map(FieldList.meaning)) }
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

/// One JSON scalar; of a list an array with the JSON text of each entry.
extension FieldValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self), let quantity = Quantity(number) {
            self = .quantity(quantity)
        } else if let texts = try? container.decode([String].self) {
            self = .list(try texts.map { try JSONValue.parse(Array($0.utf8)) })
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
        case .list(let entries): try container.encode(entries.map(FieldList.serialized))
        case .none: try container.encodeNil()
        }
    }
}
