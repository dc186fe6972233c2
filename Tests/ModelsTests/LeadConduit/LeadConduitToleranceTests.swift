// The tolerant-reader rules of the LeadConduit reference, section 9, as far as they concern reading a body.

import Testing

@testable import Models

@Suite("LeadConduit tolerant reading")
struct LeadConduitToleranceTests {
    private func counter(_ members: String) throws -> LeadConduit.CapCounter {
        try LeadConduit.CapCounter.read(#"{"id":"c","type":"volume",\#(members)}"#.bytes)
    }

    @Test("rule 1: unknown members are ignored everywhere")
    func unknownMembers() throws {
        let read = try counter(#""x":{"id":"z"},"maximum":5,"caps":[{"id":"n","y":[1]}]"#)
        #expect(read.id == "c" && read.maximum == Quantity(5) && read.caps?.map(\.id) == ["n"])
    }

    @Test("rule 2: a counter without an id is dropped with a note, all other members are optional")
    func onlyID() throws {
        let text = #"[{"type":"volume","maximum":5},{"id":"a"},{"id":null},{"id":""},5,{"id":"b"}]"#
        let listing = try LeadConduit.CapCounter.readList(text.bytes)
        #expect(listing.items.map(\.id) == ["a", "b"])
        #expect(
            listing.skipped == [
                "cap counter 1 has no id and was passed over", "cap counter 3 has no id and was passed over",
                "cap counter 4 has no id and was passed over", "cap counter 5 is not an object and was passed over",
            ])
        let bare = try #require(listing.items.first)
        #expect(bare.count == nil && bare.maximum == nil && bare.startedAt == nil && bare.scope == .flow)
    }

    @Test("rule 2: null equals missing, for every member of the example")
    func nullIsMissing() throws {
        let all = try #require(JSONValue.parse(LeadConduitExamples.caps.bytes)[0])
        for member in all.object?.members ?? [] where member.name != "id" {
            var without = all
            without[member.name] = nil
            var null = all
            null[member.name] = .null
            #expect(
                try LeadConduit.CapCounter.read(without.serialized())
                    == LeadConduit.CapCounter.read(null.serialized()), "\(member.name)")
        }
    }

    @Test("rule 3: 60, 60.0 and text are the same number", arguments: ["60", "60.0", #""60""#, #""60.0""#, "6e1"])
    func numbers(text: String) throws {
        let read = try counter(#""count":\#(text),"maximum":\#(text),"failed_count":\#(text),"duration":\#(text)"#)
        #expect(read.count == Quantity(60) && read.maximum == Quantity(60) && read.failedCount == Quantity(60))
        #expect(read.duration == Quantity(60))
    }

    @Test(
        "rule 3: negative, non-finite and non-numeric are missing",
        arguments: ["-1", "1e999", #""many""#, "[]", "true"])
    func notNumbers(text: String) throws {
        let read = try counter(#""count":\#(text),"maximum":\#(text),"failed_count":\#(text),"duration":\#(text)"#)
        #expect(read.count == nil && read.maximum == nil && read.failedCount == nil && read.duration == nil)
    }

    @Test("rule 4: an unknown kind and unknown units are kept as text; known units give a period")
    func unknownKinds() throws {
        let read = try LeadConduit.CapCounter.read(
            #"{"id":"c","type":"budget","duration":2,"duration_units":"fortnight"}"#.bytes)
        #expect(read.type == "budget")
        #expect(read.period == CapPeriod(unit: .other("fortnight"), length: 2))
        #expect(read.json()["duration_units"] == .string("fortnight") && read.json()["type"] == .string("budget"))
        #expect(try counter(#""duration":15,"duration_units":"minute""#).period == CapPeriod(unit: .minute, length: 15))
        #expect(try counter(#""duration_units":"week""#).period == .weekly)
    }

    @Test(
        "rule 4: periods that cannot be computed with are told apart from those that can",
        arguments: [
            (#""duration":1.5,"duration_units":"hour""#, "1.5 hour"),
            (#""duration":0,"duration_units":"day""#, "0 day"),
            (#""duration":2147483648,"duration_units":"day""#, "2147483648 day"),
            (#""duration":2147483648,"duration_units":"fortnight""#, "2147483648 fortnight"),
            (#""duration":1"#, "-"), (#""duration":1,"duration_units":"global""#, "global"),
        ])
    func oddPeriods(members: String, shown: String) throws {
        let period = try counter(members).period
        #expect(period.text == shown)
        #expect(period.unit == .other(shown))
    }

    @Test(
        "rule 5: dates with 0 to 9 fraction digits and with an offset are read, bad ones are missing",
        arguments: [
            ("2026-03-10T20:00:00Z", 1_773_172_800_000), ("2026-03-10T20:00:00.5Z", 1_773_172_800_500),
            ("2026-03-10T20:00:00.123456789Z", 1_773_172_800_123), ("2026-03-10T15:00:00-05:00", 1_773_172_800_000),
            ("2026-03-10 20:00", nil), ("2026-02-30T00:00:00Z", nil), ("soon", nil), ("", nil),
        ] as [(String, Int64?)])
    func dates(text: String, expected: Int64?) throws {
        let read = try counter(#""started_at":"\#(text)","expires_at":"2026-03-10T20:59:59.999Z""#)
        #expect(read.startedAt?.milliseconds == expected)
        #expect(read.expiresAt?.milliseconds == 1_773_176_399_999)
    }

    @Test("rule 6: any non-empty id is an id, numbers included, and is compared exactly")
    func ids() throws {
        let listing = try LeadConduit.CapCounter.readList(
            #"[{"id":"ü/ A"},{"id":42,"flow_id":7,"step_id":"6909cea04b5a"}]"#.bytes)
        #expect(listing.items.map(\.id) == ["ü/ A", "42"])
        #expect(listing.items[1].flowID == "7" && listing.items[1].stepID == "6909cea04b5a")
    }

    @Test("rule 6: an empty or null step or source id does not make a step or source cap")
    func emptyIDs() throws {
        #expect(try counter(#""step_id":"","source_id":"s""#).scope == .source)
        #expect(try counter(#""step_id":null,"source_id":"""#).scope == .flow)
        #expect(try counter(#""step_id":"t","source_id":"s""#).scope == .step)
    }

    @Test(
        "rule 7: caps that are no list are empty and noted without the body", arguments: ["{}", "5", #""x""#, "true"])
    func oddCaps(text: String) throws {
        let note = "caps is not a list and was taken as empty"
        let listing = try LeadConduit.CapCounter.readList(#"[{"id":"c","caps":\#(text)}]"#.bytes)
        #expect(listing.items.first?.caps == nil && listing.skipped == [note])
        let flow = try LeadConduit.Flow.read(
            #"{"id":"f","caps":\#(text),"sources":[{"id":"s","caps":\#(text)}],"steps":[{"id":"t","caps":\#(text)}]}"#
                .bytes)
        #expect(flow.caps == nil && flow.sources[0].caps == nil && flow.steps[0].caps == nil)
        #expect(flow.notes == [note, note, note])
        for quiet in ["null", "[]"] {
            #expect(try LeadConduit.Flow.read(#"{"id":"f","caps":\#(quiet)}"#.bytes).notes.isEmpty)
        }
    }

    @Test("rule 8: a counter of a flow that nobody knows is kept with its ids")
    func foreignFlow() throws {
        let read = try counter(#""flow_id":"unknown","count":3"#)
        #expect(read.flowID == "unknown" && read.count == Quantity(3))
    }

    @Test("rule 12: a body that begins like a web page is not an API answer")
    func webPage() {
        #expect(throws: WireError.notAnAPI) { try LeadConduit.CapCounter.readList("<!DOCTYPE html>".bytes) }
        #expect(throws: WireError.notAnAPI) { try LeadConduit.Account.read("\n<html></html>".bytes) }
    }

    @Test("rule 14: spaces in a zone's name become underscores")
    func zones() {
        #expect(CapCalendar(timeZone: "America/Los Angeles") == CapCalendar(timeZone: "America/Los_Angeles"))
        #expect(CapCalendar(timeZone: "America/Los Angeles") != nil)
    }

    @Test("a refusal with status 200 is a failure with its text")
    func refused() {
        let body = LeadConduitExamples.notAuthenticated.bytes
        let refusal = WireError.refused("authentication failed")
        #expect(throws: refusal) { try LeadConduit.CapCounter.readList(body) }
        #expect(throws: refusal) { try LeadConduit.CapCounter.read(body) }
        #expect(throws: refusal) { try LeadConduit.Flow.readList(body) }
        #expect(throws: refusal) { try LeadConduit.Flow.read(body) }
        #expect(throws: refusal) { try LeadConduit.Account.read(body) }
        #expect(throws: refusal) { try LeadConduit.PingLimit.readList(body) }
    }

    @Test("truncated answers are errors for every reader")
    func truncated() {
        for length in stride(from: 0, to: LeadConduitFlowExample.flow.utf8.count - 1, by: 7) {
            let cut = Array(LeadConduitFlowExample.flow.bytes[..<length])
            #expect(throws: WireError.self) { try LeadConduit.Flow.read(cut) }
            #expect(throws: WireError.self) { try LeadConduit.Flow.readList("[".bytes + cut) }
            #expect(throws: WireError.self) { try LeadConduit.CapCounter.read(cut) }
        }
    }
}
