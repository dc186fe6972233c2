// A list of counters compared with the one before while its bytes come, portion by portion, so that a long one is never held
// whole. Knows no requests.

/// What a list of counters brings. Only counters whose bytes are others than before are read.
public struct CounterNews: Sendable {
    /// No counter is so long: what goes on without an end is given up.
    private static let longestElement = 1 << 20

    /// For each counter its place in the list before; nil for those that were read.
    private(set) var places: [Int?] = []
    private(set) var marks: [ListScanner.Mark] = []
    /// Those that were read, in their order, as they were read together.
    private(set) var fresh: [[LeadConduit.CapCounter]] = []

    /// Of the list before.
    private let known: [ListScanner.Mark]
    /// So many bytes are read together.
    private let portion: Int
    private var scanner: ListScanner
    /// The place in the list before that should come next.
    private var place = 0
    /// What came of an element whose end did not come yet.
    private var rest: [UInt8] = []
    private var unread: [UInt8] = []
    private var unreadCount = 0
    private var isWhole = false
    private var isSpoilt = false

    init(since known: [ListScanner.Mark], seed: UInt64, portion: Int = LongCounterList.portion) {
        self.known = known
        self.portion = portion
        scanner = ListScanner(seed: seed)
        places.reserveCapacity(known.count)
        marks.reserveCapacity(known.count)
    }

    /// Takes the next bytes of the list.
    public mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !isSpoilt else { return }
        if rest.isEmpty {
            goThrough(bytes)
            rest.append(contentsOf: bytes[min(scanner.at, bytes.count)...])
        } else {
            var joined = rest
            rest = []
            joined.append(contentsOf: bytes)
            joined.withUnsafeBufferPointer { goThrough($0) }
            joined.removeSubrange(..<scanner.at)
            rest = joined
        }
        scanner.forgetThePast()
        if rest.count > CounterNews.longestElement { isSpoilt = true }
    }

    /// Reads what is left to be read.
    ///
    /// - Returns: whether all of the list has come and could be read; only reading it as one can say why not.
    mutating func finish() -> Bool {
        if !isWhole || !readOn() { isSpoilt = true }
        return !isSpoilt
    }

    private mutating func goThrough(_ bytes: UnsafeBufferPointer<UInt8>) {
        while !isSpoilt {
            switch scanner.next(in: bytes, likely: place < known.count ? known[place] : nil) {
            case .element(let mark, let range): take(mark, UnsafeBufferPointer(rebasing: bytes[range]))
            case .incomplete: return
            case .end:
                isWhole = true
                return
            case .wrong: isSpoilt = true
            }
        }
    }

    private mutating func take(_ mark: ListScanner.Mark, _ bytes: UnsafeBufferPointer<UInt8>) {
        marks.append(mark)
        if let before = nearby(mark) {
            place = before
            places.append(before)
        } else {
            places.append(nil)
            put(bytes)
        }
        place += 1
    }

    /// After one was left out or put in, the others are found again near by.
    private func nearby(_ mark: ListScanner.Mark) -> Int? {
        if place < known.count, known[place] == mark { return place }
        let (first, end) = (max(0, place - 2), min(known.count, place + 5))
        return first < end ? (first..<end).first { known[$0] == mark } : nil
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        unread.append(unread.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
        unread.append(contentsOf: bytes)
        unreadCount += 1
        if unread.count >= portion, !readOn() { isSpoilt = true }
    }

    private mutating func readOn() -> Bool {
        guard !unread.isEmpty else { return true }
        unread.append(UInt8(ascii: "]"))
        guard let listing = try? LeadConduit.CapCounter.readList(unread), listing.skipped.isEmpty,
            listing.items.count == unreadCount
        else { return false }
        fresh.append(listing.items)
        unread.removeAll(keepingCapacity: true)
        unreadCount = 0
        return true
    }
}
