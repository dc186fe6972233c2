// Plays the lines of ledger_reference.py against a sandbox without HTTP, and compares what it says with what they say.

import Models
import TestSupport
import Testing

@testable import Sandbox

actor PlayedLedger {
    private let path: String
    private var world: SandboxWorld?
    private var decisions: [EverflowDecision] = []
    private var reports: [String: [String: JSONValue]] = [:]
    private(set) var decided = 0
    private(set) var countersCompared = 0
    private(set) var rowsCompared = 0
    private(set) var outcomes: [EventOutcome: Int] = [:]

    init(path: String) {
        self.path = path
    }

    /// A sandbox whose clock stands still.
    static func world(_ path: String, at instant: Timestamp) throws -> SandboxWorld {
        try SandboxWorld(
            SandboxConfiguration(
                port: 0, databasePath: path, seed: MoneyPaths.seed, caps: 60, trafficPerSecond: 0, speed: 0,
                startDate: instant))
    }

    static func ask(
        _ world: SandboxWorld, _ method: String, _ path: String, query: [(String, String)] = [], body: Substring = "{}"
    ) async throws -> JSONValue {
        let request = SandboxRequest(
            method: method, segments: SandboxRequest.segments(of: path), query: query.map { (name: $0.0, value: $0.1) },
            headers: [:], body: Array(body.utf8))
        return try JSONValue.parse(try await EverflowAPI(world: world).answer(request).body)
    }

    func close() async throws {
        try await world?.close()
        world = nil
        reports = [:]
    }

    func play(_ line: Substring) async throws {
        let parts = line.split(separator: " ", maxSplits: 1)
        let rest = parts.count == 2 ? parts[1] : ""
        switch parts[0] {
        case "stage": try await begin(at: Timestamp(seconds: try #require(Int64(rest))))
        case "write": try await write(rest)
        case "events": try await submit(rest)
        case "decided": compareDecisions(rest)
        case "count": try await compareCounters(rest.split(separator: " "))
        case "report": try await compareReport(rest.split(separator: " "))
        default: Issue.record("the script says \(parts[0])")
        }
    }

    // MARK: - Doing

    /// Each stage opens the database anew: what a restart builds up must be what was there.
    private func begin(at instant: Timestamp) async throws {
        try await close()
        world = try PlayedLedger.world(path, at: instant)
    }

    private func write(_ line: Substring) async throws {
        let parts = line.split(separator: " ", maxSplits: 2)
        let body = parts.count == 3 ? parts[2] : ""
        do {
            _ = try await PlayedLedger.ask(try #require(world), String(parts[0]), String(parts[1]), body: body)
        } catch let failure as SandboxFailure {
            Issue.record("\(failure.message): \(line)")
        }
    }

    private func submit(_ body: Substring) async throws {
        let events = try PostedEvents.events(try #require(try JSONValue.parse(Array(body.utf8)).object))
        decisions = try await #require(world).submit(events)
    }

    // MARK: - Comparing

    private func compareDecisions(_ line: Substring) {
        let expected = line.split(separator: " ")
        #expect(decisions.count == expected.count)
        var wrong: [String] = []
        for (decision, expectation) in zip(decisions, expected) {
            outcomes[decision.outcome, default: 0] += 1
            let worth = decision.worth.map { "\($0.payout)/\($0.revenue)" } ?? ""
            let found = "\(decision.outcome.rawValue.prefix(1))\(worth)"
            if found != expectation { wrong.append("\(decision.event): \(found), not \(expectation)") }
        }
        decided += decisions.count
        if let first = wrong.first { Issue.record("\(wrong.count) of \(expected.count) differ: \(first)") }
    }

    /// `offer:204` and sixteen numbers: of each period conversions, payout, clicks, revenue.
    private func compareCounters(_ words: [Substring]) async throws {
        let owner = words[0].split(separator: ":")
        let ids = owner[1].split(separator: "/").compactMap { Int($0) }
        let tally = try await #require(world).read { state, now in
            switch owner[0] {
            case "offer": state.everflow.usage(of: .offer(ids[0]), at: now)
            case "group": state.everflow.usage(of: .group(ids[0]), at: now)
            default: state.everflow.usage(of: .custom(0), pair: Pair(offer: ids[0], affiliate: ids[1]), at: now)
            }
        }
        let metrics: [CapMetric] = [.conversion, .payout, .click, .revenue]
        let found = EverflowPeriod.allCases.flatMap { period in
            metrics.map { tally.amount(LimitSlot(metric: $0, period: period)).millionths }
        }
        #expect(found == words.dropFirst().compactMap { Int64($0) }, "\(words[0])")
        countersCompared += found.count
    }

    private static let columns = [
        "unique_click", "invalid_click", "cv", "event", "payout", "revenue", "event_revenue", "gross_sales",
        "on_hold_conversion_count", "on_hold_potential_payout", "on_hold_potential_revenue",
    ]

    /// The pair's row of the report of 2026 in UTC, in the offer's currency.
    private func compareReport(_ words: [Substring]) async throws {
        let world = try #require(world)
        let offer = await world.read { state, _ in state.directory.offersByID[Int(words[0]) ?? 0] }
        let currency = try #require(offer?.currency)
        if reports[currency] == nil { reports[currency] = try await PlayedLedger.report(world, currency) }
        let row = try #require(reports[currency]?["\(words[0])/\(words[1])"], "no row of \(words[0]), \(words[1])")
        for (name, text) in zip(PlayedLedger.columns, words.dropFirst(2)) {
            #expect(row[name]?.quantity?.millionths == Int64(text), "\(name) of \(words[0]), \(words[1])")
        }
        rowsCompared += 1
    }

    private static func report(_ world: SandboxWorld, _ currency: String) async throws -> [String: JSONValue] {
        let body = """
            {"from":"2026-01-01","to":"2026-12-31","timezone_id":67,"currency_id":"\(currency)",
             "columns":[{"column":"offer"},{"column":"affiliate"}]}
            """
        let answer = try await ask(world, "POST", "networks/reporting/entity/table", body: Substring(body))
        var rows: [String: JSONValue] = [:]
        for row in answer["table"]?.array ?? [] {
            let ids = (row["columns"]?.array ?? []).compactMap { $0["id"]?.text }
            rows[ids.joined(separator: "/")] = row["reporting"]
        }
        return rows
    }
}
