// Which fields of the money side can be edited, what they start with and when they count.

import Testing

@testable import Models

@Suite("Editable fields of the money side")
struct MoneyFieldCatalogueTests {
    private static let kinds: [(EditableKind, MoneyResource)] = [
        (.customPayout, .customPayout), (.tieredCommission, .tieredCommission), (.affiliateTier, .affiliateTier),
    ]

    @Test("every documented field that people may write has an editable field, in the wire's order, and no other has")
    func complete() {
        for (kind, resource) in Self.kinds {
            let documented = resource.fields.filter(\.isWritable).map(\.name)
            let editable = EditField.fields(of: kind).map(\.name)
            var collapsed: [String] = []
            for name in editable.map({ $0.hasPrefix("ruleset_") ? "ruleset" : $0 }) where collapsed.last != name {
                collapsed.append(name)
            }
            #expect(collapsed == documented)
            #expect(Set(editable).count == editable.count)
        }
        let payout = Set(EditField.fields(of: .customPayout).map(\.name))
        #expect(Set(Everflow.CustomPayoutField.allCases.map(\.rawValue)).isSubset(of: payout), "every field_type")
        #expect(payout.filter { $0.hasPrefix("ruleset_") }.count == 14, "thirteen lists and the proxy flag")
    }

    @Test("targets of the three kinds are read and written, new ones included")
    func targets() throws {
        for (text, kind) in [
            ("acme/payout:318", EditableKind.customPayout), ("acme/commission:9", .tieredCommission),
            ("acme/tier:3", .affiliateTier), ("acme/tier:new", .affiliateTier), ("acme/payout:new", .customPayout),
        ] {
            let target = try #require(EditTarget(text: text))
            #expect(target.kind == kind && target.text == text && target.isNew == text.hasSuffix("new"))
        }
        #expect(EditTarget(text: "acme/offer:new") == nil && EditTarget(text: "acme/payout:harbor") == nil)
        #expect(EditTarget(network: "acme", new: .affiliateTier).text == "acme/tier:new")
    }

    @Test("what an object holds is read, defaults for what is missing, nested parts included")
    func values() throws {
        let payout = try EditExamples.customPayout().values
        #expect(payout["payout_amount"] == .quantity(Quantity(18)) && payout["payout_type"] == .text("cpa"))
        #expect(payout["network_affiliate_ids"] == .list([.int(51)]) && payout["network_offer_url_ids"] == .list([]))
        #expect(payout["variables"]?.entries.count == 1 && payout["ruleset_countries"]?.entries.count == 1)
        #expect(payout["ruleset_isps"] == .list([]) && payout["ruleset_is_block_proxy"] == .flag(false))
        let bare = try EditExamples.live(
            "acme/commission:1",
            try EditExamples.tree(
                #"{"network_tiered_commission_id":1,"payout_action":"unknown","network_affiliate_ids":[64,51,51]}"#))
        #expect(bare.values["conversion_goal"] == .quantity(.zero) && bare.values["is_payout_enabled"] == .flag(false))
        #expect(bare.values["payout_action"] == .text("") && bare.values["start_date"] == .text(""))
        #expect(bare.values["network_affiliate_ids"]?.json == .array([.int(51), .int(64)]))
        #expect(try EditExamples.tier().values["labels"] == .list([.string("premium")]))
    }

    @Test("arithmetic works on amounts, goals, maxima and margins")
    func arithmetic() throws {
        let rows: [(EditableKind, String, Quantity, String, String)] = [
            (.customPayout, "payout_amount", Quantity(18), "+10%", "19.8"),
            (.customPayout, "payout_percentage", Quantity(8), "+50%", "12"),
            (.tieredCommission, "conversion_goal", Quantity(300), "+100", "400"),
            (.tieredCommission, "conversion_max", Quantity(1200), "*2", "2400"),
            (.tieredCommission, "conversion_max", Quantity(1200), "off", "0"),
            (.tieredCommission, "payout_value", Quantity(12), "-1.5", "10.5"),
            (.affiliateTier, "payout_margin", Quantity(millionths: 12_500_000), "+10%", "13.75"),
        ]
        for (kind, name, base, typed, expected) in rows {
            let field = try #require(EditField.named(name, of: kind))
            #expect(try field.value(typed: typed, base: .quantity(base)).text == expected, "\(name) \(typed)")
            #expect(field.isLimit)
        }
    }

    @Test("a value is refused in the words of the sandbox")
    func words() throws {
        let rows: [(EditableKind, String, FieldValue)] = [
            (.customPayout, "payout_amount", .quantity(Quantity(-1))), (.customPayout, "name", .text(" ")),
            (.customPayout, "date_valid_from", .text("1.6.2026")),
            (.customPayout, "network_offer_id", .quantity(.zero)),
            (.tieredCommission, "period", .text("yearly")), (.tieredCommission, "payout_action", .text("double")),
            (.affiliateTier, "payout_margin", .quantity(Quantity(101))),
            (.affiliateTier, "network_affiliate_ids", .list([.int(0)])),
        ]
        for (kind, name, value) in rows {
            let problem = try #require(EditField.named(name, of: kind)?.problem(with: value))
            let said = try #require(kind.money?.field(named: name)?.problem(with: value.json))
            #expect(problem == said)
        }
        let list = try #require(EditField.named("ruleset_countries", of: .customPayout))
        let row = try EditExamples.tree(#"{"country_id":1,"targeting_type":"maybe"}"#)
        let body: JSONValue = .object([
            ("network_custom_payout_revenue_setting_ids", .array([.int(1)])),
            (
                "fields",
                .array([
                    .object([("field_type", .string("ruleset_countries")), ("field_value", .array([row]))])
                ])
            ),
        ])
        #expect(list.problem(with: .list([row])).map { [$0] } == MoneyPatch.problems(in: body))
    }

    @Test("a field counts when the fields that it depends on say so")
    func relevance() throws {
        var payout = try EditExamples.customPayout().values
        func counts(_ name: String, _ values: [String: FieldValue], _ kind: EditableKind) -> Bool? {
            EditField.named(name, of: kind)?.isRelevant(given: values)
        }
        #expect(counts("payout_amount", payout, .customPayout) == true)
        #expect(counts("payout_percentage", payout, .customPayout) == false)
        #expect(counts("revenue_amount", payout, .customPayout) == false)
        #expect(counts("revenue_type", payout, .customPayout) == false)
        #expect(counts("network_offer_url_ids", payout, .customPayout) == false)
        #expect(counts("network_affiliate_ids", payout, .customPayout) == true)
        payout["payout_type"] = .text("cpa_cps")
        payout["is_apply_all_affiliates"] = .flag(true)
        #expect(counts("payout_amount", payout, .customPayout) == true)
        #expect(counts("payout_percentage", payout, .customPayout) == true)
        #expect(counts("network_affiliate_ids", payout, .customPayout) == false)
        payout["payout_type"] = .text("prv")
        #expect(counts("payout_amount", payout, .customPayout) == false)
        let commission = try EditExamples.commission().values
        #expect(counts("payout_value", commission, .tieredCommission) == true)
        #expect(counts("revenue_action", commission, .tieredCommission) == false)
        #expect(counts("retroactive_payout_value", commission, .tieredCommission) == false)
        #expect(counts("conversion_max", commission, .tieredCommission) == true)
        #expect(counts("event_max", commission, .tieredCommission) == false)
        #expect(counts("name", commission, .tieredCommission) == true)
    }
}
