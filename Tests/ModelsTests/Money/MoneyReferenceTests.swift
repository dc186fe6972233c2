// Compares payouts, revenues, winning settings, tiers and commissions with money_reference.py, which works them out
// from the wire objects in decimal arithmetic.
import Foundation
import Models
import Testing

@Suite("money against an independent implementation")
struct MoneyReferenceTests {
    /// One line of the reference.
    private struct Case {
        let json: JSONValue

        private func rows<Value>(_ name: String, _ read: ([UInt8]) throws -> Value) rethrows -> [Value] {
            try (json[name]?.array ?? []).map { try read($0.serialized()) }
        }

        func terms() throws -> MoneyTerms {
            let entries = JSONValue.object([
                ("network_offer_id", .int(204)),
                ("relationship", .object([("payout_revenue", .object([("entries", json["entries"] ?? .null)]))])),
            ])
            let offer = try Everflow.Offer.read(entries.serialized())
            return MoneyTerms(
                entries: offer.payoutRevenue ?? [],
                settings: try rows("settings", Everflow.CustomPayoutRevenue.read),
                tiers: try rows("tiers", Everflow.AffiliateTier.read),
                commissions: try rows("commissions", Everflow.TieredCommission.read))
        }

        func facts() throws -> ConversionFacts {
            let found = try #require(json["facts"])
            let date = try #require(found["date"]?.text.flatMap { CivilDate(text: $0) })
            var facts = ConversionFacts(
                affiliateID: number(found["affiliate"]), offerID: number(found["offer"]), date: date,
                payoutRevenueID: number(found["entry"]))
            facts.offerURLID = number(found["url"])
            facts.variables = texts(found["variables"])
            var targeting = ConversionFacts.Targeting(isProxy: found["proxy"]?.bool)
            for list in Everflow.TargetingList.allCases {
                targeting.ids[list] = Set([found["targeting"]?[list.rawValue]?.text].compactMap { $0 })
            }
            facts.targeting = targeting
            facts.sale = found["sale"]?.quantity
            return facts
        }

        func amounts() -> CommissionAmounts {
            var amounts = CommissionAmounts()
            for metric in Everflow.CommissionMetric.allCases {
                amounts[metric] = json["amounts"]?[metric.rawValue]?.quantity ?? .zero
            }
            return amounts
        }

        private func number(_ value: JSONValue?) -> Int { Int(value?.int64 ?? 0) }

        private func texts(_ value: JSONValue?) -> [String: String] {
            Dictionary(
                (value?.object?.members ?? []).map { ($0.name, $0.value.text ?? "") }, uniquingKeysWith: { $1 })
        }
    }

    @Test("thousands of made-up conversions earn what decimal arithmetic says they earn, by the same terms")
    func conversions() throws {
        let lines = try referenceOutput(2_000).split(separator: "\n")
        #expect(lines.count == 2_000)
        var mismatches: [String] = []
        for line in lines {
            let question = Case(json: try JSONValue.parse(Array(line.utf8)))
            let answer = try #require(question.json["answer"])
            let (terms, facts, amounts) = (try question.terms(), try question.facts(), question.amounts())
            let found = EffectivePayout(facts, terms: terms) { _ in amounts }
            let isRight =
                found.payout.amount == answer["payout"]?.quantity && found.revenue.amount == answer["revenue"]?.quantity
                && same(found.settings.winner?.id, answer["winner"]) && same(found.tier?.id, answer["tier"])
                && same(found.commissions.payout?.id, answer["payout_commission"])
                && same(found.commissions.revenue?.id, answer["revenue_commission"])
            let based = factsWithBase(facts, terms)
            let alone = CustomPayoutChoice.winner(among: terms.settings, for: based)
            if !isRight || alone?.id != found.settings.winner?.id { mismatches.append(String(line)) }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count) of \(lines.count): \(mismatches.prefix(2))")
    }

    private func factsWithBase(_ facts: ConversionFacts, _ terms: MoneyTerms) -> ConversionFacts {
        var facts = facts
        facts.baseEntryID = terms.baseEntry?.id
        return facts
    }

    private func same(_ id: Int?, _ expected: JSONValue?) -> Bool {
        id.map(Int64.init) == expected?.int64
    }

    private func referenceOutput(_ count: Int) throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "money_reference.py")
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", script.path, String(count)]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
