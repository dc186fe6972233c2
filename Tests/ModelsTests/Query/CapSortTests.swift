// Sorting many meters by integers must give the order that comparing them one by one gives.
import Testing

@testable import Models

@Suite struct CapSortTests {
    private static let counts: [Int?] = [nil, 0, 1, 39, 40, 41, 1_000_000, -3]
    private static let maxima: [Int?] = [nil, 0, 1, 40, 5_000]

    private static let meters: [CapMeter] = counts.flatMap { count in
        maxima.flatMap { maximum in
            [nil, Timestamp(seconds: 5), Timestamp(seconds: -5)].enumerated().map { place, expires in
                let key = "\(count ?? -1)-\(maximum ?? -1)"
                let object = CapObject(
                    id: ObjectID(network: "a", kind: place == 0 ? .offer : .custom, key: key),
                    scope: .custom, name: "", isEnabled: maximum != 1, timeZone: "UTC")
                return CapMeter(
                    object: object,
                    limit: CapLimit(metric: .click, period: .daily, maximum: maximum.map { Quantity($0) }),
                    count: count.map { Quantity($0) }, expiresAt: expires, asOf: Timestamp(seconds: 0))
            }
        }
    }

    @Test("every key and direction orders a list as it orders any two of its meters", arguments: CapSortKey.allCases)
    func sameOrder(_ key: CapSortKey) {
        for isDescending in [true, false] {
            let sort = CapSort(key, isDescending: isDescending)
            let places = sort.places(of: Self.meters) { _ in nil }
            let wanted = Self.meters.indices.sorted { sort.areInOrder(Self.meters[$0], Self.meters[$1]) }
            #expect(places.map { Self.meters[$0].id } == wanted.map { Self.meters[$0].id })
        }
    }
}
