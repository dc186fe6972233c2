// A cap that has left the filter under the cursor, and one that has gone: told apart, and what can be done with each.
import Models
import Testing

@testable import CapTop

@Suite struct FilteredOutTests {
    /// Custom cap 412 after its change from 40 to 44 conversions, of which 39 are 88 %.
    private func changed() throws -> Operating {
        var desk = Operating(filter: "412 conv and util >= 90")
        desk.press("+", "enter", "y")
        let edit = try #require(desk.sent.first)
        desk.objects["acme/custom:412"] = Sample.live412(daily: 44)
        desk.act(.written(edit, .applied(""), live: Sample.live412(daily: 44)))
        desk.press("escape")
        return desk
    }

    @Test("a cap that was changed out of the filter says so, shows what it has become, and is changed once more")
    func noMatch() throws {
        var desk = try changed()
        #expect(desk.shows(" no match ") && desk.shows("39/44") && !desk.shows(" gone "), "\(desk.screen)")
        desk.press("+", "enter", "y")
        #expect(desk.summaries.last == ["daily_conversion_cap 44 -> 48 (+9.1 %)"], "\(desk.summaries)")
    }

    @Test("one that its network has no more is gone, and that is why it is not edited", arguments: ["+", "e", "D"])
    func gone(key: String) throws {
        var desk = try changed()
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters.removeAll { $0.object.id.key == "412" }
        desk.act(.loaded(snapshot))
        #expect(desk.shows(" gone ") && !desk.shows(" no match "), "\(desk.screen)")
        desk.press(key)
        #expect(desk.state.editor == nil && desk.state.message == "this cap is not in its network any more")
    }

    @Test("what cannot be deleted says what can be done instead, of each network what its editor takes")
    func notDeleted() {
        var flow = Operating(filter: "a1")
        flow.press("D")
        #expect(flow.state.message == "this cannot be deleted; e can set a maximum that is never reached")
        var offer = Operating(filter: "acme/offer:204")
        offer.press("D")
        #expect(offer.state.message == "this cannot be deleted; limits are switched off with e, then off")
    }
}
