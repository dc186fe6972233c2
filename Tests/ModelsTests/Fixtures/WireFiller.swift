// Fills every field of a wire type with a value of its own, so that round trips try each of them.

@testable import Models

struct WireFiller: WireFields {
    private var count: Int64 = 0
    private let depth: Int

    init(depth: Int = 0) {
        self.depth = depth
    }

    static func filled<Value: WireObject>(_ type: Value.Type = Value.self, depth: Int = 0, from: Int64 = 0) -> Value {
        var value = Value()
        var filler = WireFiller(depth: depth)
        filler.count = from
        value.exchange(&filler)
        return value
    }

    private mutating func next<Value: WireScalar>() -> Value? {
        count += 1
        return Value(.integer(100 + count)) ?? Value(.bool(count.isMultiple(of: 2)))
    }

    private mutating func next<Value: WireObject>() -> Value? {
        count += 1
        return depth < 3 ? WireFiller.filled(depth: depth + 1, from: count * 50) : nil
    }

    func isReading(_ name: StaticString) -> Bool { false }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value) {
        value = next() ?? value
    }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        value = next()
    }

    mutating func nullable<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        value = next()
    }

    mutating func unixTime(_ name: StaticString, _ value: inout Timestamp?) {
        count += 1
        value = Timestamp(seconds: 1_700_000_000 + count)
    }

    mutating func dateTime(_ name: StaticString, _ value: inout Timestamp?, fractionDigits: Int) {
        count += 1
        value = Timestamp(milliseconds: 1_700_000_000_000 + count * (fractionDigits == 3 ? 1_001 : 1_000))
    }

    mutating func list<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        values = [next(), next()].compactMap { $0 }
    }

    mutating func nullableList<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        list(name, &values)
    }

    mutating func object<Value: WireObject>(_ name: StaticString, _ value: inout Value?) {
        value = next()
    }

    mutating func objects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        values = [next(), next()].compactMap { $0 }
    }

    mutating func nullableObjects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        objects(name, &values)
    }

    mutating func nested(_ name: StaticString, _ body: (inout WireFiller) -> Void) {
        var inner = WireFiller(depth: depth)
        inner.count = count + 1_000
        body(&inner)
    }

    mutating func tree(_ name: StaticString, _ value: inout JSONValue?) {
        count += 1
        value = .object(["list": .array([.int(count), .null, .bool(true), .string("t")])])
    }
}
