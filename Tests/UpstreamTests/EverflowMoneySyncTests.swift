// The money side of an Everflow account over HTTP: what is read when, what is tolerated, and what it comes to.

import Models
import Testing

@testable import Upstream

@Suite struct EverflowMoneySyncTests {
    private let fake = FakeEverflow()
    private let clock = StandingClock()

    private static let payouts = "/v1/networks/custom/payoutrevenue"
    private static let commissions = "/v1/networks/tieredcommissions/table"
    private static let tiers = "/v1/networks/affiliatetiers"
    private static let reports = "/v1/networks/reporting/entity/table"

    private func setting(_ id: Int, saved: Int = 100, amount: Int = 18, more: String = "") -> FakeEverflow.Row {
        FakeEverflow.Row(
            id: id, saved: saved,
            members: #""network_offer_id":204,"name":"S\#(id)","network_affiliate_ids":[51],"custom_setting_status":"#
                + #""active","is_custom_payout_enabled":true,"payout_type":"cpa","payout_amount":\#(amount)\#(more)"#)
    }

    private func commission(
        _ id: Int, goal: Int = 300, period: String = "monthly", start: String = "2026-01-01", offer: Int = 204
    ) -> FakeEverflow.Row {
        FakeEverflow.Row(
            id: id, saved: 100,
            members: #""name":"C\#(id)","status":"active","start_date":"\#(start)","end_date":"2026-12-31","period":"#
                + #""\#(period)","network_affiliate_ids":[51,64],"network_offer_ids":[\#(offer)],"conversion_goal":\#(goal),"#
                + #""is_payout_enabled":true,"payout_action":"increase","payout_value":10"#)
    }

    private func tier(_ id: Int, margin: Int = 30) -> FakeEverflow.Row {
        FakeEverflow.Row(
            id: id, saved: 100,
            members: #""name":"T\#(id)","status":"active","network_affiliate_ids":[64],"payout_margin":\#(margin)"#)
    }

    private func server() throws -> FixtureServer {
        let (fake, rows) = (fake, ([setting(318)], [commission(9)], [tier(3)]))
        let entry =
            #"{"network_offer_payout_revenue_id":731,"entry_name":"Base","payout_type":"cpa","payout_amount":15,"#
            + #""revenue_type":"rpa","revenue_amount":21.5,"is_default":true}"#
        fake.change { state in
            state.offers = [
                .init(
                    id: 204, saved: 100,
                    members:
                        #""name":"Kettle","offer_status":"active","network_advertiser_id":19,"caps_timezone_id":0,"#
                        + #""relationship":{"payout_revenue":{"total":1,"entries":[\#(entry)]}}"#)
            ]
            (state.payouts, state.commissions, state.tiers) = rows
            state.events = [
                ("2026-02-28", 204, 51, ["cv": 1000, "payout": 9000]),
                ("2026-03-01", 204, 51, ["cv": 200, "payout": 3000, "revenue": 4000, "event": 7, "gross_sales": 900]),
                ("2026-03-10", 204, 51, ["cv": 80, "payout": 1200, "revenue": 1600, "event": 1, "gross_sales": 100]),
                ("2026-03-10", 205, 51, ["cv": 5]),
            ]
        }
        return try FixtureServer { fake.answer($0) }
    }

    /// A sync that reads the money side to its end.
    private func sync(_ server: FixtureServer, _ adjust: (inout SyncOptions) -> Void = { _ in }) throws -> NetworkSync {
        try server.sync(.everflow, clock: clock, adjust)
    }

    private func money(_ sync: NetworkSync) async throws -> NetworkMoney {
        try #require(try await sync.refresh().snapshot().money)
    }

    /// How often each path of the money side was asked for since `count` requests.
    private func asked(_ server: FixtureServer, since count: Int = 0) -> [String: Int] {
        let paths = server.received.dropFirst(count).map(\.path).filter {
            $0.hasPrefix(EverflowMoneySyncTests.payouts) || $0 == EverflowMoneySyncTests.commissions
                || $0 == EverflowMoneySyncTests.tiers || $0 == EverflowMoneySyncTests.reports
        }
        return paths.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    @Test("the first refresh reads settings, commissions, tiers and entries; together they are one answer")
    func firstLoad() async throws {
        let server = try server()
        let snapshot = try await sync(server).refresh().snapshot()
        let money = try #require(snapshot.money)
        #expect(money.payouts?.map(\.id) == [318] && money.commissions?.map(\.id) == [9])
        #expect(money.tiers?.map(\.payoutMargin) == [Quantity(30)] && money.unreadPayouts.isEmpty)
        #expect(money.offers[204]?.entries.map(\.entryName) == ["Base"] && money.offers[204]?.advertiserID == 19)
        #expect(snapshot.notes.isEmpty)
        let list = server.received.first { $0.path == "/v1/networks/offers" }
        #expect(list?.query("relationship") == ["payout_revenue"])
        // 51 has the custom setting: cpa 18. 64 has the tier: 70 % of 21.50.
        let own = money.effectivePayout(affiliateID: 51, offerID: 204, at: snapshot.asOf)
        #expect(own.payout.amount == Quantity(18) && own.settings.winner?.id == 318)
        let tiered = money.effectivePayout(affiliateID: 64, offerID: 204, at: snapshot.asOf)
        #expect(tiered.payout.amount == Quantity(text: "15.05") && tiered.settings.winner == nil)
    }

    @Test("amounts are the sums over the commission's days in the zone of the offer's caps, affiliate by affiliate")
    func amounts() async throws {
        let server = try server()
        let quarter = commission(10, period: "quarterly", start: "2026-02-15")
        fake.change { $0.commissions.append(quarter) }
        let money = try await money(sync(server))
        let monthly = try #require(money.commissions?.first)
        let counted = try #require(money.amounts(of: monthly, affiliateID: 51, offerID: 204))
        #expect(counted[.conversion] == Quantity(280) && counted[.payout] == Quantity(4200))
        #expect(counted[.revenue] == Quantity(5600) && counted[.event] == Quantity(8))
        #expect(counted[.saleAmount] == Quantity(1000))
        #expect(money.amounts(of: monthly, affiliateID: 64, offerID: 204) == CommissionAmounts())
        #expect(money.amounts(of: monthly, affiliateID: 51, offerID: 205) == nil, "it is not about that offer")
        let runs = money.progress(affiliateID: 51)
        #expect(runs.map(\.commission.id) == [9, 10])
        #expect(runs.map { $0.progress.first?.amount } == [Quantity(280), Quantity(1280)])
        #expect(runs.first?.progress.first?.missing == Quantity(20))
        // March in New York: from midnight EST to midnight EDT.
        #expect(runs.first?.startedAt == Timestamp(rfc3339: "2026-03-01T05:00:00Z"))
        #expect(runs.first?.endsAt == Timestamp(rfc3339: "2026-04-01T04:00:00Z"))
        #expect(money.progress(commissionID: 9).map(\.affiliateID) == [51, 64])
        let bodies = try server.received.filter { $0.path == EverflowMoneySyncTests.reports }
            .map { try JSONValue.parse($0.body) }
        #expect(Set(bodies.map { $0["from"]?.text }) == ["2026-03-01", "2026-02-15"])
        #expect(bodies.allSatisfy { $0["to"]?.text == "2026-03-10" && $0["timezone_id"]?.int64 == 80 })
    }

    @Test("commissions with the same days share a report, with caps too: no request is sent for them")
    func sharedReports() async throws {
        let server = try server()
        let others = (10...30).map { commission($0) }
        let cap = FakeEverflow.Row(
            id: 1, saved: 100,
            members: #""network_affiliate_id":51,"network_offer_id":204,"monthly_conversion_cap":400"#)
        fake.change { $0.commissions += others }
        let alone = try sync(server)
        _ = try await money(alone)
        #expect(asked(server)[EverflowMoneySyncTests.reports] == 1)
        fake.change { $0.caps = [cap] }
        let before = server.received.count
        let snapshot = try await sync(server).refresh().snapshot()
        #expect(asked(server, since: before)[EverflowMoneySyncTests.reports] == 1)
        #expect(snapshot.meters.first?.count == Quantity(280))
        #expect(
            snapshot.money?.progress(affiliateID: 51).allSatisfy { $0.progress.first?.amount == Quantity(280) } == true)
    }

    @Test("a later refresh asks for changed settings only, every fourth for commissions and tiers too")
    func budget() async throws {
        let server = try server()
        let sync = try sync(server)
        _ = try await money(sync)
        #expect(
            asked(server) == [
                EverflowMoneySyncTests.payouts: 1, EverflowMoneySyncTests.payouts + "/318": 1,
                EverflowMoneySyncTests.commissions: 1, EverflowMoneySyncTests.tiers: 1,
                EverflowMoneySyncTests.reports: 1,
            ])
        for turn in 2...5 {
            let before = server.received.count
            _ = try await money(sync)
            var expected = [EverflowMoneySyncTests.payouts: 1, EverflowMoneySyncTests.reports: 1]
            if turn == 5 {
                // Once more for the number of rows.
                expected[EverflowMoneySyncTests.payouts] = 2
                expected[EverflowMoneySyncTests.commissions] = 1
                expected[EverflowMoneySyncTests.tiers] = 1
            }
            #expect(asked(server, since: before) == expected, "refresh \(turn)")
            let filters = server.received.dropFirst(before).first { $0.path == EverflowMoneySyncTests.payouts }?
                .query("filter")
            #expect(filters == ["time_saved>99"])
        }
    }

    @Test("a changed setting is there with the next refresh; so are commissions and tiers after a write")
    func changes() async throws {
        let server = try server()
        let sync = try sync(server)
        _ = try await money(sync)
        let (settings, goal, margin) = (
            [setting(318, saved: 200, amount: 20), setting(319, saved: 201)], commission(9, goal: 5),
            tier(3, margin: 12)
        )
        fake.change { state in
            state.payouts = settings
            state.commissions = [goal]
            state.tiers = [margin]
        }
        let next = try await money(sync)
        #expect(next.payouts?.map(\.payoutAmount) == [Quantity(20), Quantity(18)])
        #expect(next.commissions?.first?[goal: .conversion] == Quantity(300))
        await sync.noteChange()
        let after = try await money(sync)
        #expect(after.commissions?.first?[goal: .conversion] == Quantity(5))
        #expect(after.tiers?.first?.payoutMargin == Quantity(12))
    }

    @Test("a deleted setting goes, whether the list says how many there are or not", arguments: [true, false])
    func deletion(pages: Bool) async throws {
        let server = try server()
        let second = setting(319)
        fake.change { state in
            state.pagesPayouts = pages
            state.payouts.append(second)
        }
        let sync = try sync(server)
        #expect(try await money(sync).payouts?.count == 2)
        fake.change { $0.payouts.removeFirst() }
        await sync.noteChange()
        #expect(try await money(sync).payouts?.map(\.id) == [319])
    }

    @Test(
        "what the account does not have is a note, asked for again with everything only; the rest is read",
        arguments: [403, 404])
    func refused(status: Int) async throws {
        let server = try server()
        for path in [EverflowMoneySyncTests.commissions, EverflowMoneySyncTests.tiers] {
            fake.change { $0.faults[path] = .json(#"{"error":"not enabled"}"#, status: status) }
        }
        let sync = try sync(server)
        for _ in 0..<6 {
            let snapshot = try await sync.refresh().snapshot()
            let money = try #require(snapshot.money)
            #expect(money.payouts?.count == 1 && money.commissions == nil && money.tiers == nil)
            #expect(snapshot.notes.count == 2 && snapshot.notes.allSatisfy { $0.contains("\(status)") })
        }
        #expect(asked(server)[EverflowMoneySyncTests.commissions] == 1)
        fake.change { $0.faults = [:] }
        clock.advance(minutes: 30)
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.money?.commissions?.count == 1 && snapshot.money?.tiers?.count == 1)
        #expect(snapshot.notes.isEmpty)
    }

    @Test("a list that fails leaves what is known and a note; caps are as ever")
    func failing() async throws {
        let server = try server()
        let sync = try sync(server)
        _ = try await money(sync)
        fake.change { state in
            state.faults[EverflowMoneySyncTests.payouts] = .json("[1", status: 200)
            state.faults[EverflowMoneySyncTests.reports] = .json("{}", status: 403)
        }
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.money?.payouts?.count == 1)
        #expect(snapshot.money?.progress(affiliateID: 51).first?.progress.first?.amount == Quantity(280))
        #expect(snapshot.notes.contains { $0.hasPrefix("custom payouts: ") })
        #expect(snapshot.notes.contains { $0.hasPrefix("commission amounts since 2026-03-01: 403") })
    }

    @Test("a list that an outage cut off is read with the next refresh")
    func afterOutage() async throws {
        let server = try server()
        let sync = try sync(server)
        fake.change { $0.faults[EverflowMoneySyncTests.commissions] = .cut([]) }
        let broken = try await sync.refresh().snapshot()
        #expect(broken.notes.contains { $0.hasPrefix("tiered commissions: ") && $0.contains("lost") })
        #expect(broken.money?.commissions == nil)

        fake.change { $0.faults = [:] }
        let whole = try await sync.refresh().snapshot()
        #expect(whole.money?.commissions?.count == 1, "not only with every fourth refresh")
        #expect(!whole.notes.contains { $0.contains("tiered commissions") })
    }

    @Test(
        "while a later reading is under way the notes of an outage are not shown any more", .timeLimit(.minutes(20)))
    func notesOfAnOutage() async throws {
        let server = try server()
        let gate = Gate()
        let sync = try sync(server) { $0.moneyGrace = .milliseconds(200) }
        fake.change { $0.faults[EverflowMoneySyncTests.payouts] = .cut([]) }
        var snapshot = try await sync.refresh().snapshot()
        while !snapshot.notes.contains(where: { $0.contains("lost") }) {
            snapshot = try await sync.refresh().snapshot()
        }
        fake.change { $0.faults[EverflowMoneySyncTests.payouts] = .after(gate, .json("{}", status: 500)) }
        // The reading that was lost may be coming to its end with the first of these.
        func isTold(_ words: String) -> Bool { snapshot.notes.contains { $0.contains(words) } }
        while isTold("lost") || !isTold("still being read") { snapshot = try await sync.refresh().snapshot() }
        gate.open()
    }

    @Test("a setting whose variables failed at the server is asked for again after a while, one that is gone is not")
    func failedSettings() async throws {
        let server = try server()
        let rows = [setting(318), setting(319)]
        let sync = try sync(server) { $0.moneyEvery = 2 }
        fake.change { state in
            state.payouts = rows
            state.faults[EverflowMoneySyncTests.payouts + "/318"] = .json("[", status: 200)
            state.faults[EverflowMoneySyncTests.payouts + "/319"] = .json("{}", status: 404)
        }
        _ = await sync.refresh()
        fake.change { $0.faults = [:] }
        for _ in 0..<2 { _ = await sync.refresh() }
        #expect(asked(server)[EverflowMoneySyncTests.payouts + "/318"] == 2)
        #expect(asked(server)[EverflowMoneySyncTests.payouts + "/319"] == 1)
    }

    @Test("a list that does not answer keeps nobody waiting: caps come at once, the money side when it is there")
    func slow() async throws {
        let server = try server()
        let gate = Gate()
        let cap = FakeEverflow.Row(
            id: 1, saved: 100, members: #""network_affiliate_id":51,"network_offer_id":204,"daily_conversion_cap":400"#)
        fake.change { state in
            state.caps = [cap]
            state.faults[EverflowMoneySyncTests.tiers] = .after(gate, .json(#"{"tiers":[]}"#))
        }
        let sync = try sync(server) { $0.moneyGrace = .zero }
        for _ in 0..<3 {
            let snapshot = try await sync.refresh().snapshot()
            #expect(snapshot.meters.first?.count == Quantity(80) && snapshot.money == nil)
            #expect(snapshot.notes.contains { $0.contains("still being read") })
        }
        gate.open()
        var snapshot = try await sync.refresh().snapshot()
        while snapshot.money == nil { snapshot = try await sync.refresh().snapshot() }
        #expect(snapshot.money?.payouts?.count == 1 && snapshot.money?.tiers == [])
        #expect(asked(server)[EverflowMoneySyncTests.tiers] == 1)
    }

    @Test("cancelling a refresh that waits for the money side ends it; the next one reads everything")
    func cancelled() async throws {
        let server = try server()
        fake.change { $0.faults[EverflowMoneySyncTests.tiers] = .hold([]) }
        let sync = try sync(server)
        let task = Task { await sync.refresh() }
        while !server.received.contains(where: { $0.path == EverflowMoneySyncTests.commissions }) {
            await server.arrived(server.received.count + 1)
        }
        task.cancel()
        _ = await task.value
        fake.change { $0.faults = [:] }
        let money = try await money(sync)
        #expect(money.payouts?.count == 1 && money.commissions?.count == 1 && money.tiers?.count == 1)
    }

    @Test("variables and targeting are read a few at a time, and again only when the setting was saved again")
    func conditions() async throws {
        let server = try server()
        let all = (1...5).map { setting($0) }
        let (inactive, stated) = (
            FakeEverflow.Row(id: 6, saved: 100, members: #""network_offer_id":204,"custom_setting_status":"inactive""#),
            setting(7, more: #","variables":[],"ruleset":{}"#)
        )
        fake.change { state in
            state.payouts = all + [inactive, stated]
            for id in 1...5 {
                state.conditions[id] =
                    #""relationship":{"variables":[{"variable":"sub1","variable_value":"\#(id)","comparison_method":"#
                    + #""exact_match"}],"targeting":{"is_block_proxy":true}}"#
            }
        }
        let sync = try sync(server) { $0.settingReads = 2 }
        var unread: [Int] = []
        for _ in 0..<4 { unread.append(try await money(sync).unreadPayouts.count) }
        #expect(unread == [3, 1, 0, 0])
        func reads() -> Int { server.received.count { $0.path.hasPrefix(EverflowMoneySyncTests.payouts + "/") } }
        #expect(reads() == 5)
        let read = try await money(sync).payouts ?? []
        #expect(read.prefix(5).map { $0.variables?.first?.value } == ["1", "2", "3", "4", "5"])
        #expect(read.prefix(5).allSatisfy { $0.ruleset?.isBlockProxy == true })
        let changed = setting(2, saved: 300)
        fake.change { state in
            state.payouts[1] = changed
            state.conditions[2] = #""variables":[],"ruleset":{"is_block_proxy":false}"#
        }
        let after = try await money(sync)
        #expect(reads() == 6)
        #expect(after.payouts?[1].variables?.isEmpty == true && after.payouts?[1].ruleset?.isBlockProxy == false)
        #expect(after.payouts?[0].variables?.first?.value == "1")
    }

    @Test("who does not want the money side is not given it, and nothing of it is asked for")
    func unwanted() async throws {
        let server = try server()
        let snapshot = try await sync(server) { $0.readsMoney = false }.refresh().snapshot()
        #expect(snapshot.money == nil && asked(server).isEmpty)
    }
}
