// From LeadConduit's flows and counters to meters: places, names, trees, and caps without traffic.

import Models
import Testing

@Suite struct LeadConduitAssemblyTests {
    private let now = Timestamp(rfc3339: "2026-03-10T20:20:41Z") ?? Timestamp(seconds: 0)
    private let network = Network(name: "leads", kind: .leadconduit, environment: .production)

    private func snapshot(flows: String = "[]", counters: String = "[]", account: String? = nil) async throws
        -> NetworkSnapshot
    {
        var inventory = LeadConduitInventory()
        if let account { inventory.set(account: try LeadConduit.Account.read(bytes(account))) }
        inventory.set(flows: try LeadConduit.Flow.readList(bytes(flows)).items.map(\.contents))
        inventory.set(counters: try LeadConduit.CapCounter.readList(bytes(counters)).items)
        return await inventory.snapshot(of: network, now: now)
    }

    private let chicago = #"{"id":"a","name":"Acme, Inc.","time_zone":"America/Chicago"}"#

    /// The flow of LeadConduit reference 3.4, shortened.
    private let solar = """
        [{"id":"f1","name":"Solar Leads","enabled":true,"fields":[],
          "caps":[{"id":"month","type":"volume","name":"Solar monthly total","maximum":2000,"duration":1,
            "duration_units":"month","time_zone":"America/Chicago","caps":[
              {"id":"tx","type":"volume","name":"Texas per day","maximum":60,"duration":1,"duration_units":"day",
               "time_zone":"America/Chicago","rule_set":{"id":"r","op":"and","rules":[
                 {"id":"r1","lhv":"lead.state","op":"is equal to","rhv":"TX"}]}},
              {"id":"nm","type":"volume","maximum":25,"duration":1,"duration_units":"day"}]}],
          "sources":[{"id":"a1B2c3","enabled":true,"entity":{"id":"e1","name":"WebForm A"},
            "caps":[{"id":"hour","type":"volume","maximum":40,"duration":1,"duration_units":"hour"}]},
            {"id":"d4E5f6","enabled":false,"entity":{"id":"e2","name":"Acme Media"},
            "caps":[{"id":"off","maximum":1,"duration":2,"duration_units":"fortnight"}]}],
          "steps":[{"id":"p0","type":"filter","outcome":"failure","description":"Stop"},
            {"id":"k7Qm2x","type":"recipient","description":"CRM delivery","entity":{"id":"e3","name":"CRM"},
            "caps":[{"id":"week","name":"CRM weekly","maximum":500,"duration":1,"duration_units":"week"}]}]}]
        """

    private func instant(_ text: String) -> Timestamp? { Timestamp(rfc3339: text) }

    @Test("every configured cap is a meter in the flow's order, nested ones right after their parent")
    func tree() async throws {
        let snapshot = try await snapshot(flows: solar, account: chicago)
        #expect(snapshot.meters.map(\.object.id.key) == ["month", "tx", "nm", "hour", "off", "week"])
        #expect(snapshot.meters.map(\.object.scope) == [.flow, .flow, .flow, .source, .source, .step])
        let parent = ObjectID(network: "leads", kind: .cap, key: "month")
        #expect(snapshot.meters.map(\.object.parent) == [nil, parent, parent, nil, nil, nil])
        #expect(snapshot.meters[1].object.rules == ["state is equal to TX"])
        #expect(snapshot.meters[3].object.affiliate == NamedID(id: "e1", name: "WebForm A"))
        #expect(snapshot.meters[5].object.step == NamedID(id: "k7Qm2x", name: "CRM delivery"))
        #expect(snapshot.meters.allSatisfy { $0.object.offer == NamedID(id: "f1", name: "Solar Leads") })
        #expect(snapshot.meters.map(\.object.isEnabled) == [true, true, true, true, false, true])
        #expect(snapshot.affiliates.map(\.status) == ["enabled", "disabled"])
        #expect(snapshot.steps == [Step(id: "k7Qm2x", flowID: "f1", name: "CRM delivery", isEnabled: true)])
        #expect(snapshot.network.timeZone == "America/Chicago")
        #expect(snapshot.network.accountName == "Acme, Inc.")
    }

    @Test("a cap without a name gets the name that the vendor's own screen makes up")
    func defaultNames() async throws {
        let names = try await snapshot(flows: solar).meters.map(\.object.name)
        #expect(
            names == [
                "Solar monthly total", "Texas per day", "Solar Leads Flow - Cap 1.2", "WebForm A Source - Cap 1",
                "Acme Media Source - Cap 1", "CRM weekly",
            ])
    }

    @Test("a cap without a counter is 0 of its maximum in the window that should be running, marked as an estimate")
    func uncounted() async throws {
        let meters = try await snapshot(flows: solar, account: chicago).meters
        let hour = meters[3]
        #expect(hour.count == .zero && hour.failedCount == .zero)
        #expect(hour.limit == CapLimit(metric: .lead, period: CapPeriod(unit: .hour), maximum: Quantity(40)))
        #expect(hour.startedAt == instant("2026-03-10T20:00:00.000Z"))
        #expect(hour.expiresAt == instant("2026-03-10T20:59:59.999Z"))
        #expect(hour.isWindowEstimated)
        // Chicago: the week began on Monday the 9th at 05:00Z and ends with Sunday the 15th.
        #expect(meters[5].startedAt == instant("2026-03-09T05:00:00Z"))
        #expect(meters[5].expiresAt == instant("2026-03-16T04:59:59.999Z"))
    }

    @Test("where a counter cannot be read, a cap without one may be its, and is unknown until all can be read")
    func unreadableCounter() async throws {
        var inventory = LeadConduitInventory()
        inventory.set(flows: try LeadConduit.Flow.readList(bytes(solar)).items.map(\.contents))
        let odd = #"[{"id":"hour","count":3,"maximum":40},{"id":[],"count":7,"maximum":500}]"#
        #expect(try await inventory.read(counters: bytes(odd)).count == 1)
        var meters = await inventory.snapshot(of: network, now: now).meters
        #expect(meters.map(\.count) == [nil, nil, nil, Quantity(3), nil, nil])
        #expect(meters[5].precision == .unknown && meters[5].expiresAt != nil)
        #expect(try await inventory.read(counters: bytes(#"[{"id":"hour","count":3,"maximum":40}]"#)).isEmpty)
        meters = await inventory.snapshot(of: network, now: now).meters
        #expect(meters.map(\.count) == [.zero, .zero, .zero, Quantity(3), .zero, .zero])
    }

    @Test("an unknown unit is shown as it came, without a window")
    func unknownUnit() async throws {
        let off = try await snapshot(flows: solar).meters[4]
        #expect(off.limit.period == CapPeriod(unit: .other("fortnight"), length: 2))
        #expect(off.startedAt == nil && off.expiresAt == nil)
    }

    @Test("a counter's values pass through unchanged, overshoot and past ends included")
    func counted() async throws {
        let counters = """
            [{"id":"tx","type":"volume","count":61,"failed_count":17,"maximum":60,"duration":1,"duration_units":"day",
              "flow_id":"f1","started_at":"2026-03-09T05:00:00Z","expires_at":"2026-03-10T04:59:59.999Z",
              "time_zone":"America/Chicago"}]
            """
        let snapshot = try await snapshot(flows: solar, counters: counters, account: chicago)
        let meter = try #require(snapshot.meters.first { $0.object.id.key == "tx" })
        #expect(meter.count == Quantity(61) && meter.failedCount == Quantity(17))
        #expect(meter.startedAt == instant("2026-03-09T05:00:00Z"))
        #expect(meter.expiresAt == instant("2026-03-10T04:59:59.999Z"))
        #expect(!meter.isWindowEstimated && meter.precision == .exact && meter.asOf == now)
        #expect(snapshot.meters.count == 6)
        #expect(snapshot.notes.isEmpty && snapshot.pending.isEmpty)
    }

    @Test("the configured maximum is shown while the counter has another, which is said")
    func pending() async throws {
        let counters = """
            [{"id":"tx","type":"volume","count":50,"maximum":50,"duration":1,"duration_units":"day","flow_id":"f1"}]
            """
        let snapshot = try await snapshot(flows: solar, counters: counters, account: chicago)
        let meter = try #require(snapshot.meters.first { $0.object.id.key == "tx" })
        #expect(meter.limit.maximum == Quantity(60) && meter.count == Quantity(50) && meter.state != .atLimit)
        #expect(snapshot.pending == [meter.object.id])
        #expect(snapshot.notes == ["pending, not deployed or no lead since: Texas per day (counts to 50)"])
    }

    @Test("counters of unknown flows are shown with their ids, by source, step or flow, nested after their parent")
    func orphans() async throws {
        let counters = """
            [{"id":"child","type":"volume","count":1,"maximum":5,"duration":1,"duration_units":"day","flow_id":"x"},
             {"id":"root","type":"volume","count":2,"maximum":9,"duration":1,"duration_units":"day","flow_id":"x",
              "cap_ids":["root","child","nobody"]},
             {"id":"s","type":"volume","count":3,"maximum":9,"duration":1,"duration_units":"day","source_id":"e1",
              "flow_id":"f1"},
             {"id":"t","type":"speed","count":4,"maximum":0,"duration":1,"duration_units":"day","step_id":"zz"}]
            """
        let snapshot = try await snapshot(flows: solar, counters: counters)
        let orphans = snapshot.meters.dropFirst(6)
        #expect(orphans.map(\.object.id.key) == ["root", "child", "s", "t"])
        #expect(orphans.map(\.object.scope) == [.flow, .flow, .source, .step])
        #expect(orphans.map { $0.object.parent?.key } == [nil, "root", nil, nil])
        #expect(orphans.map { $0.object.offer?.name } == ["x", "x", "Solar Leads", nil])
        #expect(orphans.map { $0.object.affiliate?.name } == [nil, nil, "WebForm A", nil])
        #expect(orphans.last?.object.step == NamedID(id: "zz", name: "zz"))
        #expect(orphans.last?.object.rules == ["unknown kind of cap: speed"])
        #expect(orphans.last?.utilisation == nil)
    }

    @Test("counters that point at each other still appear once each")
    func circle() async throws {
        let counters = """
            [{"id":"a","type":"volume","count":1,"maximum":5,"duration":1,"duration_units":"day","cap_ids":["b"]},
             {"id":"b","type":"volume","count":1,"maximum":5,"duration":1,"duration_units":"day","cap_ids":["a"]}]
            """
        #expect(try await snapshot(counters: counters).meters.map(\.object.id.key) == ["a", "b"])
    }

    @Test("a cap's own zone wins, a space in it is mended, an unknown one falls back to the account's and says so")
    func zones() async throws {
        func zone(_ name: String, _ account: String?) async throws -> (String?, Bool?) {
            let counters = """
                [{"id":"a","type":"volume","count":1,"maximum":5,"duration":1,"duration_units":"day","time_zone":\(name)}]
                """
            let object = try await snapshot(counters: counters, account: account).meters.first?.object
            return (object?.timeZone, object?.isTimeZoneAssumed)
        }
        #expect(try await zone(#""America/Los Angeles""#, chicago) == ("America/Los_Angeles", false))
        #expect(try await zone(#""Mars/Olympus""#, chicago) == ("America/Chicago", true))
        #expect(try await zone("null", chicago) == ("America/Chicago", false))
        #expect(try await zone("null", nil) == ("UTC", true))
    }

    @Test("counters that the flows do not explain are named, so that flows are read again")
    func ahead() async throws {
        var inventory = LeadConduitInventory()
        inventory.set(flows: try LeadConduit.Flow.readList(bytes(solar)).items.map(\.contents))
        func ahead(_ counter: String) throws -> Set<String> {
            inventory.set(counters: try LeadConduit.CapCounter.readList(bytes("[\(counter)]")).items)
            return inventory.countersAheadOfFlows
        }
        #expect(try ahead(#"{"id":"tx","type":"volume","maximum":60,"duration":1,"duration_units":"day"}"#) == [])
        #expect(try ahead(#"{"id":"tx","type":"volume","maximum":61,"duration":1,"duration_units":"day"}"#) == ["tx"])
        #expect(try ahead(#"{"id":"new","type":"volume","maximum":1,"duration":1,"duration_units":"day"}"#) == ["new"])
    }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
