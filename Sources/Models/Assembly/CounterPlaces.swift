// Where in a list each counter is, by its id. Knows nothing else of counters.

/// The places of counters by their ids; of counters with one id the first counts.
struct CounterPlaces: Sendable {
    /// By what the id is hashed to.
    private var places: [Int: Int32] = [:]
    /// Of ids that are hashed to what another one is.
    private var others: [String: Int] = [:]
    private let counters: CounterList
    private let hash: @Sendable (String) -> Int
    /// The places of counters whose id one before has too.
    private(set) var repeated: [Int] = []

    /// Hashing a hundred thousand ids takes most of the time: all cores do it.
    init(_ counters: CounterList, hash: @escaping @Sendable (String) -> Int = { $0.hashValue }) async {
        self.counters = counters
        self.hash = hash
        places.reserveCapacity(counters.count)
        let starts = Array(stride(from: 0, to: counters.count, by: CounterPlaces.part))
        let parts = await withTaskGroup(of: (Int, [Int]).self) { group in
            for start in starts {
                group.addTask {
                    let end = min(start + CounterPlaces.part, counters.count)
                    return (start, (start..<end).map { hash(counters[$0].id) })
                }
            }
            return await group.reduce(into: [Int: [Int]]()) { $0[$1.0] = $1.1 }
        }
        for start in starts {
            for (place, hash) in (parts[start] ?? []).enumerated() { add(start + place, hash) }
        }
    }

    private static let part = 8_192

    subscript(id: String) -> Int? {
        guard let place = places[hash(id)] else { return nil }
        return counters[Int(place)].id == id ? Int(place) : others[id]
    }

    private mutating func add(_ place: Int, _ hash: Int) {
        guard let first = places[hash] else {
            places[hash] = Int32(truncatingIfNeeded: place)
            return
        }
        let id = counters[place].id
        if counters[Int(first)].id == id || others[id] != nil {
            repeated.append(place)
        } else {
            others[id] = place
        }
    }
}
