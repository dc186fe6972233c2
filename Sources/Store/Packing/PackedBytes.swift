// Numbers as few bytes: seven bits a byte, small values first. Knows neither samples nor tables.

/// Appends packed numbers to bytes.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(signed number: Int64) {
        append(PackedBytes.folded(number))
    }

    /// A text's length in bytes, and the text; nil as one less than the shortest.
    mutating func append(text: String?) {
        guard var text else { return append(0) }
        text.withUTF8 { utf8 in
            append(UInt64(utf8.count) + 1)
            bytes.append(contentsOf: utf8)
        }
    }

    /// Millionths, or `SampleValue.unknown`: whole units and hundredths take less room than what is finer.
    mutating func append(quantity: Int64) {
        guard quantity != SampleValue.unknown else { return append(0) }
        let scale = PackedBytes.Scale(of: quantity)
        let folded = PackedBytes.folded(quantity / scale.unit)
        guard folded < 1 << 61 else {
            append(PackedBytes.large)
            return append(folded)
        }
        append((folded << 2 | UInt64(scale.rawValue)) + 1)
    }
}

/// Takes packed numbers off bytes; nil where there is none, whatever the bytes.
struct PackedReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    mutating func signed() -> Int64? {
        number().map(PackedBytes.unfolded)
    }

    /// A text, or no text; nil where there is neither.
    mutating func text() -> String?? {
        guard let word = number() else { return nil }
        guard word > 0 else { return .some(nil) }
        guard word - 1 <= UInt64(bytes.count - place) else { return nil }
        let end = place + Int(word - 1)
        defer { place = end }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }

    mutating func quantity() -> Int64? {
        guard let number = number() else { return nil }
        if number == 0 { return SampleValue.unknown }
        if number == PackedBytes.large { return signed() }
        guard let scale = PackedBytes.Scale(rawValue: UInt8((number - 1) & 3)) else { return nil }
        let (value, overflows) = PackedBytes.unfolded((number - 1) >> 2).multipliedReportingOverflow(by: scale.unit)
        return overflows ? nil : value
    }
}

enum PackedBytes {
    /// What a quantity is a whole number of.
    enum Scale: UInt8, Comparable {
        case whole, hundredths, millionths

        init(of quantity: Int64) {
            self = quantity % 1_000_000 == 0 ? .whole : quantity % 10_000 == 0 ? .hundredths : .millionths
        }

        var unit: Int64 {
            switch self {
            case .whole: 1_000_000
            case .hundredths: 10_000
            case .millionths: 1
            }
        }

        static func < (left: Scale, right: Scale) -> Bool { left.rawValue < right.rawValue }
    }

    /// Says that the next number is a quantity in its own right, too large to share its number with a scale.
    static let large: UInt64 = 4

    /// 0, -1, 1, -2 ... as 0, 1, 2, 3 ...
    static func folded(_ number: Int64) -> UInt64 {
        UInt64(bitPattern: number << 1 ^ number >> 63)
    }

    static func unfolded(_ number: UInt64) -> Int64 {
        Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
