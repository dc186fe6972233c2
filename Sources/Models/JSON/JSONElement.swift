// One value inside a JSONDocument: a position on simdjson's tape (its form is told in CSimdJSON.h). Copies no string until
// asked and skips a container in one step.

import Glibc

/// A value of a document, valid inside `JSONDocument.withRoot` only.
public struct JSONElement {
    let tape: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>
    let index: Int

    private var kind: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

    public var isNull: Bool { kind == UInt8(ascii: "n") }
    public var isArray: Bool { kind == UInt8(ascii: "[") }
    public var isObject: Bool { kind == UInt8(ascii: "{") }

    /// A string, or the text of a number or boolean.
    public var text: String? { scalar.text }
    /// A number or numeric text.
    public var quantity: Quantity? { scalar.quantity }
    /// A whole number or its text.
    public var int64: Int64? { scalar.int64 }
    /// A boolean, 0 or 1, or the text of one of them.
    public var bool: Bool? { scalar.bool }

    /// The member of that name; nil on anything but an object.
    public subscript(name: StaticString) -> JSONElement? {
        var hint = 0
        return member(name, after: &hint)
    }

    /// Calls `body` with each element of an array, in order; nothing on anything else.
    public func forEachElement(_ body: (JSONElement) -> Void) {
        guard isArray else { return }
        var at = index + 1
        let last = end - 1
        while at < last {
            let element = JSONElement(tape: tape, strings: strings, index: at)
            body(element)
            at = element.end
        }
    }

    /// Calls `body` with each member of an object, in order; nothing on anything else.
    public func forEachMember(_ body: (String, JSONElement) -> Void) {
        guard isObject else { return }
        var at = index + 1
        let last = end - 1
        while at < last {
            let value = JSONElement(tape: tape, strings: strings, index: at + 1)
            body(string(at: at), value)
            at = value.end
        }
    }

    /// The tape index after this value.
    private var end: Int {
        switch kind {
        case UInt8(ascii: "{"), UInt8(ascii: "["): Int(UInt32(truncatingIfNeeded: tape[index]))
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
        default: index + 1
        }
    }

    private func stringBytes(at index: Int) -> (start: UnsafePointer<UInt8>, count: Int) {
        let start = strings + Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF)
        let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return (start + 4, Int(length))
    }

    private func string(at index: Int) -> String {
        let bytes = stringBytes(at: index)
        return String(decoding: UnsafeBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
    }
}

extension JSONElement: JSONNode {
    var elementCount: Int { isArray ? Int(tape[index] >> 32 & 0xFF_FFFF) : 0 }

    var scalar: JSONScalar {
        switch kind {
        case UInt8(ascii: "\""): .text(string(at: index))
        case UInt8(ascii: "l"): .integer(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): .number(JSONNumber(tape[index + 1]))
        case UInt8(ascii: "d"): .decimal(Double(bitPattern: tape[index + 1]))
        case UInt8(ascii: "t"): .bool(true)
        case UInt8(ascii: "f"): .bool(false)
        default: .none
        }
    }

    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard kind == UInt8(ascii: "\"") else { return nil }
        let bytes = stringBytes(at: index)
        return body(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
    }

    func member(_ name: StaticString, after hint: inout Int) -> JSONElement? {
        guard isObject else { return nil }
        let first = index + 1
        let last = end - 1
        let start = hint > first && hint < last ? hint : first
        return find(name, from: start, to: last, hint: &hint) ?? find(name, from: first, to: start, hint: &hint)
    }

    private func find(_ name: StaticString, from start: Int, to stop: Int, hint: inout Int) -> JSONElement? {
        var at = start
        while at < stop {
            let value = JSONElement(tape: tape, strings: strings, index: at + 1)
            let next = value.end
            let key = stringBytes(at: at)
            if key.count == name.utf8CodeUnitCount, memcmp(key.start, name.utf8Start, key.count) == 0 {
                hint = next
                return value
            }
            at = next
        }
        return nil
    }

    func value() -> JSONValue { value(depth: 0) }

    private func value(depth: Int) -> JSONValue {
        guard depth < JSONElement.copyDepthLimit else { return .null }
        if isArray {
            var values: [JSONValue] = []
            forEachElement { values.append($0.value(depth: depth + 1)) }
            return .array(values)
        }
        if isObject {
            var members: [JSONObject.Member] = []
            forEachMember { members.append(JSONObject.Member($0, $1.value(depth: depth + 1))) }
            return .object(JSONObject(members: members))
        }
        return JSONValue(scalar)
    }

    /// Deeper values are copied as null, so that hostile nesting cannot exhaust the stack.
    private static let copyDepthLimit = 128
}
