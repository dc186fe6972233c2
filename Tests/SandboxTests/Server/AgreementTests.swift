// Counters, reports and the ledger must agree to the unit and the cent, in any zone and after a restart.

import Foundation
import Models
import Testing

@testable import Sandbox

@Suite("Agreement of counters, reports and ledger", .serialized)
struct AgreementTests {
    private func report(
        _ sandbox: RunningSandbox, from: String, to: String, zone: Int, columns: [String] = ["offer", "affiliate"]
    ) async throws -> [Everflow.ReportRow] {
        let names = columns.map { #"{"column":"\#($0)"}"# }.joined(separator: ",")
        let body = """
            {"from":"\(from)","to":"\(to)","timezone_id":\(zone),"currency_id":"USD","columns":[\(names)]}
            """
        let answer = try await sandbox.everflow("/v1/networks/reporting/entity/table", body: body)
        return try Everflow.Report.read(Array(answer.body.utf8)).rows
    }

    /// An active offer in dollars that no limit binds, and an active affiliate without a custom cap on it.
    private func uncapped(_ sandbox: RunningSandbox) async throws -> (offer: Int64, affiliate: Int64) {
        func list(_ path: String, _ name: String) async throws -> [JSONValue] {
            try await sandbox.everflow("/v1/networks/\(path)?page_size=2000").json[name]?.array ?? []
        }
        let free = try await list("offers", "offers").first { offer in
            offer["offer_status"]?.text == "active" && offer["currency_id"]?.text == "USD"
                && offer["network_offer_group_id"]?.int64 == 0
                && LimitSlot.all.allSatisfy { offer[$0.fieldName]?.int64 == 0 }
        }
        let offer = try #require(free?["network_offer_id"]?.int64)
        let capped = try await list("custom/caps", "custom_cap_settings")
            .filter { $0["network_offer_id"]?.int64 == offer }
            .map { $0["network_affiliate_id"]?.int64 }
        let partner = try await list("affiliates", "affiliates").first { affiliate in
            affiliate["account_status"]?.text == "active" && !capped.contains(affiliate["network_affiliate_id"]?.int64)
        }
        return (offer, try #require(partner?["network_affiliate_id"]?.int64))
    }

    @Test("posted events show up in the decision, the offer's remaining caps and the report, all the same")
    func postedEvents() async throws {
        try await RunningSandbox.run { sandbox in
            let (offer, affiliate) = try await uncapped(sandbox)
            let limits = ["daily_click_cap", "daily_conversion_cap"].map {
                #"{"field_type":"\#($0)","field_value":1000000,"operator":"overwrite"}"#
            }
            let edit = #"{"network_offer_ids":[\#(offer)],"fields":[\#(limits.joined(separator: ","))]}"#
            let edited = try await sandbox.everflow("/v1/networks/patch/offers/apply", body: edit, method: "PATCH")
            try #require(edited.status == 200)
            let left = { (metric: String) async throws -> Int64 in
                let table = try await sandbox.everflow("/v1/networks/offerstable?page_size=2000", body: "{}").json
                let row = table["offers"]?.array?.first { $0["network_offer_id"]?.int64 == offer }
                let remaining = row?["relationship"]?["remaining_caps"]
                return try #require(remaining?["remaining_daily_\(metric)_cap"]?.int64)
            }
            let (clicks, conversions) = (try await left("click"), try await left("conversion"))
            let before = try await report(sandbox, from: "2026-03-10", to: "2026-03-10", zone: 67)
            let event = { (type: String) in
                #"{"type":"\#(type)","offer_id":\#(offer),"affiliate_id":\#(affiliate)}"#
            }
            let events = [event("click"), event("click"), event("conversion")].joined(separator: ",")
            let answer = try await sandbox.everflow("/sandbox/events", body: "{\"events\":[\(events)]}")
            #expect(answer.status == 200)
            let decisions = answer.json["events"]?.array ?? []
            #expect(decisions.map { $0["outcome"]?.text } == ["accepted", "accepted", "accepted"])
            let counted = decisions.map { $0["counted_caps"]?[0]?["count"]?.int64 }
            let (clicked, converted) = (1_000_000 - clicks, 1_000_000 - conversions)
            #expect(counted == [clicked + 1, clicked + 2, converted + 1])
            #expect(try await left("click") == clicks - 2)
            #expect(try await left("conversion") == conversions - 1)
            let after = try await report(sandbox, from: "2026-03-10", to: "2026-03-10", zone: 67)
            let row = { (rows: [Everflow.ReportRow]) in
                rows.first { $0.id("offer") == String(offer) && $0.id("affiliate") == String(affiliate) }?.metrics
            }
            let gained = { (metric: Everflow.ReportMetric) in
                (row(after)?[metric] ?? .zero) - (row(before)?[metric] ?? .zero)
            }
            #expect(gained(.uniqueClick) == Quantity(2))
            #expect(gained(.cv) == Quantity(1))
            #expect(gained(.grossClick) == Quantity(2))
        }
    }

    @Test("for every capped offer and period, cap minus remaining is the report's sum in the offer's own zone")
    func remainingEqualsReport() async throws {
        try await RunningSandbox.run(caps: 200) { sandbox in
            let list = try await sandbox.everflow("/v1/networks/offers?page_size=100").json["offers"]?.array ?? []
            let table = try await sandbox.everflow("/v1/networks/offerstable?page_size=100", body: "{}")
            let rows = table.json["offers"]?.array ?? []
            var compared = 0
            // Tuesday 10 March 2026 in every zone of the Americas, Europe and UTC; Wednesday 11 March from India on.
            for (zone, today, monday) in [
                (80, "2026-03-10", "2026-03-09"), (85, "2026-03-10", "2026-03-09"), (90, "2026-03-10", "2026-03-09"),
                (67, "2026-03-10", "2026-03-09"), (53, "2026-03-10", "2026-03-09"), (27, "2026-03-11", "2026-03-09"),
                (16, "2026-03-11", "2026-03-09"),
            ] {
                let firsts: [EverflowPeriod: String] = [.day: today, .week: monday, .month: "2026-03-01"]
                for (period, first) in firsts {
                    let sums = try await report(sandbox, from: first, to: today, zone: zone, columns: ["offer"])
                    for (offer, row) in zip(list, rows)
                    where (offer["caps_timezone_id"]?.int64 == 0 ? 80 : offer["caps_timezone_id"]?.int64) == Int64(zone)
                        && offer["currency_id"]?.text == "USD"
                    {
                        let id = offer["network_offer_id"]?.text
                        let metrics = sums.first { $0.id("offer") == id }?.metrics
                        for slot in LimitSlot.all where slot.period == period {
                            guard let cap = row[slot.fieldName]?.quantity, cap > .zero,
                                let left = row["relationship"]?["remaining_caps"]?[slot.remainingName]?.quantity,
                                let metric = Everflow.ReportMetric(counting: slot.metric)
                            else { continue }
                            #expect(cap - left == metrics?[metric] ?? .zero)
                            compared += 1
                        }
                    }
                }
            }
            #expect(compared >= 15)
        }
    }

    @Test("a report is what sqlite3 sums from the ledger, and its days add up")
    func reportEqualsLedger() async throws {
        let database = TemporaryDatabase()
        let path = database.path
        try await RunningSandbox.run(path: path) { sandbox in
            let kolkata = try await report(sandbox, from: "2026-03-01", to: "2026-03-11", zone: 27, columns: ["offer"])
            // Midnight of 1 and 12 March in Kolkata, five and a half hours east of UTC.
            let sql = """
                SELECT sum(unique_clicks), sum(conversions), sum(revenue) FROM ledger
                WHERE bucket >= 1772303400000 AND bucket < 1773253800000
                AND offer_id IN (SELECT id FROM offers WHERE currency = 'USD')
                """
            let sums = try Self.sqlite(path, sql).split(separator: "|").compactMap { Int64($0) }
            let dollars = Set(
                try Self.sqlite(path, "SELECT id FROM offers WHERE currency = 'USD'").split(separator: "\n"))
            let rows = kolkata.filter { dollars.contains(Substring($0.id("offer") ?? "")) }
            let total = { (metric: Everflow.ReportMetric) in
                rows.reduce(Quantity.zero) { $0 + ($1.metrics[metric] ?? .zero) }
            }
            #expect(sums.count == 3)
            #expect(total(.uniqueClick) == Quantity(Int(sums[0])))
            #expect(total(.cv) == Quantity(Int(sums[1])))
            #expect(total(.revenue) == Quantity(millionths: sums[2]))
            let days = try await report(
                sandbox, from: "2026-03-01", to: "2026-03-11", zone: 27, columns: ["offer", "date"])
            let byDay = days.reduce(Quantity.zero) { $0 + ($1.metrics[.uniqueClick] ?? .zero) }
            #expect(byDay == kolkata.reduce(Quantity.zero) { $0 + ($1.metrics[.uniqueClick] ?? .zero) })
        }
    }

    @Test("closing and opening the same database keeps every count of both sides")
    func restart() async throws {
        let database = TemporaryDatabase()
        let path = database.path
        var before: [String] = []
        let ask = { (sandbox: RunningSandbox) async throws -> [String] in
            var answers: [String] = []
            for path in ["/v1/networks/offergroups", "/v1/networks/custom/caps?page_size=2000"] {
                answers.append(try await sandbox.everflow(path).body)
            }
            answers.append(try await sandbox.everflow("/v1/networks/offerstable?page_size=2000", body: "{}").body)
            answers.append(try await sandbox.leads("/caps").body)
            answers.append(try await sandbox.leads("/flows").body)
            answers.append(try await sandbox.leads("/events").body)
            return answers
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let flows = try await sandbox.leads("/flows").json
            let flow = try #require(flows[0]?["id"]?.text)
            let source = try #require(flows[0]?["sources"]?[0]?["entity"]?["id"]?.text)
            for _ in 0..<5 {
                let lead = #"{"email":"a@b.example","state":"TX"}"#
                let answer = try await sandbox.leads("/flows/\(flow)/sources/\(source)/submit", body: lead)
                #expect(answer.status == 201)
            }
            before = try await ask(sandbox)
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let after = try await ask(sandbox)
            #expect(after == before)
        }
    }

    private static func sqlite(_ path: String, _ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = ["-readonly", path, sql]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
