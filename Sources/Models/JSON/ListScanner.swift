// Finds the elements of a list of objects in its bytes, without reading what is in them. Knows no wire type.

/// Steps through the bytes of a JSON list of objects, which may come in portions. Trusts nothing: whoever uses an element has
/// it parsed, or knows its bytes from before.
struct ListScanner: Sendable {
    /// What is remembered of an element's bytes: equal marks are taken for equal bytes.
    struct Mark: Equatable, Sendable {
        var hash: UInt64
        var length: Int
    }

    /// What comes next in the bytes at hand.
    enum Finding {
        case element(Mark, Range<Int>)
        /// The list has ended, and nothing follows in the bytes at hand.
        case end
        /// The bytes at hand end in the middle of the list.
        case incomplete
        /// This is no list of objects.
        case wrong
    }

    private enum Expected {
        case list, elementOrEnd, element, commaOrEnd, nothing
    }

    private let seed: UInt64
    private var expected = Expected.list
    /// The first of the bytes at hand that was not gone through.
    private(set) var at = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    /// From now on the bytes at hand begin with those that were not gone through.
    mutating func forgetThePast() {
        at = 0
    }

    /// - Parameter likely: the mark of the element that is probably next, found at once if it is.
    mutating func next(in bytes: UnsafeBufferPointer<UInt8>, likely: Mark?) -> Finding {
        while true {
            while at < bytes.count, ListScanner.isSpace(bytes[at]) { at += 1 }
            guard at < bytes.count else { return expected == .nothing ? .end : .incomplete }
            switch (expected, bytes[at]) {
            case (.list, UInt8(ascii: "[")): expected = .elementOrEnd
            case (.commaOrEnd, UInt8(ascii: ",")): expected = .element
            case (.commaOrEnd, UInt8(ascii: "]")), (.elementOrEnd, UInt8(ascii: "]")): expected = .nothing
            case (.element, UInt8(ascii: "{")), (.elementOrEnd, UInt8(ascii: "{")): return element(in: bytes, likely)
            default: return .wrong
            }
            at += 1
        }
    }

    /// What JSON takes for space, and nothing else: nobody else reads what stands between elements.
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func element(in bytes: UnsafeBufferPointer<UInt8>, _ likely: Mark?) -> Finding {
        var mark: Mark
        if let likely, isNext(likely, in: bytes) {
            mark = likely
        } else {
            guard let end = endOfObject(in: bytes) else { return .incomplete }
            mark = Mark(hash: hash(at..<end, of: bytes), length: end - at)
        }
        let start = at
        at += mark.length
        expected = .commaOrEnd
        return .element(mark, start..<at)
    }

    private func isNext(_ mark: Mark, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = at + mark.length
        guard end <= bytes.count, bytes[end - 1] == UInt8(ascii: "}") else { return false }
        return hash(at..<end, of: bytes) == mark.hash
    }

    private func endOfObject(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
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

    private func hash(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
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
