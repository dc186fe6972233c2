// An Everflow account from the first load to changes, deletions and faults, over HTTP.

import Models
import Testing

@testable import Upstream

@Suite struct EverflowSyncTests {
    private let fake = FakeEverflow()
    private let clock = StandingClock()

    private func cap(_ id: Int, saved: Int? = 100, limit: Int = 40) -> FakeEverflow.Row {
        FakeEverflow.Row(
            id: id, saved: saved,
            members:
                #""network_affiliate_id":51,"network_offer_id":204,"name":"cap \#(id)","daily_conversion_cap":\#(limit)"#
        )
    }

    private func server() throws -> FixtureServer {
        let (fake, caps) = (fake, [cap(1, saved: 50), cap(2), cap(3)])
        fake.change { state in
            state.caps = caps
            state.offers = [
                .init(id: 204, saved: 100, members: #""name":"Kettle","offer_status":"active","daily_click_cap":10"#)
            ]
            state.affiliates = [.init(id: 51, saved: 100, members: #""name":"Harbor","account_status":"active""#)]
            state.remaining = [204: #""remaining_daily_click_cap":4"#]
            state.report = [(204, 51, #""cv":31,"unique_click":6"#)]
        }
        return try FixtureServer { fake.answer($0) }
    }

    private func paths(_ server: FixtureServer) -> [String] { server.received.map(\.path) }

    @Test("the first refresh reads everything and joins it")
    func firstLoad() async throws {
        let server = try server()
        let snapshot = try await server.sync(.everflow, clock: clock).refresh().snapshot()
        #expect(snapshot.network.accountName == "Lanternfish")
        #expect(snapshot.network.timeZone == "America/New_York")
        #expect(snapshot.affiliates == [Affiliate(id: "51", name: "Harbor", status: "active")])
        #expect(
            snapshot.meters.map(\.id.text) == [
                "acme/custom:1/conversion/day", "acme/custom:2/conversion/day", "acme/custom:3/conversion/day",
                "acme/offer:204/click/day",
            ])
        #expect(snapshot.meters.map(\.count) == [Quantity(31), Quantity(31), Quantity(31), Quantity(6)])
        #expect(snapshot.meters.map(\.precision) == [.derived, .derived, .derived, .exact])
        #expect(snapshot.asOf == tuesday && snapshot.notes.isEmpty)
        let report = try #require(server.received.first { $0.path.hasSuffix("/entity/table") })
        let body = try JSONValue.parse(report.body)
        #expect(body["from"]?.text == "2026-03-10" && body["to"]?.text == "2026-03-10")
        #expect(body["timezone_id"]?.int64 == 80 && body["currency_id"]?.text == "USD")
    }

    @Test("pages are followed at whatever size the server grants")
    func paging() async throws {
        let server = try server()
        let caps = (1...95).map { cap($0) }
        fake.change { state in
            state.caps = caps
            state.pageLimit = 10
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(
            snapshot.meters.filter { $0.object.scope == .custom }.map { $0.object.id.key } == (1...95).map(String.init))
        let pages = server.received.filter { $0.path.hasSuffix("/custom/caps") }.compactMap { $0.query("page").first }
        #expect(pages.compactMap { Int($0) }.sorted() == Array(1...10))
    }

    @Test("a page that comes in place of another is a failure of that list, not a list that lacks rows")
    func mixedPages() async throws {
        let server = try server()
        let caps = (1...95).map { cap($0) }
        fake.change { state in
            state.caps = caps
            state.pageLimit = 20
        }
        let sync = try server.sync(.everflow, clock: clock) { $0.fullReloadMinutes = 0 }
        #expect(try await sync.refresh().snapshot().meters.count == 96)
        fake.change { $0.swappedPages = [2: 4] }
        let mixed = try await sync.refresh().snapshot()
        #expect(mixed.meters.count == 96, "what is known stays")
        #expect(mixed.notes.contains("custom caps: page 4 came in place of page 2"))
    }

    @Test("paging that claims more than there is ends")
    func endlessPaging() async throws {
        let server = try server()
        fake.change { state in
            state.faults["/v1/networks/affiliates"] = .json(
                #"{"affiliates":[],"paging":{"page":1,"page_size":2000,"total_count":9000}}"#)
        }
        _ = try await server.sync(.everflow).refresh().snapshot()
        #expect(server.received.count { $0.path.hasSuffix("/affiliates") } <= 6)
    }

    @Test("paging that claims more than any list has fails that list, at once")
    func absurdPaging() async throws {
        let server = try server()
        fake.change { state in
            state.faults["/v1/networks/affiliates"] = .json(
                #"{"affiliates":[],"paging":{"page":1,"page_size":2000,"total_count":\#(Int.max)}}"#)
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(snapshot.notes.contains { $0.contains("affiliates: claims 9223372036854775807 rows") })
        #expect(server.received.count { $0.path.hasSuffix("/affiliates") } == 1)
    }

    @Test("an endpoint that refuses large pages is read in smaller ones")
    func smallPages() async throws {
        let server = try server()
        let caps = (1...120).map { cap($0) }
        fake.change { state in
            state.caps = caps
            state.largestPage = 500
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(snapshot.meters.count { $0.object.scope == .custom } == 120)
        let sizes = server.received.filter { $0.path.hasSuffix("/custom/caps") }.compactMap {
            $0.query("page_size").first
        }
        #expect(sizes == ["2000", "200"])
    }

    @Test(
        "a row that says no time, or is as old as the last one, is no reason to forget the others",
        arguments: [nil, 99, 100])
    func oddRow(saved: Int?) async throws {
        let server = try server()
        let sync = try server.sync(.everflow, clock: clock)
        let before = try await sync.refresh().snapshot()
        let odd = cap(2, saved: saved, limit: 50)
        fake.change { state in
            state.caps[1] = odd
            state.filtering = .inclusive
        }
        let after = try await sync.refresh().snapshot()
        #expect(after.meters.map(\.id) == before.meters.map(\.id))
        #expect(after.meters[1].limit.maximum == Quantity(50))
    }

    @Test("a filter that is refused costs nothing but the whole list")
    func refusedFilter() async throws {
        let server = try server()
        fake.change { $0.filtering = .refused }
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        let changed = cap(2, saved: 200, limit: 50)
        fake.change { $0.caps[1] = changed }
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.meters.prefix(3).map(\.limit.maximum) == [Quantity(40), Quantity(50), Quantity(40)])
        #expect(snapshot.notes.isEmpty)
    }

    @Test("later refreshes ask for what was saved since, and for usage")
    func changes() async throws {
        let server = try server()
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        let before = server.received.count
        let changed = cap(2, saved: 200, limit: 50)
        fake.change { state in
            state.caps[1] = changed
            state.report = [(204, 51, #""cv":33"#)]
        }
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.meters.prefix(3).map(\.limit.maximum) == [Quantity(40), Quantity(50), Quantity(40)])
        #expect(snapshot.meters.first?.count == Quantity(33))
        let later = server.received.dropFirst(before)
        #expect(later.filter { $0.path.hasSuffix("/custom/caps") }.first?.query("filter") == ["time_saved>99"])
        #expect(!later.contains { $0.path == "/v1/networks" })
    }

    @Test(
        "a deleted cap goes, whether the server honours the filter or ignores it",
        arguments: [FakeEverflow.Filtering.honoured, .ignored])
    func deletion(filtering: FakeEverflow.Filtering) async throws {
        let server = try server()
        fake.change { $0.filtering = filtering }
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        fake.change { $0.caps.remove(at: 1) }
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.meters.filter { $0.object.scope == .custom }.map(\.object.id.key) == ["1", "3"])
    }

    @Test("a deleted offer goes, with the next refresh where reading offers failed", arguments: [false, true])
    func deletedOffer(isReplaced: Bool) async throws {
        let server = try server()
        func offer(_ id: Int) -> FakeEverflow.Row {
            .init(id: id, saved: 100, members: #""name":"O\#(id)","offer_status":"active","daily_click_cap":10"#)
        }
        func shown(_ snapshot: NetworkSnapshot) -> [String] {
            snapshot.meters.filter { $0.object.scope == .offer }.map(\.object.id.key)
        }
        let (deleted, other) = (offer(205), offer(206))
        fake.change { $0.offers.append(deleted) }
        let sync = try server.sync(.everflow, clock: clock)
        #expect(try await shown(sync.refresh().snapshot()) == ["204", "205"])
        fake.change { state in
            state.offers.removeLast()
            if isReplaced { state.offers.append(other) }
            state.faults["/v1/networks/offers"] = .json("{}", status: 403)
        }
        let added = isReplaced ? ["206"] : []
        #expect(try await shown(sync.refresh().snapshot()) == ["204", "205"] + added, "what is known stays")
        fake.change { $0.faults = [:] }
        #expect(try await shown(sync.refresh().snapshot()) == ["204"] + added)
        let asked = paths(server).count { $0 == "/v1/networks/offers" }
        _ = await sync.refresh()
        #expect(paths(server).count { $0 == "/v1/networks/offers" } == asked + 1, "and then no more than changes")
    }

    @Test(
        "after the configured minutes everything is read again, and when that is asked for", arguments: [false, true])
    func fullReload(isAskedFor: Bool) async throws {
        let server = try server()
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        clock.advance(minutes: 29)
        _ = try await sync.refresh().snapshot()
        #expect(paths(server).count { $0 == "/v1/networks" } == 1)
        if !isAskedFor { clock.advance(minutes: 1) }
        _ = try await sync.refresh(isWhole: isAskedFor).snapshot()
        #expect(paths(server).count { $0 == "/v1/networks" } == 2)
    }

    @Test("an account whose time zones failed at the server is asked for them again with the next refresh")
    func failedTimezones() async throws {
        let server = try server()
        let sync = try server.sync(.everflow, clock: clock)
        fake.change { $0.faults["/v1/meta/timezones"] = .json("[", status: 200) }
        #expect(try await sync.refresh().snapshot().network.timeZone == nil)
        fake.change { $0.faults = ["/v1/networks": .json("{}", status: 401)] }
        #expect(await sync.refresh().error != nil)
        fake.change { $0.faults = [:] }
        #expect(try await sync.refresh().snapshot().network.timeZone == "America/New_York", "a failure forgets nothing")
        let asked = paths(server).count { $0 == "/v1/meta/timezones" }
        _ = await sync.refresh()
        #expect(paths(server).count { $0 == "/v1/meta/timezones" } == asked, "and then no more")
    }

    @Test("a 404 on the first spelling of a path leads to the second")
    func fallbacks() async throws {
        let server = try server()
        fake.change { state in
            state.faults["/v1/networks"] = .json("{}", status: 404)
            state.faults["/v1/networks/offerstable"] = .json("{}", status: 404)
            state.faults["/v1/networks/info"] = .json(#"{"network_id":7,"name":"Other","reporting_timezone_id":80}"#)
            state.faults["/v1/networks/offers/table"] = .json(
                #"{"offers":[{"network_offer_id":204,"daily_click_cap":10,"#
                    + #""relationship":{"remaining_caps":{"remaining_daily_click_cap":1}}}]}"#)
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(snapshot.network.accountName == "Other")
        #expect(snapshot.meters.last?.count == Quantity(9))
    }

    @Test("a list that the key may not read is a note; the rest is shown, named by what custom caps say")
    func forbiddenAffiliates() async throws {
        let server = try server()
        fake.change { state in
            state.faults["/v1/networks/affiliates"] = .json(#"{"error":"no permission"}"#, status: 403)
            state.caps[0].members += #","relationship":{"affiliate":{"network_affiliate_id":51,"name":"Harbor Media"}}"#
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(snapshot.meters.count == 4)
        #expect(snapshot.meters.first?.object.affiliate?.name == "Harbor Media")
        #expect(snapshot.notes.count == 1)
        #expect(snapshot.notes.first?.contains("403") == true)
    }

    @Test("when reports fail, counts are unknown and not zero; when they come back, so do the counts")
    func failingReports() async throws {
        let server = try server()
        let sync = try server.sync(.everflow)
        fake.change { $0.faults["/v1/networks/reporting/entity/table"] = .json("{}", status: 403) }
        let without = try await sync.refresh().snapshot()
        #expect(without.meters.first?.count == nil)
        #expect(without.meters.last?.count == Quantity(6))
        #expect(without.notes.first?.hasPrefix("usage per day: 403") == true)
        fake.change { $0.faults = [:] }
        #expect(try await sync.refresh().snapshot().meters.first?.count == Quantity(31))
        fake.change { $0.faults["/v1/networks/reporting/entity/table"] = .json("{}", status: 403) }
        let kept = try await sync.refresh().snapshot()
        #expect(kept.meters.first?.count == Quantity(31))
    }

    @Test("counts whose report fails are unknown, though another currency's shorter one is answered")
    func failingReportOfCounts() async throws {
        let fake = fake
        fake.change { state in
            // 1767225600 and 1704067200 begin 2026 and 2024; amounts in euros share their report with the clicks.
            let offers = [(204, "USD", 1_767_225_600), (205, "USD", 1_704_067_200), (206, "EUR", 1_767_225_600)]
            state.offers = offers.map { id, currency, created in
                .init(id: id, saved: 100, members: #""currency_id":"\#(currency)","time_created":\#(created)"#)
            }
            let limits = [(204, "payout"), (205, "click"), (206, "payout")]
            state.caps = limits.map { id, metric in
                .init(
                    id: id, saved: 100,
                    members: #""network_affiliate_id":51,"network_offer_id":\#(id),"global_\#(metric)_cap":900"#)
            }
            state.report = [(204, 51, #""payout":5"#), (205, 51, #""unique_click":7"#)]
        }
        let server = try FixtureServer { request in
            let isInEuros = String(decoding: request.body, as: UTF8.self).contains("EUR")
            return isInEuros ? .json("{}", status: 403) : fake.answer(request)
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        #expect(snapshot.meters.map(\.count) == [Quantity(5), nil, nil])
        #expect(snapshot.meters.map(\.precision) == [.derived, .unknown, .unknown])
        #expect(snapshot.notes.count == 1 && snapshot.notes.first?.hasPrefix("usage per global: 403") == true)
    }

    @Test("a report cut at its row limit is completed offer by offer")
    func cutReport() async throws {
        let server = try server()
        let other = FakeEverflow.Row(
            id: 9, saved: 100, members: #""network_affiliate_id":51,"network_offer_id":205,"daily_conversion_cap":5"#)
        fake.change { state in
            state.caps.append(other)
            state.isReportCut = true
            state.report.append((205, 51, #""cv":4"#))
        }
        let snapshot = try await server.sync(.everflow).refresh().snapshot()
        let counts = snapshot.meters.filter { $0.object.scope == .custom }.map(\.count)
        #expect(counts == [Quantity(31), Quantity(31), Quantity(31), Quantity(4)])
        #expect(server.received.count { $0.path.hasSuffix("/entity/table") } == 3)
        // With room for one offer a refresh, the other follows in the next one.
        let slow = try server.sync(.everflow) { $0.splitReports = 1 }
        let first = try await slow.refresh().snapshot()
        #expect(first.meters.filter { $0.object.scope == .custom }.last?.count == nil)
        #expect(first.notes.contains { $0.contains("1 offers are not complete yet") })
        let second = try await slow.refresh().snapshot()
        #expect(second.meters.filter { $0.object.scope == .custom }.last?.count == Quantity(4))
    }

    @Test("finished spans of a global cap are asked for once")
    func globalSpans() async throws {
        let server = try server()
        // 1704067200 is 2024-01-01T00:00Z: 801 days in New York up to 10 March 2026.
        fake.change { state in
            state.offers[0].members += #","time_created":1704067200"#
            state.caps[0].members += #","global_click_cap":100"#
            state.report = [(204, 51, #""cv":1,"unique_click":7"#)]
        }
        let sync = try server.sync(.everflow)
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.meters.first { $0.limit.period == .global }?.count == Quantity(21))
        func reports() -> Int { server.received.count { $0.path.hasSuffix("/entity/table") } }
        #expect(reports() == 4)
        _ = try await sync.refresh().snapshot()
        #expect(reports() == 6)
    }

    @Test("a row that is ahead of its time hides no change that is saved before then")
    func aheadOfItsTime() async throws {
        let server = try server()
        let ahead = cap(1, saved: Int(tuesday.seconds) + 31_536_000)
        fake.change { $0.caps[0] = ahead }
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        let changed = cap(2, saved: Int(tuesday.seconds) + 30, limit: 50)
        fake.change { $0.caps[1] = changed }
        clock.advance(minutes: 1)
        #expect(try await sync.refresh().snapshot().meters[1].limit.maximum == Quantity(50))
    }

    @Test("what was saved by a clock that has been set back since is forgotten with the next whole load")
    func savedInTheFuture() async throws {
        let server = try server()
        let (ahead, mended) = (cap(1, saved: Int(tuesday.seconds) + 31_536_000), cap(1, saved: 50))
        fake.change { $0.caps[0] = ahead }
        clock.advance(minutes: 525_600)
        let sync = try server.sync(.everflow, clock: clock)
        _ = try await sync.refresh().snapshot()
        fake.change { $0.caps[0] = mended }
        clock.advance(minutes: -525_600)
        _ = try await sync.refresh().snapshot()
        let changed = cap(2, saved: 200, limit: 50)
        fake.change { $0.caps[1] = changed }
        #expect(try await sync.refresh().snapshot().meters[1].limit.maximum == Quantity(50))
    }
}
