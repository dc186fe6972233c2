// Lists a wire type's fields as a JSON object, in the wire's own order.

struct WireWriter: WireFields {
    private(set) var object = JSONObject()

    static func json<Value: WireObject>(_ value: Value) -> JSONValue {
        var copy = value
        var writer = WireWriter()
        copy.exchange(&writer)
        return .object(writer.object)
    }

    private mutating func put(_ name: StaticString, _ value: JSONValue) {
        object.members.append(JSONObject.Member("\(name)", value))
    }

    func isReading(_ name: StaticString) -> Bool { false }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value) {
        put(name, value.json)
    }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        if let value { put(name, value.json) }
    }

    mutating func nullable<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        put(name, value?.json ?? .null)
    }

    mutating func unixTime(_ name: StaticString, _ value: inout Timestamp?) {
        if let value { put(name, .int(value.seconds)) }
    }

    mutating func dateTime(_ name: StaticString, _ value: inout Timestamp?, fractionDigits: Int) {
        if let value { put(name, .string(value.rfc3339(fractionDigits: fractionDigits))) }
    }

    mutating func list<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        if let values { put(name, .array(values.map(\.json))) }
    }

    mutating func nullableList<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        put(name, values.map { .array($0.map(\.json)) } ?? .null)
    }

    mutating func object<Value: WireObject>(_ name: StaticString, _ value: inout Value?) {
        if let value { put(name, WireWriter.json(value)) }
    }

    mutating func objects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        if let values { put(name, .array(values.map { WireWriter.json($0) })) }
    }

    mutating func nullableObjects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        put(name, values.map { .array($0.map { WireWriter.json($0) }) } ?? .null)
    }

    mutating func nested(_ name: StaticString, _ body: (inout WireWriter) -> Void) {
        var inner = WireWriter()
        body(&inner)
        if !inner.object.isEmpty { put(name, .object(inner.object)) }
    }

    mutating func tree(_ name: StaticString, _ value: inout JSONValue?) {
        if let value { put(name, value) }
    }
}
