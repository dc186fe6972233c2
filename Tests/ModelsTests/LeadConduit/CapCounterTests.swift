// Cap counters and ping limits (LeadConduit reference, section 2).

import Testing

@testable import Models

@Suite("LeadConduit counters")
struct CapCounterTests {
    private func counters() throws -> [LeadConduit.CapCounter] {
        let listing = try LeadConduit.CapCounter.readList(LeadConduitExamples.caps.bytes)
        #expect(listing.skipped.isEmpty)
        return listing.items
    }

    private func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: text))
    }

    @Test("the first counter of the example is read field by field")
    func first() throws {
        let counter = try #require(try counters().first)
        #expect(counter.id == "6980cafbd3e4b5a6978877a1")
        #expect(counter.capIDs == ["6980cafbd3e4b5a6978877a2", "6980cafbd3e4b5a6978877a3"])
        #expect(counter.count == Quantity(812) && counter.maximum == Quantity(2_000) && counter.failedCount == .zero)
        #expect(counter.duration == Quantity(1) && counter.durationUnits == "month" && counter.period == .monthly)
        // date -u -d 2026-04-01T04:59:59.999Z +%s%3N
        #expect(counter.expiresAt == Timestamp(milliseconds: 1_775_019_599_999))
        #expect(counter.startedAt == Timestamp(milliseconds: 1_772_344_800_000))
        #expect(counter.updatedAt == Timestamp(milliseconds: 1_773_173_984_310))
        #expect(counter.flowID == "696f6dcfd3e4b5a697887701" && counter.sourceID == nil && counter.stepID == nil)
        #expect(counter.name == "Solar monthly total" && counter.timeZone == "America/Chicago")
        #expect(counter.type == "volume" && counter.scope == .flow)
    }

    @Test("the caps nested below the first counter are read field by field")
    func nested() throws {
        let caps = try #require(try counters().first?.caps)
        #expect(caps.map(\.id) == ["6980cafbd3e4b5a6978877a2", "6980cafbd3e4b5a6978877a3"])
        #expect(caps.map(\.name) == ["Texas per day", "New Mexico per day"])
        #expect(caps.map(\.maximum) == [Quantity(60), Quantity(25)])
        #expect(caps.allSatisfy { $0.type == "volume" && $0.period == .daily && $0.timeZone == "America/Chicago" })
        #expect(caps.map { $0.ruleSet?.id } == ["9f3a1c", "9f3a1d"])
        #expect(caps.map { $0.ruleSet?.op } == ["and", "and"])
        #expect(caps.map { $0.ruleSet?.lines } == [["state is equal to TX"], ["state is equal to NM"]])
        guard case .rule(let rule)? = caps.first?.ruleSet?.rules.first else {
            Issue.record("no rule")
            return
        }
        #expect(
            rule.id == "b27d40" && rule.lhv == "lead.state" && rule.op == "is equal to" && rule.rhv == .string("TX"))
        #expect(caps.map(\.createdAt) == Array(repeating: try time("2026-02-02T16:04:11Z"), count: 2))
        #expect(caps.allSatisfy { $0.reason == nil && $0.caps == nil })
    }

    @Test("the other counters of the example are read field by field")
    func others() throws {
        let counters = try counters().dropFirst()
        #expect(
            counters.map(\.id) == [
                "6980cafbd3e4b5a6978877a2", "698c4c18d3e4b5a6978877b1", "696f6e40d3e4b5a6978877c1",
            ])
        #expect(counters.allSatisfy { $0.capIDs == [] && $0.caps == nil && $0.type == "volume" })
        #expect(counters.allSatisfy { $0.flowID == "696f6dcfd3e4b5a697887701" && $0.timeZone == "America/Chicago" })
        #expect(counters.map(\.count) == [Quantity(60), Quantity(34), Quantity(118)])
        #expect(counters.map(\.failedCount) == [Quantity(17), .zero, .zero])
        #expect(counters.map(\.maximum) == [Quantity(60), Quantity(40), Quantity(500)])
        #expect(counters.map(\.period) == [.daily, CapPeriod(unit: .hour), .weekly])
        #expect(counters.map(\.name) == ["Texas per day", "WebForm A hourly", "CRM delivery weekly"])
        #expect(counters.map(\.sourceID) == [nil, "6909cea04b5a69788796a5b4", nil])
        #expect(counters.map(\.stepID) == [nil, nil, "k7Qm2x"])
        #expect(counters.map(\.scope) == [.flow, .source, .step])
        let starts = ["2026-03-10T05:00:00Z", "2026-03-10T20:00:00Z", "2026-03-09T05:00:00Z"]
        #expect(counters.map(\.startedAt) == (try starts.map(time)))
        let ends = ["2026-03-11T04:59:59.999Z", "2026-03-10T20:59:59.999Z", "2026-03-16T04:59:59.999Z"]
        #expect(counters.map(\.expiresAt) == (try ends.map(time)))
        let updates = ["2026-03-10T20:18:02.951Z", "2026-03-10T20:19:44.310Z", "2026-03-10T20:12:30.004Z"]
        #expect(counters.map(\.updatedAt) == (try updates.map(time)))
    }

    @Test("list and single example hold the same counter, and single is an object")
    func single() throws {
        let single = try LeadConduit.CapCounter.read(LeadConduitExamples.cap.bytes)
        #expect(try single == counters()[2])
        #expect(throws: WireError.malformed("not a list")) {
            try LeadConduit.CapCounter.readList(LeadConduitExamples.cap.bytes)
        }
        #expect(throws: WireError.malformed("not an object")) {
            try LeadConduit.CapCounter.read(LeadConduitExamples.caps.bytes)
        }
    }

    @Test("the list is written back with every value it came with")
    func writtenBack() throws {
        let listing = try LeadConduit.CapCounter.readList(LeadConduitExamples.caps.bytes)
        #expect(try listing.json().ordered == JSONValue.parse(LeadConduitExamples.caps.bytes).ordered)
    }

    @Test("the ping limit example is read field by field and written back as it stands")
    func pingLimits() throws {
        let listing = try LeadConduit.PingLimit.readList(LeadConduitExamples.pingLimits.bytes)
        let limit = try #require(listing.items.first)
        #expect(limit.id == "6402715c40926f93753580d9" && limit.name == "New vendor pings")
        #expect(limit.maximum == Quantity(5_000) && limit.duration == Quantity(1) && limit.durationUnits == "day")
        #expect(limit.period == .daily && limit.timeZone == "America/Chicago")
        #expect(limit.flowID == "696f6dcfd3e4b5a697887701" && limit.sourceID == "6909cea04b5a69788796a5b4")
        #expect(limit.failedCount == Quantity(12) && limit.count == nil && limit.createdAt == nil)
        #expect(try limit.startedAt == time("2026-03-10T05:00:00Z"))
        #expect(try limit.expiresAt == time("2026-03-11T04:59:59.999Z"))
        #expect(try listing.json() == JSONValue.parse(LeadConduitExamples.pingLimits.bytes))
        let single = try #require(JSONValue.parse(LeadConduitExamples.pingLimits.bytes)[0])
        #expect(try LeadConduit.PingLimit.read(single.serialized()) == limit)
    }
}
