// Affiliate tiers on the wire (Everflow reference, section 11).

import TestSupport
import Testing

@testable import Models

@Suite("affiliate tiers on the wire")
struct AffiliateTierWireTests {
    /// The example with what `relationship=all` adds.
    private func related() throws -> JSONValue {
        var tree = try #require(try JSONValue.parse(MoneyExamples.affiliateTiers.bytes)["tiers"]?[0])
        tree["relationship"] = try JSONValue.parse("{\(MoneyExamples.tierRelationship)}".bytes)["relationship"]
        return tree
    }

    @Test("the example is read field by field and written back as it stands")
    func example() throws {
        let page = try Everflow.AffiliateTier.readPage(MoneyExamples.affiliateTiers.bytes)
        let tier = try #require(page.items.first)
        #expect(tier.id == 3 && tier.networkID == 7 && tier.name == "Harbor tier" && tier.status == "active")
        #expect(tier.description == "Top partners" && tier.affiliateIDs == [51, 64])
        #expect(tier.payoutMargin == Quantity(text: "12.5") && !tier.isDefaultTier && tier.labels == nil)
        #expect(tier.timeCreated == Timestamp(seconds: 1_748_736_000) && tier.timeSaved == tier.timeCreated)
        #expect(try page.json(key: "tiers") == JSONValue.parse(MoneyExamples.affiliateTiers.bytes))
        #expect(page.isLast)
    }

    @Test("the list and the bare array of the beta page give the same tiers")
    func bare() throws {
        let bare = try #require(try JSONValue.parse(MoneyExamples.affiliateTiers.bytes)["tiers"])
        #expect(
            try Everflow.AffiliateTier.readPage(bare.serialized())
                == Everflow.AffiliateTier.readPage(MoneyExamples.affiliateTiers.bytes))
    }

    @Test("an older answer without times and without members is read")
    func older() throws {
        let text =
            #"{"network_affiliate_tier_id":3,"name":"n","status":"paused","payout_margin":12,"network_affiliate_ids":null}"#
        let tier = try Everflow.AffiliateTier.read(text.bytes)
        #expect(tier.timeCreated == nil && tier.affiliateIDs == nil && tier.payoutMargin == Quantity(12))
    }

    @Test("labels come from the relationship in answers and from the top in requests")
    func labels() throws {
        let tier = try Everflow.AffiliateTier.read(related().serialized())
        #expect(tier.labels == ["premium"])
        let tree = try related()
        #expect(tier.json() == tree)
        let request = #"{"network_affiliate_tier_id":3,"labels":["a","b"]}"#
        #expect(try Everflow.AffiliateTier.read(request.bytes).labels == ["a", "b"])
        #expect(tier.creationBody()["labels"] == .array([.string("premium")]))
        #expect(tier.creationBody()["relationship"] == nil)
        #expect(MoneyResource.affiliateTier.problems(in: tier.creationBody()) == [])
    }

    @Test("a full update sends the labels at the top, so that none is lost")
    func fullUpdate() throws {
        let received = try Everflow.Received<Everflow.AffiliateTier>(tree: related())
        var expected = try related()
        expected["labels"] = .array([.string("premium")])
        #expect(received.fullUpdate(to: received.value) == expected)
        var changed = received.value
        changed.affiliateIDs = [51]
        changed.labels = ["premium", "new"]
        let body = received.fullUpdate(to: changed)
        #expect(body["labels"] == .array([.string("premium"), .string("new")]))
        #expect(body["network_affiliate_ids"] == .array([.int(51)]) && body["description"] == expected["description"])
        changed.labels = nil
        #expect(received.fullUpdate(to: changed)["labels"] == .array([]))
    }
}
