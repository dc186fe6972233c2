// Owns collecting a bracketed paste up to its end mark. Knows no keys.

/// Collects a paste of bounded size; the end mark may arrive in pieces.
struct PasteCollector: Hashable, Sendable {
    /// More than this is swallowed, not kept.
    static let capacity = 64 * 1024
    private static let endMark: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    private var bytes: [UInt8] = []
    private var matched = 0

    /// A lone ESC is held back: it may begin the end mark, or be the user's way out of a paste that never ends.
    var hasLoneEscape: Bool { matched == 1 }

    /// Takes a byte; true when it completes the end mark.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == Self.endMark[matched] {
            matched += 1
            return matched == Self.endMark.count
        }
        for index in 0..<matched { keep(Self.endMark[index]) }
        matched = 0
        if byte == Self.endMark[0] { matched = 1 } else { keep(byte) }
        return false
    }

    private mutating func keep(_ byte: UInt8) {
        if bytes.count < Self.capacity { bytes.append(byte) }
    }

    /// What was pasted: terminals send CR for a line end; other control characters have no business in a text.
    var text: String {
        var view = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in String(decoding: wholeCharacters, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": view.append("\n")
            case "\n" where wasReturn: break
            case "\n", "\t": view.append(scalar)
            default:
                if scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) { view.append(scalar) }
            }
            wasReturn = scalar == "\r"
        }
        return String(view)
    }

    /// The bytes without a character that the capacity has cut in two.
    private var wholeCharacters: ArraySlice<UInt8> {
        guard bytes.count == Self.capacity, let lead = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }),
            bytes[lead] >= 0x80
        else { return bytes[...] }
        return bytes[..<lead]
    }
}
