// What a seed promises of the money side: something of every kind, all of it storable, and nothing else of the account touched.

import Models
import Testing

@testable import Sandbox

@Suite("Money seed")
struct MoneySeedTests {
    private static let configuration = SandboxConfiguration(seed: 7, caps: 150)

    @Test("everything else of a seed is what it is without a money side")
    func separate() throws {
        let plan = try SeedPlan(Self.configuration)
        var people = PeopleSeed(seed: 7, now: SeedTests.now)
        var account = people.account(plan)
        var caps = CapSeed(seed: 7, now: SeedTests.now, plan: plan)
        var history = History(ledger: caps.fill(&account))
        var flows = FlowSeed(seed: 7, now: SeedTests.now, capCount: plan.leadCaps)
        flows.fill(&account, &history)
        var seeded = try SeedTests.seeded()
        #expect(seeded.history == history)
        for kind in [\Account.customPayouts, \.commissions, \.tiers] {
            #expect(!seeded.account[keyPath: kind].isEmpty)
            seeded.account[keyPath: kind] = []
        }
        #expect(!seeded.account.offerEvents.isEmpty)
        seeded.account.offerEvents = []
        #expect(seeded.account == account)
    }

    @Test("every seeded object could have been posted, in ascending ids", arguments: [1, 7, 4029] as [UInt64])
    func valid(seed: UInt64) throws {
        let account = try SeedTests.seeded(seed).account
        let directory = AccountDirectory(account)
        for kind in [MoneyWrites.customPayouts, .commissions, .tiers] {
            let records = kind.records(account)
            #expect(records.map(\.id) == Set(records.map(\.id)).sorted())
            for record in records {
                let made = try kind.created(.object(record.document), in: directory, at: SeedTests.now)
                #expect(made.document == record.document)
                #expect(record.createdAt < SeedTests.now)
            }
        }
    }

    @Test("settings of every sort, commissions that look back and tiers with members occur")
    func variety() throws {
        let account = try SeedTests.seeded().account
        let settings = account.customPayouts.compactMap(MoneyObjects.setting)
        #expect(settings.count == account.customPayouts.count && settings.count >= 10)
        #expect(settings.contains { $0.isApplyAllAffiliates } && settings.contains { !$0.isApplyAllAffiliates })
        #expect(
            settings.contains { $0.variables?.isEmpty == false } && settings.contains { $0.ruleset?.isEmpty == false })
        #expect(settings.contains { $0.isApplySpecificOfferURLs == true })
        #expect(
            settings.contains { $0.dateValidFrom?.isEmpty == false } && settings.contains { $0.status == "inactive" })
        #expect(Set(settings.map(\.payoutType)).isSuperset(of: ["cpa", "prv", "cpa_cps"]))
        #expect(settings.contains { $0.isCustomRevenueEnabled })
        let commissions = account.commissions.compactMap(MoneyObjects.commission)
        #expect(commissions.contains(where: \.looksBack) && commissions.contains { !$0.looksBack })
        #expect(account.tiers.compactMap(MoneyObjects.tier).filter(\.isDefaultTier).count == 1)
    }
}
