// Sums of the ledger that are kept up to date are those that SQLite makes of all its rows.
import GRDB
import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite struct LedgerSumsTests {
    private static let start = Timestamp(seconds: 1_790_000_000)

    private func instant(_ hours: Int) -> Timestamp { Self.start.adding(seconds: Int64(hours) * 3_600) }

    private func changes(_ random: inout SeededRandom, between hours: Range<Int>) -> TrafficChanges {
        var changes = TrafficChanges(clock: instant(hours.upperBound), leadSequence: 0)
        for _ in 0..<Int.random(in: 1...30, using: &random) {
            let pair = Pair(offer: .random(in: 1...4, using: &random), affiliate: .random(in: 1...5, using: &random))
            let key = TrafficChanges.LedgerKey(bucket: instant(.random(in: hours, using: &random)), pair: pair)
            var sums = TrafficSums(uniqueClicks: .random(in: 1...50, using: &random))
            sums.conversions = .random(in: 0...3, using: &random)
            sums.payout = sums.conversions * 1_250_001
            sums.sales = .random(in: 0...9, using: &random)
            changes.ledger[key, default: TrafficSums()] += sums
        }
        return changes
    }

    private func reference(_ storage: SandboxStorage, _ hours: Range<Int>) throws -> LedgerSums.Sums {
        let rows = try storage.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT offer_id, affiliate_id, sum(unique_clicks), sum(conversions), sum(payout), sum(sales)
                    FROM ledger WHERE bucket >= ? AND bucket < ? GROUP BY offer_id, affiliate_id
                    """,
                arguments: [instant(hours.lowerBound).milliseconds, instant(hours.upperBound).milliseconds])
        }
        let sums = rows.map { row -> (Pair, TrafficSums) in
            var sums = TrafficSums(uniqueClicks: row[2], conversions: row[3])
            sums.payout = row[4]
            sums.sales = row[5]
            return (Pair(offer: row[0], affiliate: row[1]), sums)
        }
        return Dictionary(uniqueKeysWithValues: sums)
    }

    @Test("any span asked for between any commits sums to what SQLite sums", arguments: [1, 2], [60, 100_000])
    func agreement(seed: UInt64, mostPairs: Int) throws {
        var random = SeededRandom(seed: seed)
        let storage = try SandboxStorage(path: nil)
        let ledgerSums = LedgerSums(storage, mostPairs: mostPairs)
        #expect(try ledgerSums.sums(from: instant(0), to: instant(900)) == [:], "nothing has happened yet")
        for turn in 0..<120 {
            // What is booked late changes the past.
            let latest = turn * 5
            let changes = changes(&random, between: max(0, latest - 200)..<(latest + 5))
            try ledgerSums.adding(changes.ledgerRows) { try storage.commit(changes) }
            for _ in 0..<3 {
                let first = Int.random(in: -10...(latest + 20), using: &random)
                let hours = first..<(first + .random(in: 0...400, using: &random))
                let sums = try ledgerSums.sums(from: instant(hours.lowerBound), to: instant(hours.upperBound))
                #expect(sums == (try reference(storage, hours)), "\(hours) in turn \(turn)")
            }
        }
    }

    @Test("what could not be committed does not count")
    func failure() throws {
        var random = SeededRandom(seed: 4)
        let storage = try SandboxStorage(path: nil)
        let ledgerSums = LedgerSums(storage)
        let before = changes(&random, between: 0..<9)
        try ledgerSums.adding(before.ledgerRows) { try storage.commit(before) }
        let known = try ledgerSums.sums(from: instant(2), to: instant(90))
        #expect(known == (try reference(storage, 2..<90)) && !known.isEmpty)
        struct Refused: Error {}
        let lost = changes(&random, between: 2..<9)
        #expect(throws: Refused.self) { try ledgerSums.adding(lost.ledgerRows) { throw Refused() } }
        #expect(try ledgerSums.sums(from: instant(2), to: instant(90)) == known)
    }
}
