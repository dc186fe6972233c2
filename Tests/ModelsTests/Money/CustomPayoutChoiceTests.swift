// Which custom setting holds, which is the most specific, and why each of the others is not.

import Testing

@testable import Models

@Suite("which custom setting wins")
struct CustomPayoutChoiceTests {
    private typealias Samples = MoneySamples

    /// `318 wins`, `319 doesNotHold: is inactive`.
    private func lines(_ settings: [Everflow.CustomPayoutRevenue], _ facts: ConversionFacts = Samples.facts) -> [String]
    {
        CustomPayoutChoice(among: settings, for: facts).candidates.map { candidate in
            candidate.standing == .wins
                ? "\(candidate.setting.id) wins" : "\(candidate.setting.id) \(candidate.standing): \(candidate.reason)"
        }
    }

    @Test("settings of other offers are no candidates, and without any there is no winner")
    func none() {
        #expect(lines([]) == [])
        #expect(lines([Samples.setting(1) { $0.offerID = 205 }]) == [])
        #expect(CustomPayoutChoice(among: [], for: Samples.facts).winner == nil)
    }

    @Test("a setting that does not hold says why")
    func obstacles() {
        let settings = [
            Samples.setting(9) { $0.status = "inactive" },
            Samples.setting(8) { $0.status = "" },
            Samples.setting(7) { $0.payoutRevenueID = 732 },
            Samples.setting(6) { $0.affiliateIDs = [64, 70] },
            Samples.setting(5) { $0.affiliateIDs = nil },
            Samples.setting(4) { $0.affiliateIDs = [1, 2, 3, 4, 5, 6] },
        ]
        #expect(
            Set(lines(settings)) == [
                "9 doesNotHold: is inactive", "8 doesNotHold: is without a status",
                "7 doesNotHold: is for event 732", "6 doesNotHold: is for affiliates 64, 70",
                "5 doesNotHold: names no affiliate", "4 doesNotHold: is for affiliates 1, 2, 3, 4, 5, ...",
            ])
    }

    @Test("first and last day are both inside")
    func dates() {
        func verdict(_ from: String?, _ to: String?) -> String {
            let setting = Samples.setting(1) {
                $0.dateValidFrom = from
                $0.dateValidTo = to
            }
            return setting.obstacle(for: Samples.facts)?.text ?? "holds"
        }
        #expect(verdict("2026-06-15", "2026-06-15") == "holds")
        #expect(verdict("2026-06-16", "") == "begins on 2026-06-16")
        #expect(verdict(nil, "2026-06-14") == "ended on 2026-06-14")
        #expect(verdict("", "") == "holds")
        #expect(verdict("soon", nil) == "has a date_valid_from that cannot be read")
        #expect(verdict(nil, "2026-06-31") == "has a date_valid_to that cannot be read")
    }

    @Test("a base setting is for the base entry by either id, an event's for its event alone")
    func entries() {
        var facts = Samples.facts
        facts.baseEntryID = 731
        let byZero = Samples.setting(1)
        let byID = Samples.setting(2) { $0.payoutRevenueID = 731 }
        let event = Samples.setting(3) { $0.payoutRevenueID = 732 }
        #expect([byZero, byID, event].map { $0.obstacle(for: facts) == nil } == [true, true, false])
        facts.payoutRevenueID = 731
        #expect([byZero, byID, event].map { $0.obstacle(for: facts) == nil } == [true, true, false])
        facts.payoutRevenueID = 732
        #expect([byZero, byID, event].map { $0.obstacle(for: facts) == nil } == [false, false, true])
        #expect(byZero.obstacle(for: facts)?.text == "is for the base conversion")
    }

    @Test("what depends on an unknown URL, variable or origin is said to depend, and never wins")
    func unknown() {
        let settings = [
            Samples.setting(4) {
                $0.isApplySpecificOfferURLs = true
                $0.offerURLIDs = [3, 4]
            },
            Samples.setting(3) { $0.variables = [Samples.variable("sub1", .beginsWith, "vip")] },
            Samples.setting(2) { $0.ruleset = Samples.ruleset(.countries, ("227", "include")) },
            Samples.setting(1) {
                $0.ruleset = Everflow.CustomPayoutRuleset()
                $0.ruleset?.isBlockProxy = true
            },
        ]
        #expect(
            Set(lines(settings)) == [
                "4 depends: is for offer URLs 3, 4", "3 depends: asks that sub1 begins with \"vip\"",
                "2 depends: is for other countries", "1 depends: leaves proxies out",
            ])
        #expect(CustomPayoutChoice(among: settings, for: Samples.facts).winner == nil)
        #expect(lines(settings + [Samples.setting(5)]).first == "5 wins")
    }

    @Test(
        "the six comparisons, byte by byte",
        arguments: [
            ("exact_match", "vip", "vip", true), ("exact_match", "vip", "VIP", false),
            ("does_not_match", "vip", "vi", true),
            ("does_not_match", "vip", "vip", false), ("contains", "ip", "vip1", true), ("contains", "", "", true),
            ("contains", "vip1", "vip", false), ("contains", "pi", "vip", false),
            ("does_not_contain", "x", "vip", true),
            ("does_not_contain", "v", "vip", false), ("begins_with", "vi", "vip", true),
            ("begins_with", "ip", "vip", false),
            ("ends_with", "ip", "vip", true), ("ends_with", "vi", "vip", false),
            ("exact_match", "é", "e\u{301}", false),
        ])
    func comparisons(_ method: String, _ wanted: String, _ found: String, _ expected: Bool) throws {
        let comparison = try #require(Everflow.CustomPayoutVariable.Comparison(rawValue: method))
        #expect(MoneySamples.variable("sub1", comparison, wanted).holds(for: found) == expected)
    }

    @Test("a variable that the click lacks is empty, and all variables must hold")
    func variables() {
        var facts = Samples.facts
        facts.variables = ["sub1": "vip7"]
        func holds(_ rows: Everflow.CustomPayoutVariable...) -> Bool {
            Samples.setting(1) { $0.variables = rows }.obstacle(for: facts) == nil
        }
        #expect(holds(Samples.variable("sub1", .beginsWith, "vip"), Samples.variable("sub2", .exactMatch, "")))
        #expect(!holds(Samples.variable("sub1", .beginsWith, "vip"), Samples.variable("sub2", .exactMatch, "x")))
        let odd = Everflow.CustomPayoutVariable(
            json: .object([("variable", .string("sub1")), ("comparison_method", .string("between"))]))
        let setting = Samples.setting(1) { $0.variables = [odd] }
        #expect(setting.obstacle(for: facts)?.isCertain == false)
    }

    @Test("a list takes any of its included rows and none of its excluded ones")
    func targeting() {
        func holds(_ country: String?, _ rows: (String, String)..., match: String = "exact") -> Bool? {
            var entries = rows.map { Everflow.TargetingEntry(.countries, id: $0.0, targetingType: $0.1) }
            for index in entries.indices { entries[index].matchType = match }
            return Everflow.TargetingEntry.holds(entries, .countries, for: country.map { [$0] })
        }
        #expect(holds("227", ("227", "include"), ("38", "include")) == true)
        #expect(holds("9", ("227", "include"), ("38", "include")) == false)
        #expect(holds("9", ("227", "exclude")) == true && holds("227", ("227", "exclude")) == false)
        #expect(holds("227", ("227", "include"), ("227", "exclude")) == false)
        #expect(holds("38", ("227", "include"), ("38", "exclude")) == false)
        #expect(holds(nil, ("227", "include")) == nil && holds("227", ("227", "include"), match: "minimum") == nil)
    }

    @Test("proxies are left out when the rule set says so and the click is known to be one")
    func proxies() {
        let setting = Samples.setting(1) {
            $0.ruleset = Everflow.CustomPayoutRuleset()
            $0.ruleset?.isBlockProxy = true
        }
        var facts = Samples.facts
        facts.targeting = ConversionFacts.Targeting(isProxy: true)
        #expect(setting.obstacle(for: facts) == .proxy(isKnown: true))
        facts.targeting?.isProxy = false
        #expect(setting.obstacle(for: facts) == nil)
    }

    @Test("each step of the order beats all steps below it")
    func order() {
        var facts = Samples.facts
        facts.targeting = ConversionFacts.Targeting(ids: [.countries: ["227"]])
        facts.variables = ["sub1": "v", "sub2": "v"]
        facts.offerURLID = 3
        let everyone: (inout Everflow.CustomPayoutRevenue) -> Void = { $0.isApplyAllAffiliates = true }
        let sub1 = Samples.variable("sub1", .exactMatch, "v")
        let ladder = [
            Samples.setting(20) {
                everyone(&$0)
                $0.ruleset = Samples.ruleset(.countries, ("227", "include"), ("38", "include"))
            },
            Samples.setting(19) {
                $0.ruleset = Samples.ruleset(.countries, ("227", "include"))
                $0.variables = [sub1, Samples.variable("sub2", .exactMatch, "v")]
            },
            Samples.setting(18) {
                everyone(&$0)
                $0.variables = [sub1, Samples.variable("sub2", .exactMatch, "v")]
            },
            Samples.setting(17) { $0.variables = [sub1] },
            Samples.setting(16) {
                $0.isApplySpecificOfferURLs = true
                $0.offerURLIDs = [3]
            },
            Samples.setting(15) { $0.dateValidTo = "2026-12-31" },
            Samples.setting(14) { $0.timeCreated = Timestamp(seconds: 1_748_736_001) },
            Samples.setting(12),
            Samples.setting(13),
            Samples.setting(21) {
                everyone(&$0)
                $0.isApplySpecificOfferURLs = true
                $0.offerURLIDs = [3]
                $0.dateValidTo = "2026-12-31"
            },
        ]
        #expect(
            lines(ladder.reversed(), facts) == [
                "20 wins",
                "19 lessSpecific: has fewer targeting rules than setting 20 (1 against 2)",
                "18 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "17 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "16 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "15 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "14 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "12 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "13 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
                "21 lessSpecific: has fewer targeting rules than setting 20 (0 against 2)",
            ])
        for index in ladder.indices {
            let rest = Array(ladder[index...])
            #expect(CustomPayoutChoice.winner(among: rest.reversed(), for: facts)?.id == ladder[index].id)
        }
    }

    @Test("why a less specific one loses is said step by step")
    func shortcomings() {
        func reason(_ change: (inout Everflow.CustomPayoutRevenue) -> Void) -> String {
            var facts = Samples.facts
            facts.variables = ["sub1": "v"]
            facts.offerURLID = 3
            let loser = Samples.setting(2) { $0.isApplyAllAffiliates = true }
            let winner = Samples.setting(1) {
                $0.isApplyAllAffiliates = true
                change(&$0)
            }
            let candidates = CustomPayoutChoice(among: [loser, winner], for: facts).candidates
            #expect(candidates.first?.setting.id == 1)
            return candidates.last?.reason ?? ""
        }
        #expect(
            reason { $0.variables = [Samples.variable("sub1", .contains, "v")] }
                == "has fewer variables than setting 1 (0 against 1)")
        #expect(reason { $0.isApplyAllAffiliates = false } == "is for all affiliates, setting 1 for named ones")
        #expect(
            reason {
                $0.isApplySpecificOfferURLs = true
                $0.offerURLIDs = [3]
            } == "is for all offer URLs, setting 1 for named ones")
        #expect(reason { $0.dateValidFrom = "2026-01-01" } == "has no dates, setting 1 has")
        #expect(reason { $0.timeCreated = Timestamp(seconds: 1_800_000_000) } == "is older than setting 1")
        #expect(reason { _ in } == "is as old as setting 1, whose id is lower")
    }
}
