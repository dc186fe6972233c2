// Flows (LeadConduit reference, section 3): the example field by field, and the tree that survives.

import Testing

@testable import Models

@Suite("LeadConduit flows")
struct FlowTests {
    private func flow() throws -> LeadConduit.Flow {
        let flow = try LeadConduit.Flow.read(LeadConduitFlowExample.flow.bytes)
        #expect(flow.notes.isEmpty)
        return flow
    }

    @Test("the example's own fields are read")
    func identity() throws {
        let flow = try flow()
        #expect(flow.id == "696f6dcfd3e4b5a697887701" && flow.name == "Solar Leads" && flow.enabled)
        #expect(flow.fields == ["first_name", "last_name", "email", "phone_1", "state", "postal_code"])
        #expect(flow.pingEnabled == false && flow.pingLimits == nil && flow.level == nil)
        #expect(flow.createdAt == Timestamp(rfc3339: "2026-01-20T11:58:07.120Z"))
        #expect(flow.updatedAt == Timestamp(rfc3339: "2026-03-05T18:22:40.006Z"))
        let criteria = try #require(flow.acceptanceCriteria)
        #expect(criteria.outcome == "failure" && criteria.reason == "Missing email")
        #expect(criteria.ruleSet?.id == "4c01ee" && criteria.ruleSet?.op == "and")
        #expect(criteria.ruleSet?.lines == ["email is not blank"])
    }

    @Test("the example's flow caps and those nested below are read")
    func flowCaps() throws {
        let cap = try #require(try flow().caps?.first)
        #expect(try flow().caps?.count == 1)
        #expect(cap.id == "6980cafbd3e4b5a6978877a1" && cap.type == "volume" && cap.name == "Solar monthly total")
        #expect(cap.maximum == Quantity(2_000) && cap.duration == Quantity(1) && cap.durationUnits == "month")
        #expect(cap.timeZone == "America/Chicago" && cap.reason == "Monthly cap reached" && cap.ruleSet == nil)
        #expect(cap.createdAt == Timestamp(rfc3339: "2026-02-02T16:04:11Z"))
        let nested = try #require(cap.caps)
        #expect(nested.map(\.id) == ["6980cafbd3e4b5a6978877a2", "6980cafbd3e4b5a6978877a3"])
        #expect(nested.map(\.name) == ["Texas per day", "New Mexico per day"])
        #expect(nested.map(\.maximum) == [Quantity(60), Quantity(25)])
        #expect(nested.map(\.period) == [.daily, .daily])
        #expect(nested.map { $0.ruleSet?.text } == ["state is equal to TX", "state is equal to NM"])
    }

    @Test("the example's sources are read")
    func sources() throws {
        let sources = try flow().sources
        #expect(sources.map(\.id) == ["a1B2c3", "d4E5f6"])
        #expect(sources.map(\.enabled) == [true, true])
        #expect(sources.map(\.authenticationRequired) == [false, nil])
        #expect(sources.map { $0.integration?.moduleID } == Array(repeating: "leadconduit-default.inbound", count: 2))
        #expect(sources.map { $0.integration?.mappings } == [.array([]), .array([])])
        #expect(
            sources.map(\.entity) == [
                LeadConduit.EntityReference(
                    id: "6909cea04b5a69788796a5b4", name: "WebForm A", timeZone: "America/Chicago"),
                LeadConduit.EntityReference(
                    id: "6909cea04b5a69788796a5b5", name: "Acme Media", timeZone: "America/New_York"),
            ])
        let cap = try #require(sources[0].caps?.first)
        #expect(cap.id == "698c4c18d3e4b5a6978877b1" && cap.name == "WebForm A hourly" && cap.maximum == Quantity(40))
        #expect(cap.period == CapPeriod(unit: .hour) && cap.createdAt == Timestamp(rfc3339: "2026-02-11T09:30:00Z"))
        #expect(sources[1].caps == nil)
    }

    @Test("the example's steps are read")
    func steps() throws {
        let steps = try flow().steps
        #expect(steps.map(\.id) == ["p0Zt9w", "k7Qm2x"] && steps.map(\.type) == ["filter", "recipient"])
        #expect(steps.map(\.isRecipient) == [false, true] && steps.map(\.enabled) == [true, true])
        #expect(steps.map(\.description) == ["Stop duplicates", "CRM delivery"])
        #expect(steps[0].outcome == "failure" && steps[0].reason == "Duplicate lead" && steps[0].caps == nil)
        #expect(steps[0].ruleSet?.id == "77aa01" && steps[0].ruleSet?.op == "or")
        #expect(steps[0].ruleSet?.lines == ["suppressionlist.is_duplicate is true"])
        #expect(steps[1].entity?.id == "6909cea04b5a69788796c0de" && steps[1].entity?.name == "Example CRM")
        #expect(steps[1].entity?.timeZone == "America/Chicago" && steps[1].retryEnabled == false)
        #expect(steps[1].integration?.moduleID == "leadconduit-custom.outbound.json")
        let cap = try #require(steps[1].caps?.first)
        #expect(cap.id == "696f6e40d3e4b5a6978877c1" && cap.name == "CRM delivery weekly")
        #expect(cap.maximum == Quantity(500) && cap.period == .weekly)
        #expect(cap.createdAt == Timestamp(rfc3339: "2026-01-20T12:00:00Z"))
    }

    @Test("the flow's tree keeps every value and the order of its members")
    func tree() throws {
        let flow = try flow()
        #expect(try flow.json() == JSONValue.parse(LeadConduitFlowExample.flow.bytes))
        #expect(flow.json().object?.members.map(\.name).prefix(3) == ["id", "name", "enabled"])
    }

    @Test("members that captop does not know, odd numbers and their order survive a changed limit")
    func unknownSurvives() throws {
        let text =
            #"{"zeta":{"b":1.50,"a":[60.0,1e3,123456789012345678901234567890]},"id":"f","name":"n","level":"x","#
            + #""caps":[{"reason":"té","maximum":60.0,"hidden":null,"id":"c"}],"sources":[],"steps":[],"id":"f"}"#
        let flow = try LeadConduit.Flow.read(text.bytes)
        #expect(flow.json().compact == text)
        #expect(flow.level == "x" && flow.caps?.first?.maximum == Quantity(60))
        var tree = flow.tree
        tree["caps"]?[0]?["maximum"] = .int(75)
        let changed = try LeadConduit.Flow(tree: tree)
        #expect(changed.caps?.first?.maximum == Quantity(75))
        #expect(changed.json().compact == text.replacing(#""maximum":60.0"#, with: #""maximum":75"#))
    }

    @Test("the example's typed part is written with every value it came with")
    func contents() throws {
        let written = LeadConduit.Flow(try flow().contents)
        #expect(try written.json().ordered == JSONValue.parse(LeadConduitFlowExample.flow.bytes).ordered)
    }

    @Test("a list of flows keeps the good ones and says what it passed over")
    func list() throws {
        let text = #"[\#(LeadConduitFlowExample.flow),7,{"name":"no id"},{"id":"b","name":"B","caps":{"x":1}}]"#
        let listing = try LeadConduit.Flow.readList(text.bytes)
        #expect(listing.items.map(\.id) == ["696f6dcfd3e4b5a697887701", "b"])
        #expect(
            listing.skipped == [
                "flow 2 was passed over: malformed answer: not an object",
                "flow 3 was passed over: malformed answer: the flow has no id",
                "flow b: caps is not a list and was taken as empty",
            ])
        #expect(listing.json().array?.count == 2)
    }

    @Test("a broken flow is refused with the byte at which it breaks")
    func broken() {
        #expect(throws: WireError.malformed("a colon is missing at byte 6")) {
            try LeadConduit.Flow.read(#"{"id" 3}"#.bytes)
        }
    }

    @Test("a missing or null enabled means enabled")
    func enabled() throws {
        let text = #"{"id":"f","enabled":null,"sources":[{"id":"s"}],"steps":[{"id":"t","enabled":false}]}"#
        let flow = try LeadConduit.Flow.read(text.bytes)
        #expect(flow.enabled && flow.sources[0].enabled && !flow.steps[0].enabled)
    }

    @Test("a step is called by its label, else its recipient, else its id")
    func stepNames() {
        var step = LeadConduit.Step()
        step.id = "k7Qm2x"
        #expect(step.displayName == "k7Qm2x")
        step.entity = LeadConduit.EntityReference(id: "e", name: "Example CRM")
        #expect(step.displayName == "Example CRM")
        step.description = "CRM delivery"
        #expect(step.displayName == "CRM delivery")
    }

    @Test("ping limits, notes and credentials of a flow's parts are read")
    func otherParts() throws {
        let text = #"""
            {"id":"f","ping_limits":[{"id":"p","maximum":5}],"sources":[{"id":"s","credential_id":"c",
             "ping_limits":[{"id":"q"}],"acceptance_criteria":{"outcome":"error"}}],"steps":[{"id":"t","notes":"n"}]}
            """#
        let flow = try LeadConduit.Flow.read(text.bytes)
        #expect(flow.pingLimits?.map(\.id) == ["p"] && flow.sources[0].pingLimits?.map(\.id) == ["q"])
        #expect(flow.sources[0].credentialID == "c" && flow.sources[0].acceptanceCriteria?.outcome == "error")
        #expect(flow.steps[0].notes == "n")
    }
}
