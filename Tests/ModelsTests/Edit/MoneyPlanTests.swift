// Which requests an edit of the money side becomes (Everflow reference, 9, 10, 11): the reference's bodies byte for byte,
// and full updates that drop nothing.

import TestSupport
import Testing

@testable import Models

@Suite("Requests of the money side")
struct MoneyPlanTests {
    private func steps(_ live: LiveObject, _ assignments: (String, String)...) throws -> [WriteStep] {
        let edit = try Edit.proposing(assignments.map { Edit.Assignment($0.0, $0.1) }, on: live)
        return try WritePlan.steps(for: edit, live: live)
    }

    /// `body` with what is expected to differ from the answer, member by member.
    private func expectPut(_ step: WriteStep?, of live: LiveObject, _ changes: [String: JSONValue]) throws {
        let body = try #require(step).body
        let answered = try #require(live.tree.object)
        let names = Set(answered.members.map(\.name)).union(changes.keys)
        #expect(Set(body.object?.members.map(\.name) ?? []) == names, "nothing dropped, nothing invented")
        for member in answered.members where changes[member.name] == nil {
            #expect(body[member.name] == member.value, "\(member.name)")
        }
        for (name, value) in changes { #expect(body[name] == value, "\(name)") }
    }

    @Test("fields that a bulk update takes go through it, in the reference's body")
    func patch() throws {
        let live = try EditExamples.customPayout()
        #expect(
            try steps(live, ("custom_setting_status", "inactive")).map(\.line) == [
                #"PATCH /networks/custom/payoutrevenue {"network_custom_payout_revenue_setting_ids":[318],"fields":[{"field_type":"custom_setting_status","field_value":"inactive"}]}"#
            ])
        let example = try JSONValue.parse(MoneyExamples.customPayoutPatch.bytes)
        #expect(try steps(live, ("custom_setting_status", "inactive")).first?.body == example)
        #expect(
            try steps(live, ("payout_amount", "+10%"), ("ruleset_countries", "exclude CA"), ("variables", "none")).map(
                \.line)
                == [
                    #"PATCH /networks/custom/payoutrevenue {"network_custom_payout_revenue_setting_ids":[318],"fields":[{"field_type":"payout_amount","field_value":19.8},{"field_type":"ruleset_countries","field_value":[{"country_id":"CA","match_type":"exact","targeting_type":"exclude"}]},{"field_type":"variables","field_value":[]}]}"#
                ])
        for field in Everflow.CustomPayoutField.allCases {
            #expect(!WritePlan.needsFullUpdate([field.rawValue], of: .customPayout))
        }
    }

    @Test("what is off and answered as unknown goes back as the empty text; what is on goes back as it came")
    func unknownActions() throws {
        var tree = try EditExamples.commission().tree
        tree["is_retroactive_payout_enabled"] = .bool(false)
        tree["retroactive_payout_action"] = .string("unknown")
        tree["is_revenue_enabled"] = .bool(true)
        tree["revenue_action"] = .string("unknown")
        let live = try EditExamples.live("acme/commission:9", tree)
        let put = try steps(live, ("status", "inactive")).first
        try expectPut(put, of: live, ["status": .string("inactive"), "retroactive_payout_action": .string("")])
    }

    @Test("several settings that share values go in one bulk update, those that do not share them do not")
    func batches() throws {
        let one = try EditExamples.customPayout()
        var tree = one.tree
        tree["network_custom_payout_revenue_setting_id"] = .int(319)
        let other = try EditExamples.live("acme/payout:319", tree)
        let edits = try [one, other].map { try EditExamples.edit($0, ("payout_amount", "20")) }
        #expect(WritePlan.batches(of: edits) == [edits])
        #expect(
            try WritePlan.bulkSteps(for: edits).map(\.line) == [
                #"PATCH /networks/custom/payoutrevenue {"network_custom_payout_revenue_setting_ids":[318,319],"fields":[{"field_type":"payout_amount","field_value":20}]}"#
            ])
        let full = try [one, other].map { try EditExamples.edit($0, ("public_description", "x")) }
        #expect(WritePlan.batches(of: full).count == 2, "full updates go alone")
        tree["relationship"]?["targeting"]?["countries"]?[0]?["label"] = .string("US")
        let third = try EditExamples.live("acme/payout:320", with(tree, id: 320))
        let rows = try [one, third].map { try EditExamples.edit($0, ("ruleset_countries", "+exclude CA")) }
        #expect(rows[0].after == rows[1].after && WritePlan.batches(of: rows).count == 2, "rows keep their own members")
    }

    private func with(_ tree: JSONValue, id: Int) -> JSONValue {
        var tree = tree
        tree["network_custom_payout_revenue_setting_id"] = .int(id)
        return tree
    }

    @Test("a field that no bulk update takes sends the whole setting back, nested parts at the top")
    func putPayout() throws {
        let live = try EditExamples.customPayout()
        let steps = try steps(
            live, ("public_description", "Winter rate"), ("payout_amount", "20"), ("ruleset_platforms", "include 2"))
        #expect(steps.count == 1 && steps[0].request.method == .put)
        #expect(steps[0].request.path == "/networks/custom/payoutrevenue/318")
        var ruleset = live.tree["relationship"]?["targeting"] ?? .null
        ruleset["platforms"] = try EditExamples.tree(
            #"[{"platform_id":2,"match_type":"exact","targeting_type":"include"}]"#)
        try expectPut(
            steps[0], of: live,
            [
                "public_description": .string("Winter rate"), "payout_amount": .int(20), "ruleset": ruleset,
                "variables": live.tree["relationship"]?["variables"] ?? .null,
            ])
        #expect(
            steps[0].journalBody
                == #"{"payout_amount":20,"public_description":"Winter rate","ruleset_platforms":[{"platform_id":2,"match_type":"exact","targeting_type":"include"}]}"#
        )
    }

    @Test("commissions and tiers are sent back whole")
    func put() throws {
        let commission = try EditExamples.commission()
        let goal = try steps(commission, ("conversion_goal", "400"), ("network_affiliate_ids", "+77"))
        #expect(
            goal.map { "\($0.request.method.rawValue) \($0.request.path)" } == ["PUT /networks/tieredcommissions/9"])
        try expectPut(
            goal.first, of: commission,
            ["conversion_goal": .int(400), "network_affiliate_ids": .array([.int(51), .int(64), .int(77)])])
        let tier = try EditExamples.tier()
        let margin = try steps(tier, ("payout_margin", "15"))
        #expect(margin.map { "\($0.request.method.rawValue) \($0.request.path)" } == ["PUT /networks/affiliatetiers/3"])
        try expectPut(
            margin.first, of: tier, ["payout_margin": .int(15), "labels": .array([.string("premium")])])
        let unlabelled = try EditExamples.everflow("acme/tier:3", MoneyExamples.affiliateTiers, list: "tiers")
        let message = try FieldProblem.message { _ = try steps(unlabelled, ("payout_margin", "15")) }
        #expect(message?.contains("labels") == true, "labels that are not known are not dropped")
        #expect(try steps(unlabelled, ("labels", "gold")).count == 1)
    }

    @Test("what was created from the reference's values is the reference's body")
    func creations() throws {
        let rows: [(MoneyResource, String, String, String)] = [
            (.customPayout, MoneyExamples.customPayoutBody, "/networks/custom/payoutrevenue", "acme/payout:new"),
            (
                .tieredCommission, MoneyExamples.tieredCommissionBody, "/networks/tieredcommissions",
                "acme/commission:new"
            ),
            (.affiliateTier, MoneyExamples.affiliateTierBody, "/networks/affiliatetiers", "acme/tier:new"),
        ]
        for (resource, text, path, target) in rows {
            let body = try JSONValue.parse(text.bytes)
            let fields = EditField.fields(of: try EditExamples.target(target).kind)
            let values = fields.reduce(into: [String: FieldValue]()) { values, field in
                let value = field.read(from: body)
                if value != .list([]) || body[field.name] != nil { values[field.name] = value }
            }
            let edit = Edit.creating(values, resource, network: "acme")
            #expect(edit.problems().isEmpty && edit.target.text == target && edit.action == .create(nil))
            let step = try #require(try WritePlan.steps(for: edit, live: nil).first)
            #expect(step.request.method == .post && step.request.path == path)
            for member in body.object?.members ?? [] {
                guard !member.value.isNull, member.name != "ruleset" else { continue }
                #expect(step.body[member.name] == member.value, "\(member.name)")
            }
            #expect(resource.problems(in: step.body).isEmpty)
            #expect(step.createdKey(#"{"\#(resource.idName)":77}"#.bytes) == "77")
        }
    }

    @Test("a new object carries what every body must carry, and nothing that was not given")
    func smallCreations() throws {
        let tier = try Edit.creating(
            [Edit.Assignment("name", "Harbor tier"), Edit.Assignment("payout_margin", "12.5")], .affiliateTier,
            network: "acme")
        #expect(
            try WritePlan.steps(for: tier, live: nil).map(\.line) == [
                #"POST /networks/affiliatetiers {"name":"Harbor tier","status":"active","payout_margin":12.5,"is_default_tier":false}"#
            ])
        #expect(tier.summary().first == "create an affiliate tier" && tier.objectName == "Harbor tier")
        let commission = try Edit.creating(
            [("name", "Kettle"), ("network_offer_ids", "204"), ("conversion_goal", "300")].map {
                Edit.Assignment($0.0, $0.1)
            },
            .tieredCommission, network: "acme")
        #expect(
            try WritePlan.steps(for: commission, live: nil).map(\.line) == [
                #"POST /networks/tieredcommissions {"name":"Kettle","status":"active","start_date":"","end_date":"","period":"monthly","network_offer_ids":[204],"is_payout_enabled":false,"is_revenue_enabled":false,"conversion_goal":300,"relationship":{}}"#
            ])
        let message = try FieldProblem.message {
            _ = try Edit.creating([Edit.Assignment("name", "x")], .customPayout, network: "acme")
        }
        #expect(message == "network_affiliate_ids must name an affiliate unless is_apply_all_affiliates is true")
        #expect(
            try FieldProblem.message {
                _ = try Edit.creating([Edit.Assignment("margin", "x")], .affiliateTier, network: "acme")
            }?.hasPrefix("margin is no field of") == true)
    }

    @Test("a setting is deleted; commissions and tiers retire instead")
    func endings() throws {
        let payout = try EditExamples.customPayout()
        let deletion = try #require(Edit.deleting(payout))
        #expect(
            try WritePlan.steps(for: deletion, live: payout).map(\.line) == [
                "DELETE /networks/custom/payoutrevenue/318"
            ])
        #expect(deletion.warnings == ["the affiliates fall back to the offer's own payout and revenue"])
        #expect(deletion.before == payout.values && deletion.isDrastic)
        for (live, status) in [(try EditExamples.commission(), "inactive"), (try EditExamples.tier(), "deleted")] {
            #expect(Edit.deleting(live) == nil)
            let retirement = try #require(live.target.kind.money?.retirement)
            #expect(retirement == ("status", status))
            let edit = try EditExamples.edit(live, ("status", status))
            #expect(try WritePlan.steps(for: edit, live: live).first?.body["status"] == .string(status))
        }
    }

    @Test("an affiliate goes from one tier to another by two edits; from none and to none by one")
    func moves() throws {
        let from = try EditExamples.tier(3)
        let to = try EditExamples.tier(4, of: [])
        let edits = TierMove.edits(affiliate: 51, from: from, to: to)
        #expect(edits.map(\.target.text) == ["acme/tier:3", "acme/tier:4"])
        #expect(edits.map { $0.after["network_affiliate_ids"]?.json } == [.array([.int(64)]), .array([.int(51)])])
        #expect(try Confirmation(edits).edits.count == 2)
        try expectPut(
            WritePlan.steps(for: edits[1], live: to).first, of: to,
            ["network_affiliate_ids": .array([.int(51)]), "labels": .array([.string("premium")])])
        #expect(TierMove.edits(affiliate: 51, from: nil, to: to) == [edits[1]])
        #expect(TierMove.edits(affiliate: 51, from: from, to: nil) == [edits[0]])
        #expect(TierMove.edits(affiliate: 51, from: from, to: from).isEmpty)
        #expect(TierMove.edits(affiliate: 77, from: from, to: nil).isEmpty, "it is not in it")
    }
}
