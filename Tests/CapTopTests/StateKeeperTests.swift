// What the last known state costs while the disk hangs: what is being written and what is newest, and nothing in between.
import Models
import Store
import Testing

@testable import CapTop

@Suite struct StateKeeperTests {
    private struct Kept {
        weak var object: CapObject?
    }

    private func answer(_ count: Int) -> NetworkSnapshot {
        let object = Sample.custom("412", Sample.harbor, Sample.kettle)
        return NetworkSnapshot(
            network: Sample.acme, meters: [Sample.meter(object, .conversion, .daily, count, of: 100)], asOf: Sample.now)
    }

    @Test("of fifty answers that come while the disk hangs two are held, and the last one is what is kept")
    func backlog() throws {
        let file = try StalledFile()
        let keeper = StateKeeper(store: file.store)
        let state = Sample.state()
        let kept = (1...50).map { count -> Kept in
            let snapshot = answer(count)
            keeper.keep(snapshot, shownBy: state)
            return Kept(object: snapshot.meters.first?.object)
        }
        let held = kept.count { $0.object != nil }
        #expect(held <= 2)
        file.letGo()
        keeper.close(shownBy: state)
        let stored = try file.store.loadAll()
        #expect(stored.map(\.network.name) == ["acme"])
        #expect(stored.first?.meters.first?.count == Quantity(50))
    }
}
