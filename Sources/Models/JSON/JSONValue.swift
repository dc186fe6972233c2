// Any JSON value as a tree that can be changed and written back without loss. Large answers are read through JSONDocument.

/// A JSON value. Member order, duplicate members and the text of numbers survive a parse and a serialisation.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

// Building.
extension JSONValue {
    public static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members))
    }

    public static func int(_ value: some FixedWidthInteger) -> JSONValue {
        .number(JSONNumber(value))
    }

    public static func quantity(_ value: Quantity) -> JSONValue {
        .number(JSONNumber(value))
    }

    /// `null` when `value` is not finite, as JSON has no text for it.
    public static func double(_ value: Double) -> JSONValue {
        JSONNumber(value).map(JSONValue.number) ?? .null
    }
}

// Reading and changing.
extension JSONValue {
    /// The first member of that name; nil on anything but an object. Setting on anything else changes nothing.
    public subscript(name: String) -> JSONValue? {
        get { object?[name] }
        set {
            guard case .object(var object) = self else { return }
            self = .null
            object[name] = newValue
            self = .object(object)
        }
    }

    /// The element at `index`; nil on anything but an array and outside its bounds. Setting there changes nothing.
    public subscript(index: Int) -> JSONValue? {
        get {
            guard case .array(let values) = self, values.indices.contains(index) else { return nil }
            return values[index]
        }
        set {
            guard case .array(var values) = self, values.indices.contains(index), let newValue else { return }
            self = .null
            values[index] = newValue
            self = .array(values)
        }
    }

    public var isNull: Bool { self == .null }

    public var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    public var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// A string, or the text of a number or boolean.
    public var text: String? { scalar.text }

    /// A number or numeric text.
    public var quantity: Quantity? { scalar.quantity }

    /// A whole number or its text, `60.0` included.
    public var int64: Int64? { scalar.int64 }

    /// A boolean, 0 or 1, or the text of one of them.
    public var bool: Bool? { scalar.bool }
}
