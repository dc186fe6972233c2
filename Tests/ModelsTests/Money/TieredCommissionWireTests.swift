// Tiered commissions on the wire (Everflow reference, section 10).

import TestSupport
import Testing

@testable import Models

@Suite("tiered commissions on the wire")
struct TieredCommissionWireTests {
    @Test("the example is read field by field and written back as it stands")
    func example() throws {
        let commission = try Everflow.TieredCommission.read(MoneyExamples.tieredCommission.bytes)
        #expect(commission.id == 9 && commission.networkID == 7 && commission.name == "Kettle volume tier")
        #expect(commission.notes == "" && commission.status == "active" && commission.period == "monthly")
        #expect(commission.startDate == "2026-01-01" && commission.endDate == "2026-12-31")
        #expect(commission.payoutRevenueID == 0 && commission.isApplyAllAffiliates == false)
        #expect(commission.affiliateIDs == [51, 64] && commission.offerIDs == [204] && commission.advertiserIDs == nil)
        #expect(commission.payout == Everflow.CommissionChange(.increase, Quantity(12)))
        #expect(commission.revenue.isEnabled == false && commission.revenue.action == "increase")
        #expect(commission.revenue.value == .zero && commission.revenue.active == nil)
        for metric in Everflow.CommissionMetric.allCases {
            #expect(commission[goal: metric] == (metric == .conversion ? Quantity(300) : .zero))
            #expect(commission[max: metric] == (metric == .conversion ? Quantity(1200) : .zero))
        }
        #expect(commission.relationship == .object([]))
        let payout = commission.retroactivePayout
        #expect(payout.isEnabled == false && payout.action == "flat_increase" && payout.value == .zero)
        #expect(payout.type == "" && payout.percentage == .zero)
        let revenue = commission.retroactiveRevenue
        #expect(revenue.isEnabled == false && revenue.action == "flat_decrease" && revenue.value == .zero)
        #expect(revenue.type == "" && revenue.percentage == .zero)
        #expect(commission.timeCreated == Timestamp(seconds: 1_767_225_600))
        #expect(commission.timeSaved == Timestamp(seconds: 1_767_225_600))
        #expect(try commission.json() == JSONValue.parse(MoneyExamples.tieredCommission.bytes))
    }

    @Test("each goal and each maximum has its own member")
    func marks() throws {
        var members: [(String, JSONValue)] = [("network_tiered_commission_id", .int(9))]
        for (index, metric) in Everflow.CommissionMetric.allCases.enumerated() {
            members += [(metric.goalName, .int(10 + index)), (metric.maxName, .int(20 + index))]
        }
        let commission = try Everflow.TieredCommission.read(JSONValue.object(members).serialized())
        for (index, metric) in Everflow.CommissionMetric.allCases.enumerated() {
            #expect(commission[goal: metric] == Quantity(10 + index) && commission[max: metric] == Quantity(20 + index))
        }
    }

    @Test(
        "the table is read under its likely key, under any other, and as a bare array",
        arguments: [
            #"{"tiered_commissions":[@],"paging":{"page":2,"page_size":1,"total_count":2}}"#,
            #"{"other":[1],"commissions":[@],"paging":{"page":2,"page_size":1,"total_count":2}}"#, "[@]",
        ])
    func table(_ envelope: String) throws {
        let text = envelope.split(separator: "@", omittingEmptySubsequences: false)
            .joined(separator: MoneyExamples.tieredCommission)
        let page = try Everflow.TieredCommission.readPage(text.bytes)
        #expect(page.items.map(\.id) == [9] && page.skipped == [])
        #expect(page.paging == (text.hasPrefix("{") ? Everflow.Paging(page: 2, pageSize: 1, totalCount: 2) : nil))
    }

    @Test("an empty table is empty, a refusal is one, and anything else is malformed")
    func oddTables() throws {
        #expect(try Everflow.TieredCommission.readPage(#"{"tiered_commissions":null}"#.bytes).items.isEmpty)
        #expect(try Everflow.TieredCommission.readPage(#"{"tiered_commissions":[]}"#.bytes).items.isEmpty)
        #expect(throws: WireError.refused("Not enabled.")) {
            try Everflow.TieredCommission.readPage(#"{"error":"Not enabled."}"#.bytes)
        }
        #expect(throws: WireError.malformed("no tiered_commissions in the answer")) {
            try Everflow.TieredCommission.readPage(#"{"tiers":[{"tiered_commission_id":1}]}"#.bytes)
        }
        #expect(throws: WireError.malformed("tiered_commissions is not a list")) {
            try Everflow.TieredCommission.readPage(#"{"tiered_commissions":{}}"#.bytes)
        }
        #expect(throws: WireError.malformed("not an object")) { try Everflow.TieredCommission.readPage("7".bytes) }
    }

    @Test("one broken row does not cost the others")
    func brokenRow() throws {
        let page = try Everflow.TieredCommission.readPage(
            #"{"tiered_commissions":[\#(MoneyExamples.tieredCommission),{"name":"x"},7]}"#.bytes)
        #expect(page.items.map(\.id) == [9] && page.skipped.count == 2)
    }

    @Test("a full update sends back everything with the change, unknown members included")
    func fullUpdate() throws {
        var tree = try JSONValue.parse(MoneyExamples.tieredCommission.bytes)
        tree["new_member"] = .string("kept")
        let received = try Everflow.Received<Everflow.TieredCommission>(tree: tree)
        #expect(received.fullUpdate(to: received.value) == tree)
        var changed = received.value
        changed[goal: .event] = Quantity(40)
        changed.retroactivePayout = Everflow.CommissionChange(.exact, Quantity(20))
        changed.advertiserIDs = [19]
        let body = received.fullUpdate(to: changed)
        tree["event_goal"] = .int(40)
        tree["is_retroactive_payout_enabled"] = .bool(true)
        tree["retroactive_payout_action"] = .string("exact")
        tree["retroactive_payout_value"] = .int(20)
        tree["network_advertiser_ids"] = .array([.int(19)])
        for gone in ["retroactive_payout_type", "retroactive_payout_percentage"] { tree[gone] = nil }
        #expect(body == tree)
    }

    @Test("a creation carries relationship as an empty object and nothing that the server gives")
    func creation() throws {
        let commission = try Everflow.TieredCommission.read(MoneyExamples.tieredCommission.bytes)
        let body = commission.creationBody()
        let server = MoneyResource.tieredCommission.fields.filter { !$0.isWritable && $0.name != "relationship" }
        #expect(server.allSatisfy { body[$0.name] == nil } && body["relationship"] == .object([]))
        #expect(MoneyResource.tieredCommission.problems(in: body) == [])
    }

    @Test("a change counts only when it is on, with an action and a value that are understood")
    func active() {
        var change = Everflow.CommissionChange(.flatDecrease, Quantity(3))
        #expect(change.active?.action == .flatDecrease && change.active?.value == Quantity(3))
        change.action = "unknown"
        #expect(change.active == nil)
        change.action = "increase"
        change.value = nil
        #expect(change.active == nil)
        change.value = Quantity(-3)
        #expect(change.active == nil)
        change.value = Quantity(3)
        change.isEnabled = nil
        #expect(change.active == nil)
    }
}
