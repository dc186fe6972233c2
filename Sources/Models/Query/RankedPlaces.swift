// The places of some of many meters in the order of their ranks. Parts of a long list are put in order apart from each other
// and then merged. Knows no meters.

public struct RankedPlaces: Sendable {
    private typealias Row = (rank: UInt64, tie: UInt64, place: Int)

    private var rows: [Row] = []

    /// - Parameters:
    ///   - rank: of the meter at a place, see `CapSort.rank(of:_:)`; asked once a place. So is `tie`.
    ///   - tie: in the order of ids, see `CapSort.ties(of:)`.
    public init(_ places: Range<Int>, rank: (Int) -> UInt64, tie: (Int) -> UInt64) {
        rows.reserveCapacity(places.count)
        for place in places { rows.append((rank(place), tie(place), place)) }
        rows.sort { RankedPlaces.areInOrder($0, $1) }
    }

    public var places: [Int] { rows.map(\.place) }

    /// Both in one order.
    public func merged(with other: RankedPlaces) -> RankedPlaces {
        var all = RankedPlaces(0..<0, rank: { _ in 0 }, tie: { _ in 0 })
        all.rows.reserveCapacity(rows.count + other.rows.count)
        var rest = other.rows[...]
        for row in rows {
            while let next = rest.first, RankedPlaces.areInOrder(next, row) { all.rows.append(rest.removeFirst()) }
            all.rows.append(row)
        }
        all.rows += rest
        return all
    }

    private static func areInOrder(_ left: Row, _ right: Row) -> Bool {
        left.rank == right.rank ? left.tie < right.tie : left.rank < right.rank
    }
}
