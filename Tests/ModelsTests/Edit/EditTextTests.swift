// How edits read: old -> new, problems in the field's own words, warnings of what follows (LeadConduit reference, 5.3).

import Testing

@testable import Models

@Suite("What edits say")
struct EditTextTests {
    private func problem(_ live: LiveObject, _ field: String, _ typed: String) throws -> String? {
        try FieldProblem.message { _ = try EditExamples.edit(live, (field, typed)) }
    }

    @Test("old -> new, with the percentage where there is one")
    func summary() throws {
        let live = try EditExamples.customCap()
        let edit = try EditExamples.edit(
            live, ("daily_conversion_cap", "+10%"), ("monthly_conversion_cap", "off"), ("weekly_click_cap", "9"),
            ("monthly_payout_cap", "10000"), ("name", "Ramp"), ("is_soft_cap", "on"))
        #expect(
            edit.summary() == [
                "daily_conversion_cap 40 -> 44 (+10 %)", "monthly_conversion_cap 900 -> unlimited",
                "weekly_click_cap unlimited -> 9", "monthly_payout_cap 12500.5 -> 10000 (-20 %)",
                "name \"Harbor Media ramp-up\" -> \"Ramp\"", "is_soft_cap false -> true",
            ])
        let lead = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        #expect(
            try EditExamples.edit(lead, ("maximum", "0"), ("time_zone", "none")).summary() == [
                "maximum 2000 -> 0", "time_zone America/Chicago -> none",
            ])
        #expect(try #require(Edit.deleting(live)).summary().first == "delete custom cap 412")
    }

    @Test(
        "a percentage is rounded to a tenth, and never says that nothing is left",
        arguments: [
            (40_000, 10, "-99.9 %"), (10_000, 1, "-99.9 %"), (1_000, 2, "-99.8 %"), (40, 20, "-50 %"),
            (44, 40, "-9.1 %"), (40, 44, "+10 %"), (3, 4, "+33.3 %"), (30_000, 30_010, "+0.03 %"), (40, 40, "+0 %"),
        ])
    func percentages(base: Int, mine: Int, expected: String) {
        let change = FieldChange(
            field: "monthly_revenue_cap", base: .quantity(Quantity(base)), mine: .quantity(Quantity(mine)))
        #expect(change.percentage == expected)
    }

    @Test("a problem speaks of its field")
    func problems() throws {
        let cap = try EditExamples.customCap()
        let lead = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        let offer = try EditExamples.offer()
        #expect(try problem(cap, "daily_click_cap", "1.5") == "daily_click_cap must be a whole number, not 1.5")
        #expect(
            try problem(cap, "weekly_click_cap", "+10%")
                == "weekly_click_cap has no limit to calculate from: type a number")
        #expect(try problem(cap, "is_soft_cap", "maybe") == "is_soft_cap must be true or false")
        #expect(try problem(cap, "daily_conversion_cap", "40") == "there is nothing to change")
        #expect(
            try problem(cap, "maximum", "4")?.hasPrefix(
                "maximum is no field of a custom cap that can be changed: daily_conv") == true)
        #expect(
            try problem(offer, "offer_status", "gone") == "offer_status must be one of active, paused, pending, deleted"
        )
        #expect(try problem(lead, "maximum", "off") == "maximum cannot be unlimited: type a number")
        #expect(try problem(lead, "maximum", "") == "maximum is empty")
        #expect(try problem(lead, "duration", "0") == "duration must be a whole number, at least 1")
        #expect(try problem(lead, "duration", "x") == "duration must be a whole number, at least 1")
        #expect(
            try problem(lead, "duration_units", "year")
                == "duration_units must be one of minute, hour, day, week, month")
        for zone in ["Mars/Olympus", "../etc", "GMT 1", "America/Los Angeles"] {
            #expect(try problem(lead, "time_zone", zone) == "time_zone must be a time zone such as America/New_York")
        }
        #expect(try problem(lead, "reason", "a\u{1B}[31m") == "reason must be one line without control characters")
        #expect(try problem(lead, "created_at", "x")?.hasPrefix("created_at is no field of a cap") == true)
        let affiliate = try EditExamples.everflow("acme/affiliate:51", EverflowExamples.affiliate)
        #expect(try problem(affiliate, "name", "") == "name must not be empty")
    }

    @Test("all problems are told at once, a field given twice is one")
    func several() throws {
        var edit = try EditExamples.edit(try EditExamples.customCap(), ("daily_conversion_cap", "44"))
        edit.changes += [
            FieldChange(field: "daily_payout_cap", base: .quantity(.zero), mine: .quantity(Quantity(-1))),
            FieldChange(field: "name", base: .text("a"), mine: .none), edit.changes[0],
        ]
        #expect(
            edit.problems().map(\.message) == [
                "daily_payout_cap must be an amount, 0 or more", "name must have a value",
                "daily_conversion_cap is given twice",
            ])
        let pair = CustomCapPair(affiliateID: 1, offerID: 2)
        #expect(
            try FieldProblem.message {
                _ = try Edit.creating([Edit.Assignment("daily_click_cap", "0")], for: pair, network: "acme", name: "x")
            } == "a custom cap needs at least one limit above 0")
    }

    @Test("every limit of the matrix is a field, counts whole and money not")
    func fields() throws {
        #expect(EditField.limits.count == 16)
        #expect(EditField.named("monthly_revenue_cap", of: .offer)?.shape == .money)
        #expect(EditField.named("global_click_cap", of: .offerGroup)?.shape == .count(unit: "clicks"))
        #expect(EditField.named("name", of: .offer) == nil)
        #expect(EditField.fields(of: .source).map(\.name) == ["enabled"])
        #expect(Edit.Assignment(text: "name=a=b") == Edit.Assignment("name", "a=b"))
        #expect(Edit.Assignment(text: "=5") == nil && Edit.Assignment(text: "name") == nil)
    }

    @Test("what a change does to a LeadConduit counter is said before")
    func counters() throws {
        let live = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        let deploy = "deploying also makes other saved, undeployed changes of this flow live"
        let kept = "a longer duration keeps the count until the longer duration has passed"
        let reset = "a shorter duration sets the counter to 0"
        func warnings(_ assignments: (String, String)...) throws -> [String] {
            try Edit.proposing(assignments.map { Edit.Assignment($0.0, $0.1) }, on: live).warnings
        }
        #expect(try warnings(("maximum", "2500")) == [deploy])
        #expect(try warnings(("duration", "2")) == [kept, deploy])
        #expect(try warnings(("duration_units", "week")) == [reset, deploy])
        #expect(try warnings(("duration", "4"), ("duration_units", "week")) == [reset, deploy])
        #expect(try warnings(("duration", "5"), ("duration_units", "week")) == [kept, deploy])
        #expect(
            try warnings(("time_zone", "Europe/Paris")) == [
                "another time zone moves the reset, and the counter may restart", deploy,
            ])
        #expect(try warnings(("maximum", "0")).first == "maximum 0 stops every lead: it does not mean unlimited here")
    }

    @Test("a limit at or below what is used stops traffic; unlimited does not")
    func stops() throws {
        let live = try EditExamples.customCap()
        let counts = ["daily_conversion_cap": Quantity(39)]
        #expect(
            try EditExamples.edit(live, ("daily_conversion_cap", "39")).warnings(counts: counts) == [
                "daily_conversion_cap: 39 are used already, 39 stops traffic until the limit resets"
            ])
        #expect(try EditExamples.edit(live, ("daily_conversion_cap", "50")).warnings(counts: counts).isEmpty)
        #expect(try EditExamples.edit(live, ("daily_conversion_cap", "off")).warnings(counts: counts).isEmpty)
        #expect(try #require(Edit.deleting(live)).warnings == ["the affiliate falls back to the offer's own caps"])
        #expect(
            try EditExamples.edit(try EditExamples.offer(), ("is_caps_enabled", "false")).warnings == [
                "is_caps_enabled false voids all caps of the offer and all custom caps on it"
            ])
    }
}
