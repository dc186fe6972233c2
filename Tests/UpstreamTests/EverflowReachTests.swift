// How far back an Everflow account's reports are asked for over HTTP, whatever dates it states.

import Models
import Testing

@testable import Upstream

@Suite struct EverflowReachTests {
    private let fake = FakeEverflow()

    /// One offer with a custom cap on its clicks without end, and one commission without end on its conversions.
    ///
    /// - Parameters:
    ///   - created: the offer's `time_created`.
    ///   - start: the commission's `start_date`.
    private func server(created: Int, start: String) throws -> FixtureServer {
        let fake = fake
        fake.change { state in
            state.offers = [
                .init(
                    id: 204, saved: 100,
                    members: #""name":"Kettle","caps_timezone_id":0,"time_created":\#(created)"#)
            ]
            state.caps = [
                .init(
                    id: 1, saved: 100,
                    members: #""network_affiliate_id":51,"network_offer_id":204,"global_click_cap":100"#)
            ]
            state.commissions = [
                .init(
                    id: 9, saved: 100,
                    members: #""name":"C","status":"active","start_date":"\#(start)","end_date":"","period":"global","#
                        + #""network_affiliate_ids":[51],"network_offer_ids":[204],"conversion_goal":300"#)
            ]
            state.events = [
                ("2025-02-28", 204, 51, ["cv": 1000, "unique_click": 30]),
                ("2026-03-10", 204, 51, ["cv": 80, "unique_click": 5]),
            ]
        }
        return try FixtureServer { fake.answer($0) }
    }

    private func snapshot(_ server: FixtureServer) async throws -> NetworkSnapshot {
        // The money side is read to its end.
        try await server.sync(.everflow) { $0.moneyGrace = nil }.refresh().snapshot()
    }

    private func conversions(_ snapshot: NetworkSnapshot) throws -> Quantity? {
        let money = try #require(snapshot.money)
        let commission = try #require(money.commissions?.first)
        return money.amounts(of: commission, affiliateID: 51, offerID: 204)?[.conversion]
    }

    private func firstDays(_ server: FixtureServer) throws -> [String] {
        let bodies = try server.received.filter { $0.path.hasSuffix("/entity/table") }
            .map { try JSONValue.parse($0.body) }
        return bodies.compactMap { $0["from"]?.text }.sorted()
    }

    @Test("an offer that does not say when it began is counted for five years, and so is a commission of the year 1")
    func unknownStart() async throws {
        let server = try server(created: 0, start: "0001-01-01")
        let snapshot = try await snapshot(server)
        #expect(snapshot.meters.map(\.count) == [Quantity(35)] && snapshot.notes.isEmpty)
        #expect(try conversions(snapshot) == Quantity(1080))
        // 366 days on from one to the next, and once for both.
        #expect(try firstDays(server) == ["2021-03-11", "2022-03-12", "2023-03-13", "2024-03-13", "2025-03-14"])
    }

    @Test("what began further back than reports are asked for is unknown, with a note each, and asks for nothing")
    func outOfReach() async throws {
        // 1262304000 is 1 January 2010.
        let server = try server(created: 1_262_304_000, start: "")
        let snapshot = try await snapshot(server)
        #expect(snapshot.meters.map(\.count) == [nil] && snapshot.meters.map(\.precision) == [.unknown])
        #expect(try conversions(snapshot) == nil)
        #expect(try firstDays(server).isEmpty)
        let ending = "began over 3660 days ago, further back than reports are asked for: 1,"
        #expect(
            snapshot.notes == [
                "commissions that \(ending) amounts unknown", "global caps that \(ending) counts unknown",
            ])
    }

    @Test("an answer dated in the year 9999 does not become thousands of reports")
    func distantClock() async throws {
        let server = try server(created: 1_704_067_200, start: "")
        fake.change { $0.headers = [("Date", "Wed, 10 Mar 9999 20:20:41 GMT")] }
        let snapshot = try await snapshot(server)
        #expect(snapshot.asOf.rfc3339().hasPrefix("9999-03-10"))
        #expect(snapshot.meters.map(\.precision) == [.unknown])
        #expect(try firstDays(server).isEmpty)
    }
}
