// Bodies of the money side that are refused, and those that are not (Everflow reference, 9.2, 10.2, 11).

import Models
import TestSupport
import Testing

@Suite("money rules")
struct MoneyRulesTests {
    @Test("a body that cannot be stored is refused for that reason alone", arguments: InvalidMoneyBody.all)
    func refused(_ invalid: InvalidMoneyBody) {
        #expect(
            invalid.resource.problems(in: invalid.body)
                == [FieldProblem(field: invalid.field, invalid.message)])
    }

    @Test("the table has more than sixty bodies and no two alike")
    func table() {
        #expect(InvalidMoneyBody.all.count > 60)
        #expect(Set(InvalidMoneyBody.all.map(\.body)).count >= InvalidMoneyBody.all.count - 1)
    }

    @Test("bodies that follow from the reference's examples can be stored", arguments: MoneyResource.allCases)
    func accepted(_ resource: MoneyResource) {
        #expect(resource.problems(in: resource.validBody) == [])
    }

    @Test("the reference's own answers can be sent back as they are")
    func examples() throws {
        let payout = try JSONValue.parse(MoneyExamples.customPayout.bytes)
        let commission = try JSONValue.parse(MoneyExamples.tieredCommission.bytes)
        let tier = try #require(try JSONValue.parse(MoneyExamples.affiliateTiers.bytes)["tiers"]?[0])
        #expect(MoneyResource.customPayout.problems(in: payout) == [])
        #expect(MoneyResource.tieredCommission.problems(in: commission) == [])
        #expect(MoneyResource.affiliateTier.problems(in: tier) == [])
    }

    @Test(
        "combinations that look odd but are allowed",
        arguments: [
            (MoneyResource.customPayout, #"{"is_apply_all_affiliates": true, "network_affiliate_ids": null}"#),
            (
                .customPayout,
                #"{"is_custom_payout_enabled": false, "payout_type": "blank", "payout_amount": null, "is_custom_revenue_enabled": true, "revenue_type": "rps", "revenue_percentage": 12}"#
            ),
            (.customPayout, #"{"payout_type": "cpa_cps", "payout_percentage": 5}"#),
            (.customPayout, #"{"payout_amount": 0, "payout_percentage": 30}"#),
            (.customPayout, #"{"date_valid_from": "", "date_valid_to": ""}"#),
            (.customPayout, #"{"date_valid_to": "2026-06-01"}"#),
            (.customPayout, #"{"is_apply_specific_offer_urls": true, "network_offer_url_ids": [3, 4]}"#),
            (.customPayout, #"{"variables": null, "ruleset": null, "network_offer_payout_revenue_id": 731}"#),
            (
                .customPayout,
                #"{"variables": [{"variable": "sub2", "variable_value": "", "comparison_method": "does_not_match"}]}"#
            ),
            (
                .customPayout,
                #"{"ruleset": {"os_versions": [{"os_version_id": 34, "platform_id": 2, "match_type": "minimum", "targeting_type": "include"}], "dmas": null, "unknown_member": 7}}"#
            ),
            (
                .customPayout,
                #"{"ruleset": {"ips": [{"ip_from": "192.0.2.1", "ip_to": "192.0.2.9", "match_type": "range", "targeting_type": "exclude"}]}}"#
            ),
            (.customPayout, #"{"network_offer_id": 204.0, "unknown_member": {"a": [1]}}"#),
            (.tieredCommission, #"{"start_date": "", "end_date": ""}"#),
            (.tieredCommission, #"{"end_date": "2026-01-01"}"#),
            (.tieredCommission, #"{"conversion_max": 301}"#),
            (.tieredCommission, #"{"conversion_max": 0, "event_max": 50}"#),
            (.tieredCommission, #"{"is_payout_enabled": false, "payout_action": "unknown", "payout_value": 0}"#),
            (.tieredCommission, #"{"retroactive_payout_action": "unknown", "network_affiliate_ids": null}"#),
            (
                .tieredCommission,
                #"{"is_retroactive_payout_enabled": true, "retroactive_payout_action": "exact", "retroactive_payout_value": 20.5}"#
            ),
            (.affiliateTier, #"{"payout_margin": 0, "network_affiliate_ids": null, "description": null}"#),
            (.affiliateTier, #"{"payout_margin": 100, "status": "deleted"}"#),
        ])
    func allowed(_ resource: MoneyResource, _ members: String) throws {
        var body = resource.validBody
        for member in try JSONValue.parse(members.bytes).object?.members ?? [] { body[member.name] = member.value }
        #expect(resource.problems(in: body) == [])
    }

    @Test("several problems come in the wire's order, one a field")
    func several() {
        var body = MoneyResource.customPayout.validBody
        body["name"] = .string("")
        body["payout_type"] = .string("cps")
        body["network_affiliate_ids"] = .array([])
        body["date_valid_to"] = .string("2020-01-01")
        #expect(
            MoneyResource.customPayout.problems(in: body).map(\.field)
                == ["network_affiliate_ids", "name", "payout_percentage", "date_valid_to"])
    }

    @Test("an empty object lacks every required field")
    func empty() {
        for resource in MoneyResource.allCases {
            let required = resource.fields.filter { $0.presence == .required }.map(\.name)
            let found = resource.problems(in: .object([])).map(\.field)
            #expect(Set(required).isSubset(of: Set(found.compactMap { $0 })))
        }
    }
}
