// A month of 100,000 clicks, conversions and events under changing settings, tiers, commissions and caps: every decision, every
// counter and the entity report against ledger_reference.py, which works them out apart from the sandbox.

import Foundation
import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite("Ledger against an independent recomputation", .serialized)
struct LedgerTests {
    @Test("payouts, revenues, reports and all sixteen counters of every cap equal the recomputation, restarts included")
    func month() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        let script = try await Self.script(path, events: 100_000, stages: 40)
        let played = PlayedLedger(path: path)
        for line in script.split(separator: "\n") { try await played.play(line) }
        try await played.close()
        #expect(await played.decided >= 100_000)
        #expect(await played.countersCompared > 40 * 16 * 100)
        #expect(await played.rowsCompared > 80)
        // Something of every kind has happened.
        let outcomes = await played.outcomes
        #expect(outcomes.count == 3 && outcomes.values.allSatisfy { $0 > 1000 }, "\(outcomes)")
        let looked = try await RunningSandbox.output(
            of: "sqlite3", ["-readonly", path, "SELECT count(*) FROM commission_settlements"])
        #expect(Int(looked.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 50)
    }

    /// What ledger_reference.py says of a new account at `path`.
    private static func script(_ path: String, events: Int, stages: Int) async throws -> String {
        let account = TemporaryDatabase()
        let world = try PlayedLedger.world(path, at: RunningSandbox.start)
        let json = try await LedgerAccount(world: world).json()
        try await world.close()
        let accountPath = account.path
        try json.serialized().withUnsafeBytes { Data($0) }.write(to: URL(filePath: accountPath))
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let reference = tests.appending(path: "ledger_reference.py").path
        let python = try PipedProgram("python3", ["-B", reference, accountPath, path, String(events), String(stages)])
        try #require(python.exitCode(timeout: 1200) == 0, "\(python.messages)")
        return python.text
    }
}

/// The account's wire objects, as the API answers them.
private struct LedgerAccount {
    let world: SandboxWorld

    func json() async throws -> JSONValue {
        var account = JSONObject([("start", .int(RunningSandbox.start.seconds))])
        for (name, path, key) in [
            ("timezones", "meta/timezones", "timezones"), ("offers", "networks/offers", "offers"),
            ("affiliates", "networks/affiliates", "affiliates"), ("groups", "networks/offergroups", "offer_groups"),
            ("caps", "networks/custom/caps", "custom_cap_settings"), ("tiers", "networks/affiliatetiers", "tiers"),
        ] {
            account[name] = try await PlayedLedger.ask(world, "GET", path, query: [("page_size", "2000")])[key]
        }
        let commissions = try await PlayedLedger.ask(
            world, "POST", "networks/tieredcommissions/table", query: [("page_size", "2000")])
        account["commissions"] = commissions["tiered_commissions"]
        var settings: [JSONValue] = []
        let listed = try await PlayedLedger.ask(world, "GET", "networks/custom/payoutrevenue")
        for setting in listed["custom_payout_revenue_settings"]?.array ?? [] {
            let id = setting["network_custom_payout_revenue_setting_id"]?.text ?? ""
            settings.append(
                try await PlayedLedger.ask(
                    world, "GET", "networks/custom/payoutrevenue/\(id)",
                    query: [("relationship", "variables"), ("relationship", "targeting")]))
        }
        account["settings"] = .array(settings)
        return .object(account)
    }
}
