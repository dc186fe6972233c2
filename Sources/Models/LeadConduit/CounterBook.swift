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
    public private(set) var counters = CounterList()
    /// Of the bytes of each counter; empty when they are not known.
    private var marks: [ListScanner.Mark] = []
    /// Not to be guessed, so that no list can be made up to look like another.
    private let seed = UInt64.random(in: .min ... .max)

    public init() {}

    /// - Parameter partBits: of its lists, for tests that cannot have long ones.
    init(partBits: Int) {
        counters = CounterList(partBits: partBits)
    }

    public init(_ counters: [LeadConduit.CapCounter]) {
        self.counters = CounterList(counters)
    }

    /// Takes in the answer of `GET /caps`, the first one and long on all cores. After an error the counters are as they were.
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
        var news = CounterNews(since: marks, seed: seed)
        bytes.withUnsafeBufferPointer { news.take($0) }
        if let reading = take(news) { return reading }
        // Something is wrong with the list: reading it as one tells what. So are those that follow, until one is right.
        let listing = try LeadConduit.CapCounter.readList(bytes)
        counters = CounterList(listing.items)
        marks = []
        return CounterReading(changed: nil, skipped: listing.skipped)
    }

    /// Takes the next list portion by portion; nil unless the list before it is known and long.
    var nextNews: CounterNews? {
        let length = marks.reduce(0) { $0 + $1.length }
        return length >= LongCounterList.least ? CounterNews(since: marks, seed: seed) : nil
    }

    /// Takes in what a list has brought since the last one.
    ///
    /// - Returns: nil, with nothing changed, when that list must be read as one.
    mutating func take(_ news: consuming CounterNews) -> CounterReading? {
        guard news.finish() else { return nil }
        if let changed = changeInPlace(news) { return CounterReading(changed: changed, skipped: []) }
        var fresh = news.fresh.joined().makeIterator()
        var all = CounterList(partBits: counters.partBits)
        for place in news.places {
            guard var counter = place.map({ counters[$0] }) ?? fresh.next() else { continue }
            if let last = all.last { counter.share(textsOf: last) }
            all.append(counter)
        }
        (counters, marks) = (all, news.marks)
        return CounterReading(changed: nil, skipped: [])
    }

    /// - Returns: nil, with nothing changed, unless every counter is where it was and only counts on.
    private mutating func changeInPlace(_ news: CounterNews) -> [Int]? {
        guard news.places.count == counters.count, news.places.count == marks.count,
            let changed = CounterBook.changes(news.places)
        else { return nil }
        var places = changed[...]
        for portion in news.fresh {
            guard counters.isSetUp(places, as: portion) else { return nil }
            places = places.dropFirst(portion.count)
        }
        places = changed[...]
        for portion in news.fresh {
            counters.takeCounts(places, from: portion)
            places = places.dropFirst(portion.count)
        }
        marks = news.marks
        return changed
    }

    /// - Returns: the places of those that were read; nil unless the others are where they were.
    private static func changes(_ places: [Int?]) -> [Int]? {
        var changed: [Int] = []
        for (place, before) in places.enumerated() {
            if before == nil { changed.append(place) } else if before != place { return nil }
        }
        return changed
    }
}
