// Surgery on a flow: one member changes, everything else stays byte for byte (LeadConduit reference, 3.5).

import Testing

@testable import Models

@Suite("Flow edits")
struct FlowEditTests {
    /// The reference's flow with members that captop does not know, at every level, and numbers in unusual spellings.
    private let flow = LeadConduitFlowExample.flow
        .replacing(
            "\"name\": \"Solar Leads\",",
            with: "\"zeta\": {\"b\": 1.50, \"a\": [1e2, null]}, \"name\": \"Solar Leads\","
        )
        .replacing("\"maximum\": 60,", with: "\"maximum\": 60.0, \"x_nested\": [true],")
        .replacing("\"maximum\": 40,", with: "\"x_source\": \"\\u00e9\", \"maximum\": 40,")
        .replacing("\"maximum\": 500,", with: "\"maximum\": 5e2, \"x_step\": 12345678901234567890123,")

    private func put(_ target: String, _ field: String, _ typed: String) throws -> (line: String, received: String) {
        let live = try EditExamples.lead(target, flow: flow)
        let steps = try WritePlan.steps(for: try EditExamples.edit(live, (field, typed)), live: live)
        #expect(steps.map(\.request.method) == [.put, .post])
        #expect(steps[1].line == "POST /flows/\(EditExamples.flowID)/deploy")
        return (steps[0].line, live.tree.compact)
    }

    @Test(
        "at flow, nested, source and step level only the one number changes",
        arguments: [
            ("6980cafbd3e4b5a6978877a1", "\"maximum\":2000,", "\"maximum\":77,"),
            ("6980cafbd3e4b5a6978877a2", "\"maximum\":60.0,", "\"maximum\":77,"),
            ("698c4c18d3e4b5a6978877b1", "\"maximum\":40,", "\"maximum\":77,"),
            ("696f6e40d3e4b5a6978877c1", "\"maximum\":5e2,", "\"maximum\":77,"),
        ])
    func levels(_ id: String, _ before: String, _ after: String) throws {
        let (line, received) = try put("leads/cap:\(id)", "maximum", "77")
        #expect(received.contains(before))
        #expect(line == "PUT /flows/\(EditExamples.flowID) " + received.replacing(before, with: after))
        #expect(line.contains(#""zeta":{"b":1.50,"a":[1e2,null]}"#) && line.contains("12345678901234567890123"))
    }

    @Test("a flow and a source are switched on and off")
    func enabled() throws {
        let (whole, received) = try put("leads/flow:\(EditExamples.flowID)", "enabled", "false")
        #expect(
            whole == "PUT /flows/\(EditExamples.flowID) "
                + received.replacing("\"enabled\":true,\"fields\"", with: "\"enabled\":false,\"fields\""))
        let (source, _) = try put("leads/source:\(EditExamples.flowID):6909cea04b5a69788796a5b4", "enabled", "false")
        #expect(
            source == "PUT /flows/\(EditExamples.flowID) "
                + received.replacing("\"id\":\"a1B2c3\",\"enabled\":true", with: "\"id\":\"a1B2c3\",\"enabled\":false"))
    }

    @Test("a cleared reason goes, a cleared zone is null, a new member comes last")
    func members() throws {
        let target = "leads/cap:\(EditExamples.capID)"
        let (reason, received) = try put(target, "reason", "none")
        #expect(reason.hasSuffix(received.replacing("\"reason\":\"Monthly cap reached\",", with: "")))
        let (zone, _) = try put(target, "time_zone", "none")
        #expect(zone.contains(#""duration_units":"month","time_zone":null,"reason":"Monthly"#))
        let (added, _) = try put("leads/cap:698c4c18d3e4b5a6978877b1", "reason", "Full")
        #expect(added.contains(#""created_at":"2026-02-11T09:30:00Z","reason":"Full"}"#))
    }

    @Test("a member that a cap names twice is changed in both places, so that no reader sees the old value")
    func duplicates() throws {
        let doubled = flow.replacing("\"maximum\": 2000,", with: "\"maximum\": 2000, \"maximum\": 2000,")
        let live = try EditExamples.lead("leads/cap:\(EditExamples.capID)", flow: doubled)
        let steps = try WritePlan.steps(for: try EditExamples.edit(live, ("maximum", "77")), live: live)
        #expect(steps[0].line.contains(#""maximum":77,"maximum":77,"duration":1"#))
    }

    @Test("an object that is not in the flow, or twice, is not touched")
    func absent() throws {
        let tree = try EditExamples.tree(flow)
        let none = try EditExamples.target("leads/cap:6980cafbd3e4b5a6978877ff")
        #expect(LeadConduit.FlowEdit.path(of: none, in: tree) == nil)
        #expect(
            LiveObject(flow: tree, target: try EditExamples.target("leads/source:other:6909cea04b5a69788796a5b4"))
                == nil)
        let twice = try EditExamples.tree(flow.replacing("6980cafbd3e4b5a6978877a2", with: EditExamples.capID))
        #expect(LiveObject(flow: twice, target: try EditExamples.target("leads/cap:\(EditExamples.capID)")) == nil)
        #expect(
            LeadConduit.FlowEdit.capPaths(in: tree).map(\.text) == [
                "caps.0", "caps.0.caps.0", "caps.0.caps.1", "sources.0.caps.0", "steps.1.caps.0",
            ])
    }

    @Test("a cap is found among all flows when its flow is not known")
    func search() throws {
        let read = try LiveRead(try EditExamples.target("leads/cap:\(EditExamples.capID)"))
        #expect(read.request == LeadConduit.Requests.flows())
        let other = flow.replacing(EditExamples.flowID, with: "696f6dcfd3e4b5a697887799").replacing(
            "6980cafb", with: "7980cafb")
        guard case .found(let live) = try read.outcome("[\(other),\(flow)]".bytes) else {
            Issue.record("not found")
            return
        }
        #expect(live.target.flowID == EditExamples.flowID)
        #expect(try LiveRead(live.target).request == LeadConduit.Requests.flow(id: EditExamples.flowID))
        #expect(try read.outcome("[\(other)]".bytes) == .absent)
        #expect(throws: WireError.refused("not authorized")) { try read.outcome(#"{"error":"not authorized"}"#.bytes) }
    }

    @Test("a custom cap that cannot be got by its id is looked for in the list, page by page")
    func pages() throws {
        let read = try LiveRead(try EditExamples.target("acme/custom:412"))
        #expect(read.request == Everflow.Requests.customCap(id: 412))
        let list = try #require(read.afterNotFound)
        #expect(list.request == Everflow.Requests.customCaps(page: 1, pageSize: 2000))
        #expect(list.afterNotFound == nil)
        guard case .found(let live) = try list.outcome(EverflowExamples.customCaps.bytes) else {
            Issue.record("not found")
            return
        }
        #expect(live.values["daily_conversion_cap"] == .quantity(Quantity(40)))
        let empty = #"{"custom_cap_settings":[{}],"paging":{"page":1,"page_size":50,"total_count":51}}"#
        guard case .next(let second) = try list.outcome(empty.bytes) else {
            Issue.record("stopped after the first page")
            return
        }
        #expect(second.request == Everflow.Requests.customCaps(page: 2, pageSize: 2000))
        #expect(try second.outcome(empty.bytes) == .absent)
        let pair = try LiveRead(try EditExamples.target("acme/custom:new:51:204"))
        guard case .found(let existing) = try pair.outcome(EverflowExamples.customCaps.bytes) else {
            Issue.record("the pair's cap was not found")
            return
        }
        #expect(existing.target.text == "acme/custom:412")
    }

    @Test("the difference between two readings names what was touched")
    func difference() throws {
        let before = try EditExamples.tree(flow)
        let text = flow.replacing("\"maximum\": 2000", with: "\"maximum\": 2500")
            .replacing("\"maximum\": 60.0,", with: "\"maximum\": 60,")
            .replacing("2026-03-05T18:22:40.006Z", with: "2026-03-06T00:00:00.000Z")
            .replacing("\"reason\": \"Monthly cap reached\",", with: "")
        let lines = LeadConduit.FlowDifference.between(before, try EditExamples.tree(text)).map(\.line)
        #expect(
            lines == [
                "caps.\(EditExamples.capID).maximum 2000 -> 2500",
                "caps.\(EditExamples.capID).reason \"Monthly cap reached\" -> nothing",
                "updated_at \"2026-03-05T18:22:40.006Z\" -> \"2026-03-06T00:00:00.000Z\"",
            ])
        #expect(LeadConduit.FlowDifference.between(before, before).isEmpty)
        var moved = before
        moved["steps"] = .array((before["steps"]?.array ?? []).reversed())
        #expect(
            LeadConduit.FlowDifference.between(before, moved).map(\.line) == [
                #"steps ["p0Zt9w","k7Qm2x"] -> ["k7Qm2x","p0Zt9w"]"#
            ])
        var added = before
        added["caps"] = .array((before["caps"]?.array ?? []) + [.object([("id", .string("new"))])])
        #expect(LeadConduit.FlowDifference.between(before, added).map(\.line) == [#"caps.new nothing -> {"id":"new"}"#])
    }
}
