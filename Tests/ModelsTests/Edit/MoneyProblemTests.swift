// The whole object is judged, the journal holds what an undo needs, and an operator is told what money is about to do.

import Testing

@testable import Models

@Suite("Edits of the money side")
struct MoneyProblemTests {
    /// Object, what is typed, and the message that refuses it.
    static let refused: [(String, [(String, String)], String)] = [
        (
            "payout", [("is_custom_payout_enabled", "false")],
            "is_custom_payout_enabled or is_custom_revenue_enabled must be true"
        ),
        ("payout", [("payout_type", "blank")], "payout_type must not be blank while is_custom_payout_enabled is true"),
        (
            "payout", [("network_affiliate_ids", "none")],
            "network_affiliate_ids must name an affiliate unless is_apply_all_affiliates is true"
        ),
        (
            "payout", [("is_apply_specific_offer_urls", "true")],
            "network_offer_url_ids must name an offer URL while is_apply_specific_offer_urls is true"
        ),
        ("payout", [("date_valid_to", "2026-05-01")], "date_valid_to must not be before date_valid_from (2026-06-01)"),
        ("payout", [("name", " ")], "name must not be empty"),
        (
            "payout", [("is_custom_revenue_enabled", "true")],
            "revenue_type must not be blank while is_custom_revenue_enabled is true"
        ),
        ("commission", [("conversion_max", "300")], "conversion_max must be 0 or above conversion_goal (300)"),
        (
            "commission", [("conversion_goal", "0")],
            "payout_goal or one of revenue_goal, sale_amount_goal, conversion_goal, event_goal must be above 0"
        ),
        (
            "commission", [("payout_action", "exact")],
            "payout_action must be one of increase, decrease, flat_increase, flat_decrease"
        ),
        (
            "commission", [("is_revenue_enabled", "true")],
            "revenue_value must be above 0 while is_revenue_enabled is true"
        ),
        ("commission", [("network_offer_ids", "none")], "network_offer_ids must name an offer"),
        ("tier", [("payout_margin", "101")], "payout_margin must be percent, 0 to 100"),
        ("tier", [("status", "inactive")], "status must be one of active, paused, deleted"),
    ]

    private static func live(_ name: String) throws -> LiveObject {
        switch name {
        case "payout": try EditExamples.customPayout()
        case "commission": try EditExamples.commission()
        default: try EditExamples.tier()
        }
    }

    @Test("what would come of an edit is judged as a whole", arguments: refused)
    func whole(name: String, assignments: [(String, String)], message: String) throws {
        let live = try Self.live(name)
        let said = try FieldProblem.message {
            _ = try Edit.proposing(assignments.map { Edit.Assignment($0.0, $0.1) }, on: live)
        }
        #expect(said == message)
    }

    @Test("fields that belong together are judged together, and the plan judges what is there now")
    func together() throws {
        let live = try EditExamples.customPayout()
        let edit = try EditExamples.edit(
            live, ("is_custom_revenue_enabled", "true"), ("revenue_type", "rpa"), ("is_custom_payout_enabled", "no"))
        #expect(edit.problems(on: live).isEmpty)
        var tree = live.tree
        tree["is_custom_payout_enabled"] = .bool(false)
        tree["is_custom_revenue_enabled"] = .bool(true)
        tree["revenue_type"] = .string("rpa")
        let meanwhile = try EditExamples.live("acme/payout:318", tree)
        let off = try EditExamples.edit(
            meanwhile, ("is_custom_revenue_enabled", "false"), ("is_custom_payout_enabled", "yes"))
        #expect(off.problems(on: meanwhile).isEmpty)
        let late = try EditExamples.edit(live, ("date_valid_from", "2026-08-31"))
        tree["date_valid_to"] = .string("2026-07-01")
        let shorter = try EditExamples.live("acme/payout:318", tree)
        #expect(
            try FieldProblem.message { _ = try WritePlan.steps(for: late, live: shorter) }
                == "date_valid_to must not be before date_valid_from (2026-08-31)")
    }

    @Test("what the object has wrong already is not held against an edit of something else")
    func wrongBefore() throws {
        var tree = try EditExamples.commission().tree
        tree["period"] = .string("fortnightly")
        let live = try EditExamples.live("acme/commission:9", tree)
        #expect(try EditExamples.edit(live, ("conversion_goal", "400")).problems(on: live).isEmpty)
    }

    @Test("a deletion's journal entry has all that a new creation needs, and undoing it asks for exactly that")
    func undoDeletion() throws {
        let live = try EditExamples.customPayout()
        let deletion = try #require(Edit.deleting(live))
        let entry = Self.entry(deletion, .delete, "/networks/custom/payoutrevenue/318", after: deletion.after)
        let step = try #require(UndoStep.next(in: [entry], profiles: ["acme": .sandbox]))
        let edit = try step.items[0].checked(with: nil).edit
        #expect(edit.target.text == "acme/payout:new" && edit.action == .create(nil))
        #expect(edit.objectName == "Harbor Media bonus rate" && edit.problems().isEmpty)
        let body = try #require(try WritePlan.steps(for: edit, live: nil).first).body
        for field in EditField.fields(of: .customPayout) {
            #expect(field.read(from: body) == live.values[field.name], "\(field.name)")
        }
        #expect(body["ruleset"]?["countries"]?[0]?["label"] == .string("United States"))
    }

    @Test("a created setting is deleted by its undo unless somebody has changed it; commissions and tiers retire")
    func undoCreation() throws {
        let live = try EditExamples.customPayout()
        let creation = Edit.creating(live.values, .customPayout, network: "acme")
        let entry = Self.entry(
            creation, .post, "/networks/custom/payoutrevenue", after: creation.journalledAfter(live))
        let item = try #require(UndoStep.next(in: [entry], profiles: ["acme": .sandbox])?.items.first)
        #expect(item.edit.target.text == "acme/payout:318" && item.edit.action == .delete(nil))
        #expect(try item.checked(with: live).edit.before == live.values)
        var tree = live.tree
        tree["payout_amount"] = .int(30)
        let changed = try EditExamples.live("acme/payout:318", tree)
        #expect(
            try FieldProblem.message { _ = try item.checked(with: changed) }?.hasSuffix(
                "payout_amount is 30 now, not 18") == true)

        for (live, resource, status) in [
            (try EditExamples.commission(), MoneyResource.tieredCommission, "inactive"),
            (try EditExamples.tier(), .affiliateTier, "deleted"),
        ] {
            let creation = Edit.creating(live.values, resource, network: "acme")
            let entry = Self.entry(creation, .post, "/networks/x", after: creation.journalledAfter(live))
            let edit = try #require(UndoStep.next(in: [entry], profiles: ["acme": .sandbox])).items[0].checked(
                with: live
            ).edit
            #expect(edit.target == live.target && edit.action == .change)
            #expect(edit.changes == [FieldChange(field: "status", base: .text("active"), mine: .text(status))])
        }
    }

    @Test("a changed list is undone entry for entry")
    func undoList() throws {
        let live = try EditExamples.tier()
        let edit = try EditExamples.edit(live, ("network_affiliate_ids", "-51"))
        let entry = Self.entry(edit, .put, "/networks/affiliatetiers/3", after: edit.after)
        let stored = try #require(FieldValue.values(text: FieldValue.text(entry.before)))
        #expect(stored == entry.before)
        let after = try EditExamples.tier(3, of: [64])
        let undo = try #require(UndoStep.next(in: [entry], profiles: ["acme": .sandbox])).items[0].checked(with: after)
            .edit
        #expect(undo.summary() == ["network_affiliate_ids 64 -> 51, 64"])
    }

    private static func entry(
        _ edit: Edit, _ method: HTTPMethod, _ path: String, after: [String: FieldValue]
    ) -> JournalEntry {
        JournalEntry(
            id: 1, at: Timestamp(seconds: 1), who: "ines", profile: "acme", environment: .sandbox,
            target: edit.target.text, method: method, path: path, before: edit.journalledBefore, after: after,
            outcome: .applied)
    }

    /// Object, what is typed, and a part of the one warning.
    static let warned: [(String, String, String, String)] = [
        ("payout", "custom_setting_status", "inactive", "fall back to the offer's own payout and revenue"),
        ("payout", "is_apply_all_affiliates", "true", "every affiliate, those made later included"),
        ("payout", "network_affiliate_ids", "64", "affiliates 51 fall back"),
        ("commission", "status", "inactive", "ends the commission"),
        ("commission", "is_retroactive_payout_enabled", "true", "what was counted before the goal was reached"),
        ("tier", "is_default_tier", "true", "new affiliates join this tier by themselves"),
        ("tier", "payout_margin", "15", "what every affiliate of the tier is paid"),
        ("tier", "status", "deleted", "the margin no longer counts"),
        ("tier", "network_affiliate_ids", "-51", "affiliates 51 leave the tier"),
    ]

    @Test("an operator is told what a change does to money", arguments: warned)
    func warnings(name: String, field: String, typed: String, part: String) throws {
        let live = try Self.live(name)
        let value = try #require(EditField.named(field, of: live.target.kind)).value(
            typed: typed, base: live.values[field] ?? .none)
        let edit = Edit(
            target: live.target, objectName: live.name,
            changes: [FieldChange(field: field, base: live.values[field] ?? .none, mine: value)])
        #expect(edit.warnings.count == 1 && edit.warnings[0].contains(part), "\(edit.warnings)")
        #expect(!edit.warnings[0].isEmpty)
    }
}
