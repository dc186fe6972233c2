// A JSON number as its own decimal text, so that what is written back is what was read. Knows no field and no unit.

/// A number, kept as text: `60.0` stays `60.0` and an integer of forty digits loses none.
public struct JSONNumber: Hashable, Sendable {
    /// Well-formed by RFC 8259, section 6.
    public let text: String

    /// nil unless `text` is one JSON number.
    public init?(text: String) {
        guard JSONNumber.length(of: text.utf8) == text.utf8.count, !text.isEmpty else { return nil }
        self.text = text
    }

    public init(_ value: some FixedWidthInteger) {
        text = String(value)
    }

    public init(_ value: Quantity) {
        text = value.description
    }

    /// The shortest text that reads back as `value`; nil when it is not finite.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    init(trusted text: String) {
        self.text = text
    }

    /// The exact value when it is whole and fits: `60`, `60.0` and `6e1` are 60.
    public var int64: Int64? {
        if let value = Int64(text) { return value }
        guard let value = Double(text) else { return nil }
        return Int64(exactly: value)
    }

    /// nil when the magnitude is beyond a double.
    public var doubleValue: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// How many leading bytes of `bytes` form a number; 0 when none do.
    static func length<Bytes: Collection<UInt8>>(of bytes: Bytes) -> Int {
        var scan = NumberScan<Bytes>(rest: bytes[...])
        return scan.number()
    }
}

/// Walks the grammar of RFC 8259, section 6.
private struct NumberScan<Bytes: Collection<UInt8>> {
    var rest: Bytes.SubSequence
    var count = 0

    mutating func number() -> Int {
        _ = take { $0 == UInt8(ascii: "-") }
        if !take({ $0 == UInt8(ascii: "0") }) {
            guard digits() else { return 0 }
        }
        if take({ $0 == UInt8(ascii: ".") }) {
            guard digits() else { return 0 }
        }
        if take({ $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
            _ = take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
            guard digits() else { return 0 }
        }
        return count
    }

    private mutating func take(_ isWanted: (UInt8) -> Bool) -> Bool {
        guard let byte = rest.first, isWanted(byte) else { return false }
        rest.removeFirst()
        count += 1
        return true
    }

    private mutating func digits() -> Bool {
        var any = false
        while take({ (48...57).contains($0) }) { any = true }
        return any
    }
}
