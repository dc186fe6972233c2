// What becomes of leads, and which counters move. Expected values are the rules of the reference's section 7.

import Models
import Testing

@testable import Sandbox

@Suite("LeadConduit cap engine")
struct LeadEngineTests {
    static let flowID = "696f6dcfd3e4b5a697887701"
    static let sourceID = "6909cea04b5a69788796a5b4"
    /// 10 March 2026, 15:20 in Chicago.
    static let now = Timestamp(seconds: 1_773_174_000)

    static func cap(
        _ id: String, _ maximum: Int, unit: String = "day", duration: Int = 1, state: String? = nil,
        nested: String = "", reason: String? = nil
    ) -> String {
        let rules =
            state.map {
                #","rule_set":{"id":"r","op":"and","rules":[{"id":"a","lhv":"lead.state","op":"is equal to","rhv":"\#($0)"}]}"#
            } ?? ""
        let reasonText = reason.map { #","reason":"\#($0)""# } ?? ""
        return """
            {"id":"\(id)","type":"volume","maximum":\(maximum),"duration":\(duration),"duration_units":"\(unit)",
            "time_zone":"America/Chicago"\(rules)\(reasonText),"caps":[\(nested)]}
            """
    }

    static func engine(
        flow: String = "", source: String = "", step: String = "", enabled: Bool = true, sourceEnabled: Bool = true,
        filter: String = ""
    ) throws -> LeadEngine {
        let document = """
            {"id":"\(flowID)","name":"Solar","enabled":\(enabled),"caps":[\(flow)],
            "acceptance_criteria":{"outcome":"failure","reason":"Missing email","rule_set":{"id":"x","op":"and","rules":[
              {"id":"y","lhv":"lead.email","op":"is not blank"}]}},
            "sources":[{"id":"a1B2c3","enabled":\(sourceEnabled),"entity":{"id":"\(sourceID)","name":"WebForm A"},
              "caps":[\(source)]}],
            "steps":[{"id":"k7Qm2x","type":"recipient","entity":{"id":"e"},"caps":[\(step)]}\(filter)]}
            """
        let plan = FlowCompiler(accountZone: "America/Chicago").plan(of: try JSONValue.parse(Array(document.utf8)))
        return LeadEngine(flows: [try #require(plan)], counters: [])
    }

    static func lead(state: String = "TX", email: String = "a@b.example") -> Lead {
        Lead(variables: ["lead.state": .text(state), "lead.email": .text(email)])
    }

    static func submit(
        _ engine: inout LeadEngine, _ lead: Lead = lead(), at instant: Timestamp = now
    ) throws -> LeadDecision {
        let decision = engine.submit(lead, flow: flowID, source: sourceID, at: instant)
        return try #require(decision)
    }

    @Test("all matching caps of flow, source and step are incremented together")
    func together() throws {
        var engine = try Self.engine(
            flow: Self.cap("f", 9, nested: Self.cap("n", 9, state: "tx")), source: Self.cap("s", 9),
            step: Self.cap("p", 9))
        #expect(try Self.submit(&engine).outcome == .success)
        #expect(engine.counters.mapValues(\.count) == ["f": 1, "n": 1, "s": 1, "p": 1])
    }

    @Test("a nested cap is ignored when its parent's rules fail")
    func nestedIgnored() throws {
        var engine = try Self.engine(flow: Self.cap("f", 9, state: "CA", nested: Self.cap("n", 0)))
        #expect(try Self.submit(&engine).outcome == .success)
        #expect(engine.counters.isEmpty)
    }

    @Test("a reached cap fails the lead, adds one to its own failed count and changes nothing else")
    func reached() throws {
        var engine = try Self.engine(
            flow: Self.cap("f", 9), source: Self.cap("s", 1, reason: "Source is full"), step: Self.cap("p", 9))
        _ = try Self.submit(&engine)
        let before = engine.counters
        let decision = try Self.submit(&engine)
        #expect(decision.outcome == .failure)
        #expect(decision.reason == "Source is full")
        #expect(decision.reachedCap == "s")
        #expect(engine.counters["s"]?.failedCount == 1)
        #expect(engine.counters["s"]?.count == 1)
        #expect(engine.counters["f"] == before["f"])
        #expect(engine.counters["p"] == before["p"])
    }

    @Test("a cap without a reason says Cap reached")
    func defaultReason() throws {
        var engine = try Self.engine(flow: Self.cap("f", 0))
        #expect(try Self.submit(&engine).reason == "Cap reached")
        #expect(engine.counters["f"]?.failedCount == 1)
    }

    @Test("a reached step cap skips the step and lets the lead through")
    func stepSkipped() throws {
        var engine = try Self.engine(flow: Self.cap("f", 9), step: Self.cap("p", 1))
        _ = try Self.submit(&engine)
        let decision = try Self.submit(&engine)
        #expect(decision.outcome == .success)
        #expect(decision.skippedSteps == ["k7Qm2x"])
        #expect(engine.counters["p"]?.count == 1)
        #expect(engine.counters["p"]?.failedCount == 1)
        #expect(engine.counters["f"]?.count == 2)
    }

    @Test("a lead that fails acceptance, or a filter, counts against no flow or source cap")
    func failedLeads() throws {
        var engine = try Self.engine(flow: Self.cap("f", 9), source: Self.cap("s", 9))
        let refused = try Self.submit(&engine, Self.lead(email: " "))
        #expect(refused.outcome == .failure && refused.reason == "Missing email")
        #expect(engine.counters.isEmpty)
        let filter = """
            ,{"type":"filter","outcome":"failure","reason":"Duplicate lead","rule_set":{"op":"and","rules":[
            {"lhv":"lead.state","op":"is equal to","rhv":"TX"}]}}
            """
        var filtered = try Self.engine(flow: Self.cap("f", 9), filter: filter)
        #expect(try Self.submit(&filtered).reason == "Duplicate lead")
        #expect(filtered.counters.isEmpty)
    }

    @Test("a disabled flow or source ends in an error")
    func disabled() throws {
        var flow = try Self.engine(flow: Self.cap("f", 9), enabled: false)
        #expect(try Self.submit(&flow).outcome == .error)
        var source = try Self.engine(flow: Self.cap("f", 9), sourceEnabled: false)
        #expect(try Self.submit(&source).outcome == .error)
        #expect(flow.counters.isEmpty && source.counters.isEmpty)
        #expect(flow.submit(Self.lead(), flow: Self.flowID, source: "none", at: Self.now) == nil)
    }

    @Test("an interval begins with the unit of its first lead and ends a millisecond before the next")
    func intervals() throws {
        var engine = try Self.engine(
            flow: [
                Self.cap("hour", 9, unit: "hour"), Self.cap("month", 9, unit: "month"),
                Self.cap("week", 9, unit: "week"), Self.cap("days", 9, duration: 2),
            ].joined(separator: ","))
        _ = try Self.submit(&engine)
        let text = { (id: String) -> [String] in
            guard let window = engine.counters[id]?.window else { return [] }
            return [window.startedAt, window.lastInstant].map { $0.rfc3339(fractionDigits: 3) }
        }
        #expect(text("hour") == ["2026-03-10T20:00:00.000Z", "2026-03-10T20:59:59.999Z"])
        #expect(text("month") == ["2026-03-01T06:00:00.000Z", "2026-04-01T04:59:59.999Z"])
        #expect(text("week") == ["2026-03-09T05:00:00.000Z", "2026-03-16T04:59:59.999Z"])
        #expect(text("days") == ["2026-03-10T05:00:00.000Z", "2026-03-12T04:59:59.999Z"])
    }

    @Test("the first lead after an interval starts the counts again")
    func nextInterval() throws {
        var engine = try Self.engine(flow: Self.cap("f", 1))
        _ = try Self.submit(&engine)
        #expect(try Self.submit(&engine).outcome == .failure)
        let tomorrow = Timestamp(seconds: 1_773_205_200)  // 11 March 2026, 00:00 in Chicago
        #expect(try Self.submit(&engine, at: tomorrow.adding(milliseconds: -1)).outcome == .failure)
        #expect(try Self.submit(&engine, at: tomorrow).outcome == .success)
        #expect(engine.counters["f"]?.count == 1)
        #expect(engine.counters["f"]?.failedCount == 0)
    }
}
