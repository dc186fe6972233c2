// What a seed promises: the same data again, exactly as many caps as asked for, something to show in every state.

import Models
import Testing

@testable import Sandbox

@Suite("Seed")
struct SeedTests {
    static let now = Timestamp(seconds: 1_773_174_000)

    static func seeded(_ seed: UInt64 = 7, caps: Int = 150, offers: Int? = nil) throws -> SeededAccount {
        try SeededAccount(
            SandboxConfiguration(seed: seed, affiliates: offers == nil ? nil : 10, offers: offers, caps: caps), now: now
        )
    }

    static func limits(_ account: Account) -> Int {
        account.offers.reduce(0) { $0 + $1.limits.set.count } + account.groups.reduce(0) { $0 + $1.limits.set.count }
            + account.customCaps.reduce(0) { $0 + $1.limits.set.count }
    }

    static func leadCaps(_ account: Account) -> Int {
        account.flows.reduce(0) { $0 + PlacedCap.all(in: $1.saved).count }
    }

    @Test("the generator is SplitMix64 as published")
    func generator() {
        var random = SplitMix64(seed: 1_234_567)
        let published: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        #expect((0..<3).map { _ in random.next() } == published)
    }

    @Test("the same seed and start give the same account and history, another seed another")
    func deterministic() throws {
        let (first, second, other) = (try Self.seeded(), try Self.seeded(), try Self.seeded(8))
        #expect(first.account == second.account)
        #expect(first.history == second.history)
        #expect(first.account != other.account)
    }

    @Test("limits and LeadConduit caps add up to the caps asked for", arguments: [1, 7, 60, 150, 1000])
    func sizes(caps: Int) throws {
        let account = try Self.seeded(caps: caps).account
        #expect(Self.limits(account) + Self.leadCaps(account) == caps)
        #expect(account.affiliates.count >= 24 && account.offers.count >= 40)
        #expect(Set(account.customCaps.map(\.pair)).count == account.customCaps.count)
    }

    @Test("more caps than the asked-for pairs can carry are refused with a sentence")
    func tooMany() throws {
        #expect(throws: SandboxError.self) { try Self.seeded(caps: 100_000, offers: 10) }
    }

    @Test("every metric and period occurs, hard and soft, and names in several scripts")
    func variety() throws {
        let account = try Self.seeded().account
        let slots = Set((account.offers.map(\.limits) + account.customCaps.map(\.limits)).flatMap(\.set))
        #expect(slots.count == 16)
        #expect(Set(account.customCaps.map(\.isSoftCap)) == [true, false])
        #expect(account.offers.contains { !$0.isCapsEnabled && !$0.limits.isEmpty })
        #expect(account.affiliates.contains { $0.name == "作者メディア" })
        #expect(Set(account.offers.map(\.capsTimezoneID)).count >= 4)
    }

    @Test("caps stand unused, calm, near, at and over their limits")
    func states() throws {
        let seeded = try Self.seeded(caps: 400)
        var state = WorldState(account: seeded.account, counters: seeded.history.counters, leadSequence: 0)
        for row in seeded.history.ledger {
            state.everflow.restore(row.sums, of: row.pair, at: row.bucket, now: Self.now)
        }
        var shares: [Double] = []
        for cap in seeded.account.customCaps {
            let tally = state.everflow.usage(of: .custom(cap.id), pair: cap.pair, at: Self.now)
            shares += cap.limits.set.map { tally.amount($0).doubleValue / cap.limits[$0].doubleValue }
        }
        #expect(shares.contains(0))
        #expect(shares.contains { 0 < $0 && $0 < 0.8 })
        #expect(shares.contains { (0.8..<1).contains($0) })
        #expect(shares.contains(1))
        #expect(shares.contains { $0 > 1 })
    }

    @Test("no history lies before its offer began or after the start")
    func history() throws {
        let seeded = try Self.seeded()
        let created = Dictionary(uniqueKeysWithValues: seeded.account.offers.map { ($0.id, $0.createdAt) })
        #expect(
            seeded.history.ledger.allSatisfy {
                $0.bucket <= Self.now && $0.bucket >= created[$0.pair.offer] ?? Timestamp(milliseconds: .max)
            })
        #expect(seeded.history.counters.allSatisfy { $0.isRunning(at: Self.now) && $0.updatedAt <= Self.now })
    }

    @Test("nested caps, rules, several units and lengths occur among LeadConduit caps")
    func leadVariety() throws {
        let caps = try Self.seeded().account.flows.flatMap { PlacedCap.all(in: $0.saved) }
        #expect(caps.contains { $0.cap.configuration["caps"]?.array?.isEmpty == false })
        #expect(caps.contains { $0.cap.sourceID != nil } && caps.contains { $0.cap.stepID != nil })
        #expect(caps.contains { $0.cap.configuration["rule_set"] != nil })
        let units = Set(caps.compactMap { $0.cap.configuration["duration_units"]?.text })
        #expect(units == ["minute", "hour", "day", "week", "month"])
        #expect(caps.contains { ($0.cap.configuration["duration"]?.int64 ?? 1) > 1 })
    }

    @Test("generated traffic does not depend on how often the generator is asked")
    func traffic() throws {
        let account = try Self.seeded().account
        func events(_ steps: [Int64]) -> [GeneratedEvent] {
            var generator = TrafficGenerator(seed: 7, perSecond: 20, account: account, from: Self.now)
            return steps.flatMap { generator.events(until: Self.now.adding(seconds: $0)) }
        }
        let (once, often) = (events([60]), events([1, 2, 30, 59, 60]))
        #expect(once.count > 300)
        #expect(once == often)
    }
}
