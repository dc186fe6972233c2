// A text that is looked for in others without regard to letter case. Owns the comparison of bytes, which a filter over a
// hundred thousand rows spends its time in.

struct FoldedText: Hashable, Sendable {
    /// In lower case.
    private let bytes: [UInt8]

    init(_ text: some StringProtocol) {
        bytes = Array(text.lowercased().utf8)
    }

    /// Whether `text` has this one as a part. UTF-8 never matches in the middle of a character.
    func occurs(in text: String) -> Bool {
        if let known = text.utf8.withContiguousStorageIfAvailable({ occurs(inASCII: $0) }), let answer = known {
            return answer
        }
        return Array(text.lowercased().utf8).withUnsafeBufferPointer { folded in
            (0...max(0, folded.count - bytes.count)).contains { holds(folded, at: $0) { $0 } }
        }
    }

    func equals(_ text: String) -> Bool {
        let isASCII = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0x80 } } ?? false
        guard isASCII else { return text.lowercased().utf8.elementsEqual(bytes) }
        return text.utf8.count == bytes.count && zip(text.utf8, bytes).allSatisfy { FoldedText.folded($0) == $1 }
    }

    /// Nil when a letter beyond ASCII comes first: its lower case takes more than bytes.
    private func occurs(inASCII text: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard let first = bytes.first else { return true }
        for start in text.indices {
            if text[start] >= 0x80 { return nil }
            if FoldedText.folded(text[start]) == first, holds(text, at: start, FoldedText.folded) { return true }
        }
        return false
    }

    private func holds(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, _ folded: (UInt8) -> UInt8
    ) -> Bool {
        guard start + bytes.count <= text.count else { return false }
        for offset in bytes.indices where folded(text[start + offset]) != bytes[offset] { return false }
        return true
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
