// Where counters are found by their ids, also where ids repeat and where all are hashed to the same few numbers.
import Testing

@testable import Models

@Suite struct CounterPlacesTests {
    private func counters(_ ids: [String]) throws -> CounterList {
        let list = "[" + ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",") + "]"
        return CounterList(try LeadConduit.CapCounter.readList(Array(list.utf8)).items)
    }

    @Test("the first of each id is found, whatever ids are hashed to", arguments: [nil, 1, 5])
    func firstOfEach(hashes: Int?) async throws {
        let ids = (0..<20_000).map { number in number % 100 == 99 ? "c\(number / 2)" : "c\(number)" }
            .prefix(hashes == nil ? 20_000 : 900)
        let counters = try counters(Array(ids))
        let places =
            if let hashes {
                await CounterPlaces(counters) { $0.utf8.reduce(0) { $0 &+ Int($1) } % hashes }
            } else {
                await CounterPlaces(counters)
            }
        var first: [String: Int] = [:]
        var repeated: [Int] = []
        for (place, id) in ids.enumerated() {
            if first[id] == nil { first[id] = place } else { repeated.append(place) }
        }
        #expect(first.allSatisfy { places[$0.key] == $0.value })
        #expect(places.repeated == repeated && !repeated.isEmpty)
        #expect(places["x99"] == nil && places[""] == nil)
    }
}
