// What the wire readers need of a JSON value, so that they read a tree and a parsed document alike.

protocol JSONNode {
    /// The leaf; `none` for null, arrays and objects.
    var scalar: JSONScalar { get }
    /// Calls `body` with the UTF-8 of a string, without a copy; nil for anything else.
    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result?
    var isNull: Bool { get }
    var isArray: Bool { get }
    var isObject: Bool { get }
    /// The member of that name. `hint` remembers where the last one was found: members asked for in their order cost one
    /// comparison each. Starts at 0.
    func member(_ name: StaticString, after hint: inout Int) -> Self?
    /// How many elements a list has, or a little less when they are very many.
    var elementCount: Int { get }
    func forEachElement(_ body: (Self) -> Void)
    /// A copy as a tree.
    func value() -> JSONValue
}

extension JSONValue: JSONNode {
    var isArray: Bool { array != nil }
    var isObject: Bool { object != nil }

    init(_ scalar: JSONScalar) {
        switch scalar {
        case .none: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .int(value)
        case .decimal(let value): self = .double(value)
        case .number(let number): self = .number(number)
        case .text(let text): self = .string(text)
        }
    }

    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard case .string(var text) = self else { return nil }
        return text.withUTF8 { body($0) }
    }

    func member(_ name: StaticString, after hint: inout Int) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        let members = object.members
        let start = hint < members.count ? hint : 0
        for offset in members.indices {
            let index = start + offset < members.count ? start + offset : start + offset - members.count
            guard name.withUTF8Buffer({ members[index].name.utf8.elementsEqual($0) }) else { continue }
            hint = index + 1
            return members[index].value
        }
        return nil
    }

    var elementCount: Int { array?.count ?? 0 }

    func forEachElement(_ body: (JSONValue) -> Void) {
        guard case .array(let values) = self else { return }
        for value in values { body(value) }
    }

    func value() -> JSONValue { self }
}
