// Reads bytes into a JSONValue without losing member order, duplicates or the text of a number. Strict RFC 8259; keeps its
// own stack, so that hostile nesting cannot exhaust the thread's.

extension JSONValue {
    /// The deepest nesting of arrays and objects that `parse` accepts.
    public static let depthLimit = 512

    /// Parses UTF-8 text that holds exactly one JSON value.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        return try parser.document()
    }
}

private struct JSONParser {
    /// An array or object whose end has not been read.
    struct Open {
        let isObject: Bool
        var values: [JSONValue] = []
        var members: [JSONObject.Member] = []
        var name = ""
    }

    let bytes: [UInt8]
    var position = 0
    var open: [Open] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSONValue {
        while true {
            guard let value = try nextValue() else { continue }
            guard let root = try place(value) else { continue }
            skipSpace()
            guard position == bytes.count else { throw error("text after the end of the value") }
            return root
        }
    }

    /// A finished value, or nil when a container was opened.
    private mutating func nextValue() throws(JSONError) -> JSONValue? {
        skipSpace()
        guard let byte = peek() else { throw error("the text ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return try openObject()
        case UInt8(ascii: "["): return try openArray()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    /// Puts a finished value into the container around it, closing what ends here. The root when nothing is open.
    private mutating func place(_ finished: JSONValue) throws(JSONError) -> JSONValue? {
        var value = finished
        while let top = open.indices.last {
            if open[top].isObject {
                open[top].members.append(JSONObject.Member(open[top].name, value))
            } else {
                open[top].values.append(value)
            }
            skipSpace()
            if take(UInt8(ascii: ",")) {
                if open[top].isObject { open[top].name = try memberName() }
                return nil
            }
            guard take(open[top].isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw error("a comma or the end of an array or object is missing")
            }
            let closed = open.removeLast()
            value = closed.isObject ? .object(JSONObject(members: closed.members)) : .array(closed.values)
        }
        return value
    }

    private mutating func openObject() throws(JSONError) -> JSONValue? {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
        try push(Open(isObject: true))
        open[open.count - 1].name = try memberName()
        return nil
    }

    private mutating func openArray() throws(JSONError) -> JSONValue? {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        try push(Open(isObject: false))
        return nil
    }

    private mutating func push(_ container: Open) throws(JSONError) {
        guard open.count < JSONValue.depthLimit else { throw error("nested too deeply") }
        open.append(container)
    }

    private mutating func memberName() throws(JSONError) -> String {
        skipSpace()
        guard peek() == UInt8(ascii: "\"") else { throw error("a member name is missing") }
        let name = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
        return name
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count,
            text.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
        else { throw error("not a value") }
        position = end
        return value
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let length = JSONNumber.length(of: bytes[position...])
        guard length > 0 else { throw error("not a value") }
        defer { position += length }
        return JSONNumber(trusted: String(decoding: bytes[position..<position + length], as: UTF8.self))
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func error(_ message: String) -> JSONError {
        JSONError(message, offset: position)
    }
}

// Strings.
extension JSONParser {
    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw error("a control character in a string") }
            position += 1
        }
        var text = try decoded(start..<position)
        while !take(UInt8(ascii: "\"")) {
            guard peek() != nil else { throw error("a string without an end") }
            text += try piece()
        }
        return text
    }

    /// One escape, or the run of plain bytes up to the next.
    private mutating func piece() throws(JSONError) -> String {
        if take(UInt8(ascii: "\\")) { return String(try escape()) }
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw error("a control character in a string") }
            position += 1
        }
        return try decoded(start..<position)
    }

    private func decoded(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw JSONError("a string is not valid UTF-8", offset: range.lowerBound)
        }
        return text
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard let byte = peek() else { throw error("a string without an end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("an unknown escape in a string")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("half a surrogate pair in a string")
        }
        let second = try hexUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("half a surrogate pair in a string") }
        return scalar
    }

    private mutating func hexUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("an unknown escape in a string")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
