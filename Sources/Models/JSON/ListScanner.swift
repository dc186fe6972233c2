// Finds the elements of a list of objects in its bytes, without reading what is in them. Knows no wire type.

/// Steps through the bytes of a JSON list of objects. Trusts nothing: whoever uses an element has it parsed, or knows its
/// bytes from before.
struct ListScanner {
    /// What is remembered of an element's bytes: equal marks are taken for equal bytes.
    struct Mark: Equatable, Sendable {
        var hash: UInt64
        var length: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let seed: UInt64
    /// Of the next element, or of the end of the list.
    private(set) var at = 0

    /// - Returns: nil when there is no list.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) {
        self.bytes = bytes
        self.seed = seed
        skipSpace()
        guard take(UInt8(ascii: "[")) else { return nil }
        skipSpace()
    }

    /// Whether the list ends here, and nothing follows.
    mutating func takeEnd() -> Bool {
        let start = at
        guard take(UInt8(ascii: "]")) else { return false }
        skipSpace()
        if at == bytes.count { return true }
        at = start
        return false
    }

    /// Goes on behind the element; whether another one or the end must follow.
    mutating func pass(_ mark: Mark) -> Bool {
        at += mark.length
        skipSpace()
        if take(UInt8(ascii: ",")) {
            skipSpace()
            return at < bytes.count && bytes[at] != UInt8(ascii: "]")
        }
        return at < bytes.count && bytes[at] == UInt8(ascii: "]")
    }

    /// Whether the next element is the one that was marked so.
    func isNext(_ mark: Mark) -> Bool {
        let end = at + mark.length
        guard end < bytes.count, bytes[at] == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "}") else {
            return false
        }
        return hash(at..<end) == mark.hash
    }

    /// The next element; nil when it is no object or has no end.
    func next() -> Mark? {
        guard let end = endOfObject() else { return nil }
        return Mark(hash: hash(at..<end), length: end - at)
    }

    /// The bytes of the next element.
    func slice(_ mark: Mark) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[at..<at + mark.length])
    }

    private func endOfObject() -> Int? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else { return nil }
        var depth = 0
        var place = at
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                    place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }

    private func hash(_ range: Range<Int>) -> UInt64 {
        guard let base = bytes.baseAddress else { return seed }
        let start = UnsafeRawPointer(base) + range.lowerBound
        func word(_ offset: Int) -> UInt64 { start.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        var hash = seed ^ UInt64(range.count)
        var offset = 0
        // Four chains side by side: the processor need not wait for one product before it begins the next.
        var (second, third, fourth) = (~hash, hash << 1 | 1, hash >> 1)
        while offset + 32 <= range.count {
            hash = ListScanner.mixed(hash ^ word(offset))
            second = ListScanner.mixed(second ^ word(offset + 8))
            third = ListScanner.mixed(third ^ word(offset + 16))
            fourth = ListScanner.mixed(fourth ^ word(offset + 24))
            offset += 32
        }
        hash = ListScanner.mixed(ListScanner.mixed(ListScanner.mixed(hash ^ second) ^ third) ^ fourth)
        while offset + 8 <= range.count {
            hash = ListScanner.mixed(hash ^ word(offset))
            offset += 8
        }
        var rest: UInt64 = 0
        for place in offset..<range.count { rest = rest << 8 | UInt64(bytes[range.lowerBound + place]) }
        return ListScanner.mixed(hash ^ rest)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word &* 0x9E37_79B9_7F4A_7C15
        return product << 29 | product >> 35
    }
}
