// The counters of one account as last listed. Most of a list is what it was a moment ago, byte for byte: only counters whose
// bytes are others are read. Knows no requests.

/// What a list of counters has brought.
public struct CounterReading: Equatable, Sendable {
    /// The places of counters that are others now; nil when counters came, went, moved or were set up otherwise.
    public var changed: [Int]?
    /// What was passed over, one sentence each.
    public var skipped: [String]
}

/// The counters of one account.
public struct CounterBook: Sendable {
    public private(set) var counters: [LeadConduit.CapCounter] = []
    /// Of the bytes of each counter; empty when they are not known.
    private var marks: [ListScanner.Mark] = []
    /// Not to be guessed, so that no list can be made up to look like another.
    private let seed = UInt64.random(in: .min ... .max)

    public init() {}

    public init(_ counters: [LeadConduit.CapCounter]) {
        self.counters = counters
    }

    /// Takes in the answer of `GET /caps`, the first one and long on all cores. After an error everything is as it was.
    public mutating func read(_ bytes: [UInt8]) async throws(WireError) -> CounterReading {
        if counters.isEmpty, bytes.count >= LongCounterList.least,
            let list = await LongCounterList(bytes, seed: seed)
        {
            (counters, marks) = (list.counters, list.marks)
            return CounterReading(changed: nil, skipped: [])
        }
        return try readAtOnce(bytes)
    }

    /// The same on the caller's thread.
    mutating func readAtOnce(_ bytes: [UInt8]) throws(WireError) -> CounterReading {
        if let news = news(in: bytes) { return take(news) }
        // Something is wrong with the list: reading it as one tells what.
        let listing = try LeadConduit.CapCounter.readList(bytes)
        counters = listing.items
        marks = []
        return CounterReading(changed: nil, skipped: listing.skipped)
    }

    /// A list compared with the one before.
    private struct News {
        /// For each counter its place in the list before; nil for those that were read.
        private(set) var places: [Int?] = []
        private(set) var marks: [ListScanner.Mark] = []
        /// Those that were read, in their order.
        private(set) var fresh: [LeadConduit.CapCounter] = []
        private var unread: [UInt8] = []
        private var unreadCount = 0

        init(expecting count: Int) {
            places.reserveCapacity(count)
            marks.reserveCapacity(count)
        }

        mutating func keep(_ place: Int, _ mark: ListScanner.Mark) {
            places.append(place)
            marks.append(mark)
        }

        /// - Returns: false when what was put by cannot be read whole.
        mutating func add(_ slice: UnsafeBufferPointer<UInt8>, _ mark: ListScanner.Mark) -> Bool {
            unread.append(unread.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            unread.append(contentsOf: slice)
            unreadCount += 1
            places.append(nil)
            marks.append(mark)
            return unread.count < LongCounterList.portion || readOn()
        }

        mutating func readOn() -> Bool {
            guard !unread.isEmpty else { return true }
            unread.append(UInt8(ascii: "]"))
            guard let listing = try? LeadConduit.CapCounter.readList(unread), listing.skipped.isEmpty,
                listing.items.count == unreadCount
            else { return false }
            for var counter in listing.items {
                if let last = fresh.last { counter.share(textsOf: last) }
                fresh.append(counter)
            }
            unread.removeAll(keepingCapacity: true)
            unreadCount = 0
            return true
        }
    }

    /// - Returns: nil when only reading the list as one can say what is wrong with it.
    private func news(in bytes: [UInt8]) -> News? {
        bytes.withUnsafeBufferPointer { buffer in
            guard var scanner = ListScanner(buffer, seed: seed) else { return nil }
            var news = News(expecting: marks.count)
            // The place in the list before that should come next.
            var place = 0
            while !scanner.takeEnd() {
                let mark: ListScanner.Mark
                if place < marks.count, scanner.isNext(marks[place]) {
                    mark = marks[place]
                    news.keep(place, mark)
                } else {
                    guard let next = scanner.next() else { return nil }
                    mark = next
                    if let moved = nearby(mark, place) {
                        place = moved
                        news.keep(place, mark)
                    } else {
                        guard news.add(scanner.slice(mark), mark) else { return nil }
                    }
                }
                place += 1
                guard scanner.pass(mark) else { return nil }
            }
            return news.readOn() ? news : nil
        }
    }

    /// After one was left out or put in, the others are found again near by.
    private func nearby(_ mark: ListScanner.Mark, _ place: Int) -> Int? {
        let (first, end) = (max(0, place - 2), min(marks.count, place + 5))
        return first < end ? (first..<end).first { marks[$0] == mark } : nil
    }

    private mutating func take(_ news: News) -> CounterReading {
        if let changed = changeInPlace(news) { return CounterReading(changed: changed, skipped: []) }
        var next = 0
        counters = news.places.map { place in
            if let place { return counters[place] }
            next += 1
            return news.fresh[next - 1]
        }
        marks = news.marks
        return CounterReading(changed: nil, skipped: [])
    }

    /// - Returns: nil, with nothing changed, unless every counter is where it was and only counts on.
    private mutating func changeInPlace(_ news: News) -> [Int]? {
        guard news.places.count == counters.count, news.places.count == marks.count else { return nil }
        let fresh = news.fresh
        guard let changed = changes(news.places, fresh) else { return nil }
        for (number, place) in changed.enumerated() {
            counters[place].takeCounts(from: fresh[number])
            marks[place] = news.marks[place]
        }
        return changed
    }

    /// - Returns: the places of `fresh`; nil unless every counter is where it was and set up as it was.
    private func changes(_ places: [Int?], _ fresh: [LeadConduit.CapCounter]) -> [Int]? {
        let counters = counters
        var changed: [Int] = []
        changed.reserveCapacity(fresh.count)
        for (place, before) in places.enumerated() {
            if let before {
                guard before == place else { return nil }
            } else {
                guard counters[place].isSetUp(as: fresh[changed.count]) else { return nil }
                changed.append(place)
            }
        }
        return changed
    }
}

extension LeadConduit.CapCounter {
    /// Whether both differ in nothing but what `takeCounts` takes. Compared member by member: a copy counts references.
    fileprivate func isSetUp(as other: LeadConduit.CapCounter) -> Bool {
        id == other.id && maximum == other.maximum && flowID == other.flowID && sourceID == other.sourceID
            && stepID == other.stepID && name == other.name && timeZone == other.timeZone && type == other.type
            && duration == other.duration && durationUnits == other.durationUnits && capIDs == other.capIDs
            && caps == other.caps
    }

    fileprivate mutating func takeCounts(from other: LeadConduit.CapCounter) {
        count = other.count
        failedCount = other.failedCount
        startedAt = other.startedAt
        expiresAt = other.expiresAt
        updatedAt = other.updatedAt
    }
}
