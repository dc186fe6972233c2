// What changes at Everflow are sent as: bodies byte for byte as the reference shows them (4.2, 4.3, 6.4, 7, 8).

import Testing

@testable import Models

@Suite("Everflow write plans")
struct EverflowPlanTests {
    /// The reference's example without spaces.
    private func compact(_ example: String) throws -> String { try EditExamples.tree(example).compact }

    private func lines(_ edit: Edit, _ live: LiveObject?) throws -> [String] {
        try WritePlan.steps(for: edit, live: live).map(\.line)
    }

    @Test("custom caps change by one PATCH, several together when they share their values")
    func customCaps() throws {
        let live = try EditExamples.customCap()
        let edit = try EditExamples.edit(live, ("daily_conversion_cap", "60"), ("is_soft_cap", "true"))
        let other = Edit(
            target: try EditExamples.target("acme/custom:413"), objectName: "Other",
            changes: edit.changes.map {
                FieldChange(
                    field: $0.field, base: $0.field == "is_soft_cap" ? .flag(false) : .quantity(Quantity(7)),
                    mine: $0.mine)
            })
        let batches = WritePlan.batches(of: [edit, other])
        #expect(batches == [[edit, other]])
        let steps = try WritePlan.bulkSteps(for: batches[0])
        #expect(steps.map(\.line) == ["PATCH /networks/custom/caps " + (try compact(EverflowExamples.customCapEdit))])
        #expect(
            try lines(edit, live) == [
                #"PATCH /networks/custom/caps {"network_custom_cap_setting_ids":[412],"fields":[{"field_type":"daily_conversion_cap","field_value":60},{"field_type":"is_soft_cap","field_value":true}]}"#
            ])
    }

    @Test("no bulk request names an object twice or more objects than the journal keeps well with each")
    func batches() throws {
        let live = try EditExamples.customCap()
        let edit = try EditExamples.edit(live, ("daily_conversion_cap", "60"))
        #expect(WritePlan.batchIndices(of: [edit, edit]) == [[0], [1]])
        let many = (0..<1100).map { id in
            Edit(
                target: EditTarget(network: "acme", kind: .customCap, key: "\(id)"), objectName: "",
                changes: edit.changes)
        }
        let batches = WritePlan.batchIndices(of: many)
        #expect(batches.map(\.count) == [500, 500, 100])
        #expect(batches.flatMap { $0 } == Array(0..<1100))
    }

    @Test("only what the network does not have yet is written")
    func pendingOnly() throws {
        let live = try EditExamples.customCap()
        var edit = try EditExamples.edit(live, ("daily_conversion_cap", "60"), ("monthly_payout_cap", "off"))
        edit.changes[0].base = .quantity(Quantity(30))
        edit.changes[0].mine = .quantity(Quantity(40))
        #expect(
            try lines(edit, live) == [
                #"PATCH /networks/custom/caps {"network_custom_cap_setting_ids":[412],"fields":[{"field_type":"monthly_payout_cap","field_value":0}]}"#
            ])
        edit.changes.removeLast()
        #expect(try lines(edit, live).isEmpty)
    }

    @Test("a custom cap is created with what was given, and deleted by its id")
    func createAndDelete() throws {
        let pair = CustomCapPair(affiliateID: 51, offerID: 204)
        let creation = try Edit.creating(
            [
                Edit.Assignment("name", "Harbor Media ramp-up"), Edit.Assignment("daily_conversion_cap", "40"),
                Edit.Assignment("monthly_payout_cap", "12500.5"), Edit.Assignment("is_soft_cap", "false"),
            ], for: pair, network: "acme", name: "Harbor Media on Sunrise Kettle CPA")
        let steps = try WritePlan.steps(for: creation, live: nil)
        #expect(steps.map(\.line) == ["POST /networks/custom/caps " + (try compact(EverflowExamples.customCapDraft))])
        let answer = try #require(try EditExamples.tree(EverflowExamples.customCaps)["custom_cap_settings"]?[0])
        #expect(steps[0].verdict(answer.serialized()) == .accepted(notes: []))
        #expect(steps[0].createdKey(answer.serialized()) == "412")

        let live = try EditExamples.customCap()
        let deletion = try #require(Edit.deleting(live))
        #expect(try lines(deletion, live) == ["DELETE /networks/custom/caps/412"])
        let undo = try #require(deletion.inverse())
        #expect(undo.target.text == "acme/custom:new:51:204")
        #expect(
            try lines(undo, nil) == [
                #"POST /networks/custom/caps {"network_affiliate_id":51,"network_offer_id":204,"name":"Harbor Media ramp-up","daily_conversion_cap":40,"monthly_conversion_cap":900,"monthly_payout_cap":12500.5,"daily_click_cap":5000,"is_soft_cap":false}"#
            ])
        #expect(creation.inverse() == nil)
        #expect(creation.inverse(createdKey: "412")?.target.text == "acme/custom:412")
    }

    @Test("offers are previewed, then applied with the same body")
    func offers() throws {
        let live = try EditExamples.offer()
        var edit = try EditExamples.edit(live, ("daily_conversion_cap", "260"))
        let cap = try #require(edit.changes.first)
        edit.changes = [FieldChange(field: "is_caps_enabled", base: .flag(false), mine: .flag(true)), cap]
        let other = Edit(target: try EditExamples.target("acme/offer:205"), objectName: "B", changes: edit.changes)
        let body = try compact(EverflowExamples.offerEdit)
        let steps = try WritePlan.bulkSteps(for: [edit, other])
        #expect(
            steps.map(\.line) == [
                "POST /networks/patch/offers/submit \(body)", "PATCH /networks/patch/offers/apply \(body)",
            ])
        #expect(steps.map(\.purpose) == [.preview, .write])
        #expect(steps.map(\.request.isRead) == [true, false])
    }

    @Test("caps are switched on together with the limits that the offer has, which alone would be refused")
    func capsEnabled() throws {
        let off = EverflowExamples.offer.replacing("\"is_caps_enabled\": true", with: "\"is_caps_enabled\": false")
        let live = try EditExamples.everflow("acme/offer:204", off)
        let edit = try EditExamples.edit(live, ("is_caps_enabled", "true"))
        #expect(WritePlan.batches(of: [edit, edit]).count == 2)
        let fields = [
            "daily_conversion_cap,200", "monthly_conversion_cap,4000", "monthly_payout_cap,60000",
            "global_revenue_cap,250000",
        ]
        .map { $0.split(separator: ",") }
        .map { #",{"field_type":"\#($0[0])","field_value":\#($0[1]),"operator":"overwrite"}"# }.joined()
        #expect(
            try lines(edit, live).last == "PATCH /networks/patch/offers/apply "
                + #"{"network_offer_ids":[204],"fields":[{"field_type":"is_caps_enabled","field_value":true,"operator":"overwrite"}"#
                + fields + "]}")
        var bare = try EditExamples.tree(off)
        for limit in EditField.limits { bare[limit.name] = .int(0) }
        let empty = try #require(LiveObject(everflow: bare, target: live.target))
        #expect(
            try FieldProblem.message { _ = try lines(edit, empty) }
                == "is_caps_enabled cannot be true without a limit: give one with it")
    }

    @Test("an offer group goes back whole, its offers and labels lifted to where requests carry them")
    func offerGroup() throws {
        let live = try EditExamples.everflow("acme/group:12", EverflowExamples.offerGroup)
        let edit = try EditExamples.edit(live, ("weekly_click_cap", "*2"))
        let step = try #require(
            try WritePlan.steps(for: edit, live: live, unsaid: ["currency_id": .string("USD")]).first)
        let received = try compact(EverflowExamples.offerGroup)
        let expected =
            received.replacing("\"weekly_click_cap\":20000", with: "\"weekly_click_cap\":40000").dropLast()
            + #","network_offer_ids":[204,207],"labels":[],"currency_id":"USD"}"#
        #expect(step.line == "PUT /networks/offergroups/12 " + expected)
        #expect(step.journalBody == #"{"weekly_click_cap":40000}"#)
        var bare = try EditExamples.tree(EverflowExamples.offerGroup)
        bare["relationship"] = nil
        let without = try #require(LiveObject(everflow: bare, target: live.target))
        #expect(try FieldProblem.message { _ = try lines(edit, without) }?.contains("would take them out") == true)
    }

    @Test("lists that are null are empty ones")
    func nullLists() throws {
        var tree = try EditExamples.tree(EverflowExamples.offerGroup)
        tree["relationship"]?["network_offer_ids"] = .null
        tree["relationship"]?["labels"] = .object([("total", .int(0)), ("entries", .null)])
        let live = try EditExamples.live("acme/group:12", tree)
        let body = try #require(try WritePlan.steps(for: EditExamples.edit(live, ("name", "x")), live: live).first).body
        #expect(body["network_offer_ids"] == .array([]) && body["labels"] == .array([]))
    }

    @Test("an affiliate's full update keeps its tier, and is refused without the address that it would reset")
    func unsaid() throws {
        var tree = try EditExamples.tree(EverflowExamples.affiliate)
        tree["relationship"]?["billing"] = .object([("billing_frequency", .string("weekly"))])
        let live = try EditExamples.live("acme/affiliate:51", tree)
        let rename = try EditExamples.edit(live, ("name", "Harbor"))
        let steps = try WritePlan.steps(for: rename, live: live, unsaid: ["network_affiliate_tier_id": .int(3)])
        #expect(steps.first?.body["network_affiliate_tier_id"] == .int(3))
        tree["is_contact_address_enabled"] = .bool(true)
        let hidden = try EditExamples.live("acme/affiliate:51", tree)
        #expect(try FieldProblem.message { _ = try lines(rename, hidden) }?.contains("address") == true)
        tree["relationship"]?["contact_address"] = .object([("city", .string("Chicago"))])
        let open = try EditExamples.live("acme/affiliate:51", tree)
        #expect(try lines(rename, open).first?.contains(#""contact_address":{"city":"Chicago"}"#) == true)
    }

    @Test("an affiliate's status goes by the bulk edit, other fields by a full update with its billing")
    func affiliates() throws {
        let live = try EditExamples.everflow("acme/affiliate:51", EverflowExamples.affiliate)
        let status = try EditExamples.edit(live, ("account_status", "inactive"))
        #expect(
            try lines(status, live) == [
                "PATCH /networks/patch/affiliates/apply " + (try compact(EverflowExamples.affiliateEdit))
            ])
        let rename = try EditExamples.edit(live, ("name", "Harbor"))
        #expect(try FieldProblem.message { _ = try lines(rename, live) }?.contains("how the affiliate is paid") == true)
        let read = try LiveRead(live.target, changing: rename.fields)
        #expect(read.request.query == [APIRequest.QueryItem("relationship", "billing")])
        #expect(try LiveRead(live.target, changing: ["account_status"]).request.query.isEmpty)

        var tree = try EditExamples.tree(EverflowExamples.affiliate)
        tree["relationship"]?["billing"] = .object([("billing_frequency", .string("weekly"))])
        guard case .found(let full) = try read.outcome(tree.serialized()) else {
            Issue.record("the affiliate was not found")
            return
        }
        let expected =
            tree.compact.replacing("\"name\":\"Harbor Media\"", with: "\"name\":\"Harbor\"").dropLast()
            + #","labels":["premium"],"billing":{"billing_frequency":"weekly"}}"#
        #expect(try lines(rename, full) == ["PUT /networks/affiliates/51 " + expected])
        tree["account_status"] = .string("suspended")
        let suspended = try #require(LiveObject(everflow: tree, target: live.target))
        #expect(
            try FieldProblem.message { _ = try lines(rename, suspended) }?.contains("this one is suspended") == true)
    }
}
