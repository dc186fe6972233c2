// Editing what has no row: an offer, a group, an affiliate or a flow found by its name, whether it has caps or not.
import Models
import Testing

@testable import CapTop

@Suite struct ObjectPickerTests {
    private static let group = """
        {"network_offer_group_id":9,"name":"Q4 budget","offer_group_status":"active","is_caps_enabled":true,
        "is_soft_cap":false,"daily_conversion_cap":0,"time_saved":1}
        """

    private func desk() throws -> Operating {
        var desk = Operating(filter: "412 conv")
        var snapshot = Sample.acmeSnapshot()
        snapshot.network.environment = .sandbox
        snapshot.groups = [OfferGroup(id: "9", name: "Q4 budget", status: "active", offerIDs: ["204"])]
        snapshot.offers.append(Offer(id: "310", name: "Lantern Trial", status: "paused"))
        desk.act(.loaded(snapshot))
        let group: LiveObject = try #require(Sample.live(Self.group, "acme/group:9"))
        desk.objects["acme/group:9"] = group
        return desk
    }

    @Test("an offer group that no cap shows gets its first limit")
    func firstLimit() throws {
        var desk = try desk()
        desk.press("E")
        desk.type("q4")
        #expect(desk.shows("Q4 budget  acme/group:9"))
        desk.press("enter")
        #expect(desk.shows("Q4 budget, offer group 9"))
        desk.type("500")
        desk.press("enter")
        #expect(desk.shows("PUT /networks/offergroups/9"), "\(desk.screen)")
        desk.press("y")
        let edit = try #require(desk.sent.first)
        #expect(edit.target.text == "acme/group:9")
        #expect(edit.summary() == ["daily_conversion_cap unlimited -> 500"], "\(edit.summary())")
    }

    @Test(
        "offers, affiliates and flows are there by name and by id, whether they have caps or not",
        arguments: [
            ("lantern", "acme/offer:310"), ("310", "acme/offer:310"), ("harbor", "acme/affiliate:51"),
            ("solar", "leads/flow:696f6dcfd3e4b5a697887701"),
        ])
    func found(typed: String, target: String) throws {
        var desk = try desk()
        desk.press("E")
        desk.type(typed)
        desk.press("enter")
        #expect(desk.state.editor?.target.text == target)
    }

    @Test("what is locked is not offered, and where all is locked the key says so")
    func locked() throws {
        var desk = try desk()
        desk.state.networks[1].isLocked = true
        desk.press("E")
        desk.type("solar")
        #expect(desk.shows("nothing matches"))
        desk.press("escape")
        desk.act(.command(.lock))
        desk.press("E")
        #expect(desk.state.overlays.isEmpty && desk.shows("locked: :write unlocks"))
    }
}
