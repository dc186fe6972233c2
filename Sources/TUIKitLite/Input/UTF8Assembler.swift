// Owns putting one scalar together from bytes that may arrive one by one. Knows no keys.

/// A strict UTF-8 automaton: no overlong forms, no surrogates, nothing above U+10FFFF.
struct UTF8Assembler: Hashable, Sendable {
    enum Step: Hashable {
        case more
        case scalar(Unicode.Scalar)
        /// The byte cannot stand here; what was collected is gone.
        case invalid
    }

    private var value: UInt32 = 0
    private var missing = 0
    /// What the next byte may be: narrower than 80-BF after some leads.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    var isPending: Bool { missing > 0 }

    mutating func reset() { missing = 0 }

    /// Takes the first byte of a sequence, 80-FF.
    mutating func start(_ byte: UInt8) -> Step {
        allowed = 0x80...0xBF
        switch byte {
        case 0xC2...0xDF: begin(byte & 0x1F, missing: 1)
        case 0xE0...0xEF:
            begin(byte & 0x0F, missing: 2)
            if byte == 0xE0 { allowed = 0xA0...0xBF }
            if byte == 0xED { allowed = 0x80...0x9F }
        case 0xF0...0xF4:
            begin(byte & 0x07, missing: 3)
            if byte == 0xF0 { allowed = 0x90...0xBF }
            if byte == 0xF4 { allowed = 0x80...0x8F }
        default: return .invalid
        }
        return .more
    }

    /// Takes a byte of a pending sequence.
    mutating func next(_ byte: UInt8) -> Step {
        guard allowed.contains(byte) else {
            missing = 0
            return .invalid
        }
        allowed = 0x80...0xBF
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        if missing > 0 { return .more }
        return Unicode.Scalar(value).map(Step.scalar) ?? .invalid
    }

    private mutating func begin(_ bits: UInt8, missing: Int) {
        value = UInt32(bits)
        self.missing = missing
    }
}
