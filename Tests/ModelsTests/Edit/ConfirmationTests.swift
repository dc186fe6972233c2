// The token that a write needs: it comes from a confirmation only, and fits nothing but what was confirmed.

import Testing

@testable import Models

@Suite("Confirmations and tokens")
struct ConfirmationTests {
    private func raise(to typed: String = "44") throws -> Edit {
        try EditExamples.edit(try EditExamples.customCap(), ("daily_conversion_cap", typed))
    }

    private func steps(_ edit: Edit) throws -> [WriteStep] {
        try WritePlan.steps(for: edit, live: try EditExamples.customCap())
    }

    @Test("a token permits the steps of the edit it was minted for, also after the object was read again")
    func permits() throws {
        let edit = try raise()
        let token = try #require(try Confirmation(edit).confirm())
        #expect(try steps(edit).allSatisfy(token.permits))
        #expect(token.covers(edit.merged(withLive: ["daily_conversion_cap": .quantity(Quantity(40))])))
    }

    @Test("a token of one edit is refused for any other")
    func otherEdits() throws {
        let edit = try raise()
        let token = try #require(try Confirmation(edit).confirm())
        var other = edit
        other.target = try EditExamples.target("acme/custom:413")
        #expect(!token.covers(other))
        other = edit
        other.target.network = "beta"
        #expect(!token.covers(other))
        other = edit
        other.changes.append(FieldChange(field: "name", base: .text(""), mine: .text("x")))
        #expect(!token.covers(other))
        other = edit
        other.changes[0].base = .quantity(Quantity(39))
        #expect(!token.covers(other))
        other = edit
        other.baseVersion = "1757308801"
        #expect(!token.covers(other))
        let more = try raise(to: "45")
        #expect(!token.covers(more))
        #expect(try !steps(more).contains(where: token.permits))
        let inverse = try #require(edit.inverse())
        #expect(!token.covers(inverse))
        let deletion = try #require(Edit.deleting(try EditExamples.customCap()))
        #expect(try !steps(deletion).contains(where: token.permits))
    }

    @Test("a bulk step needs every one of its edits confirmed")
    func bulk() throws {
        let one = try raise()
        var two = one
        two.target = try EditExamples.target("acme/custom:413")
        let step = try #require(try WritePlan.bulkSteps(for: [one, two]).first)
        #expect(try Confirmation(one).confirm()?.permits(step) == false)
        #expect(try Confirmation([one, two]).confirm()?.permits(step) == true)
    }

    @Test("what has problems cannot be confirmed")
    func invalid() throws {
        var edit = try raise()
        edit.changes[0].mine = .quantity(Quantity(-1))
        #expect(
            try FieldProblem.message { _ = try Confirmation(edit) }
                == "daily_conversion_cap must be a whole number of conversions, 0 or more")
        #expect(try FieldProblem.message { _ = try Confirmation([]) } == "there is nothing to confirm")
        var other = try raise()
        other.target.network = "beta"
        let pair = [try raise(), other]
        #expect(try FieldProblem.message { _ = try Confirmation(pair) } == "one confirmation is about one network")
    }

    @Test("production asks for the name when several change, or one changes by more than half")
    func typedName() throws {
        let half = try raise(to: "60")
        #expect(try Confirmation(half, environment: .production).nameToType == nil)
        let more = try raise(to: "61")
        #expect(try Confirmation(more).nameToType == nil)
        #expect(try Confirmation(more, environment: .staging).nameToType == nil)
        let asked = try Confirmation(more, environment: .production)
        #expect(asked.nameToType == "Harbor Media ramp-up")
        #expect(asked.confirm() == nil)
        #expect(asked.confirm(typing: "harbor") == nil)
        #expect(asked.confirm(typing: "Harbor Media ramp-up")?.covers(more) == true)
        var other = half
        other.target = try EditExamples.target("acme/custom:413")
        #expect(try Confirmation([half, other], environment: .production).nameToType == "acme")
        for typed in ["off", "0", "19", "/3"] {
            #expect(try Confirmation(try raise(to: typed), environment: .production).nameToType != nil)
        }
        let deletion = try #require(Edit.deleting(try EditExamples.customCap()))
        #expect(try Confirmation(deletion, environment: .production).nameToType != nil)
    }

    @Test("production asks for the name when something that was active no longer shall be, and not when it shall again")
    func stopping() throws {
        let affiliate = try EditExamples.everflow("acme/affiliate:51", EverflowExamples.affiliate)
        for (live, field, status) in [
            (try EditExamples.offer(), "offer_status", "paused"), (affiliate, "account_status", "suspended"),
            (affiliate, "account_status", "inactive"),
        ] {
            let edit = try EditExamples.edit(live, (field, status))
            #expect(try Confirmation(edit, environment: .production).nameToType != nil, "\(status)")
            let back = try #require(edit.inverse())
            #expect(try Confirmation(back, environment: .production).nameToType == nil, "from \(status)")
        }
    }
}
