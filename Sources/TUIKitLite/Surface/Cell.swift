// Owns one cell: its glyph packed into two words, its width and its style. No reference counting, so that a frame of ten
// thousand cells is plain memory. Knows nothing of its neighbours.

/// One cell of a surface, three words. A wide character is a lead cell of width 2 and a continuation of width 0.
public struct Cell: Hashable, Sendable {
    /// UTF-8 of the glyph: bytes 0-7 here, 8-14 in `high`, whose top byte is the length with the width above it.
    private(set) var low: UInt64
    private(set) var high: UInt64
    public internal(set) var style: Style

    static let capacity = 15
    private static let lengthUnit: UInt64 = 1 << 56
    private static let widthUnit: UInt64 = 1 << 60

    /// A single printable ASCII character.
    @inline(__always)
    init(ascii byte: UInt8, style: Style) {
        low = UInt64(byte)
        high = Cell.lengthUnit | Cell.widthUnit
        self.style = style
    }

    init(_ scalar: Unicode.Scalar, width: UInt8, style: Style) {
        low = 0
        high = UInt64(width) * Cell.widthUnit
        self.style = style
        append(scalar)
    }

    private init(continuation style: Style) {
        low = 0
        high = 0
        self.style = style
    }

    static func continuation(_ style: Style) -> Cell { Cell(continuation: style) }
    static func space(_ style: Style) -> Cell { Cell(ascii: 0x20, style: style) }

    /// 1, or 2 for the lead of a wide character, or 0 for its continuation.
    public var width: UInt8 { UInt8(truncatingIfNeeded: high >> 60) }
    public var isContinuation: Bool { high < Cell.widthUnit }

    /// The character with its combining marks; empty for a continuation.
    public var text: String {
        if let ascii { return String(Unicode.Scalar(ascii)) }
        return withUTF8 { String(decoding: $0, as: UTF8.self) }
    }

    /// The single ASCII byte of the cell, nil when it holds anything else.
    var ascii: UInt8? {
        high == Cell.lengthUnit | Cell.widthUnit ? UInt8(truncatingIfNeeded: low) : nil
    }

    var byteCount: Int { Int(high >> 56 & 0xF) }

    func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.capacity) { buffer in
            for index in 0..<byteCount {
                let word = index < 8 ? low : high
                buffer[index] = UInt8(truncatingIfNeeded: word >> UInt64((index & 7) * 8))
            }
            return body(UnsafeBufferPointer(rebasing: buffer[0..<byteCount]))
        }
    }

    /// Adds a combining mark; one that does not fit is left out.
    mutating func append(_ scalar: Unicode.Scalar) {
        let bytes = UTF8.encode(scalar)
        guard let bytes, byteCount + bytes.count <= Self.capacity else { return }
        for byte in bytes {
            let index = byteCount
            let bits = UInt64(byte) << UInt64((index & 7) * 8)
            if index < 8 { low |= bits } else { high |= bits }
            high += Cell.lengthUnit
        }
    }
}
