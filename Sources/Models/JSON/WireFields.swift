// How a wire type names its fields once for both directions: a reader fills them, a writer lists them in the same order.

/// A type of one of the two APIs.
protocol WireObject {
    init()
    /// What notes call it: `custom cap`.
    static var noun: String { get }
    /// Names every field in the wire's own order.
    mutating func exchange<Fields: WireFields>(_ fields: inout Fields)
    /// Why a row that was read cannot be used, as the end of a sentence: `has no network_offer_id`; nil when it can.
    var defect: String? { get }
}

extension WireObject {
    var defect: String? { nil }
}

/// A leaf that stands on the wire as one JSON scalar.
protocol WireScalar {
    init?(_ scalar: JSONScalar)
    var json: JSONValue { get }
}

/// One direction of reading or writing an object's members.
///
/// When reading, null equals missing and either leaves the property as it is; unknown members are passed over. When
/// writing, an optional that is nil is left out unless it is `nullable`.
protocol WireFields {
    /// Whether the object being read has that member; false when writing.
    mutating func isReading(_ name: StaticString) -> Bool
    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value)
    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value?)
    /// A number that may be missing; what is there and is no number is passed over with a note.
    mutating func number(_ name: StaticString, _ value: inout Quantity?)
    /// Written as null when nil.
    mutating func nullable<Value: WireScalar>(_ name: StaticString, _ value: inout Value?)
    /// An instant in whole seconds since 1970.
    mutating func unixTime(_ name: StaticString, _ value: inout Timestamp?)
    /// An instant as RFC 3339 text.
    mutating func dateTime(_ name: StaticString, _ value: inout Timestamp?, fractionDigits: Int)
    mutating func list<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?)
    /// Written as null when nil.
    mutating func nullableList<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?)
    mutating func object<Value: WireObject>(_ name: StaticString, _ value: inout Value?)
    /// A broken element is passed over with a note.
    mutating func objects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?)
    /// Written as null when nil.
    mutating func nullableObjects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?)
    /// Members one level down that belong to the same type; left out when none is set.
    mutating func nested(_ name: StaticString, _ body: (inout Self) -> Void)
    /// A member kept as it is.
    mutating func tree(_ name: StaticString, _ value: inout JSONValue?)
}

extension WireFields {
    mutating func number(_ name: StaticString, _ value: inout Quantity?) {
        field(name, &value)
    }

    /// A list that is never missing.
    mutating func list<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]) {
        var optional: [Value]? = values
        list(name, &optional)
        values = optional ?? []
    }

    /// A list that is never missing.
    mutating func objects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]) {
        var optional: [Value]? = values
        objects(name, &optional)
        values = optional ?? []
    }

    /// An object that is never missing.
    mutating func object<Value: WireObject>(_ name: StaticString, _ value: inout Value) {
        var optional: Value? = value
        object(name, &optional)
        value = optional ?? value
    }

    /// A list as Everflow nests it: `{"total": n, "entries": [...]}`.
    mutating func entries<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        var total = values?.count
        nested(name) { fields in
            fields.field("total", &total)
            fields.list("entries", &values)
        }
    }

    /// A list of objects as Everflow nests it: `{"total": n, "entries": [...]}`.
    mutating func entries<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        var total = values?.count
        nested(name) { fields in
            fields.field("total", &total)
            fields.objects("entries", &values)
        }
    }
}

extension String: WireScalar {
    init?(_ scalar: JSONScalar) {
        guard let text = scalar.text else { return nil }
        self = text
    }

    var json: JSONValue { .string(self) }
}

extension Int: WireScalar {
    init?(_ scalar: JSONScalar) {
        guard let value = scalar.int64 else { return nil }
        self.init(value)
    }

    var json: JSONValue { .int(self) }
}

extension Bool: WireScalar {
    init?(_ scalar: JSONScalar) {
        guard let value = scalar.bool else { return nil }
        self = value
    }

    var json: JSONValue { .bool(self) }
}

extension Quantity: WireScalar {
    init?(_ scalar: JSONScalar) {
        guard let value = scalar.quantity else { return nil }
        self = value
    }

    var json: JSONValue { .quantity(self) }
}
