// The bulk update of custom payout settings (Everflow reference, 9.2): every documented field_type, and what is
// refused.

import Models
import TestSupport
import Testing

@Suite("bulk update of custom payout settings")
struct MoneyPatchTests {
    /// As section 9.2 lists them.
    private static let documented = """
        custom_setting_status date_valid_from date_valid_to description is_apply_all_affiliates is_custom_payout_enabled
        is_custom_revenue_enabled name network_affiliate_ids network_offer_id payout_amount payout_percentage payout_type
        revenue_amount revenue_percentage revenue_type is_postback_disabled variables ruleset_platforms
        ruleset_device_types ruleset_os_versions ruleset_browsers ruleset_languages ruleset_countries ruleset_regions
        ruleset_cities ruleset_dmas ruleset_mobile_carriers ruleset_isps ruleset_connection_types ruleset_ips
        ruleset_is_block_proxy
        """

    @Test("every documented field_type exists, and no other")
    func complete() {
        let names = MoneyPatchTests.documented.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(Set(names) == Set(Everflow.CustomPayoutField.allCases.map(\.rawValue)))
        #expect(names.count == Everflow.CustomPayoutField.allCases.count)
    }

    private func problems(_ fields: String, ids: String = "[318]") throws -> [FieldProblem] {
        let text = #"{"network_custom_payout_revenue_setting_ids": \#(ids), "fields": \#(fields)}"#
        return MoneyPatch.problems(in: try JSONValue.parse(text.bytes))
    }

    @Test("the reference's example is allowed and changes what it says")
    func example() throws {
        let body = try JSONValue.parse(MoneyExamples.customPayoutPatch.bytes)
        #expect(MoneyPatch.problems(in: body) == [])
        let before = try JSONValue.parse(MoneyExamples.customPayout.bytes)
        var expected = before
        expected["custom_setting_status"] = .string("inactive")
        #expect(MoneyPatch.applied(body, to: before) == expected)
    }

    @Test("rule set fields change their member of the rule set and leave the others")
    func ruleset() throws {
        let before = MoneyResource.customPayout.validBody
        let text = #"""
            {"network_custom_payout_revenue_setting_ids": [318], "fields": [
              {"field_type": "ruleset_cities", "field_value": [{"city_id": 7, "match_type": "exact", "targeting_type": "include"}]},
              {"field_type": "ruleset_is_block_proxy", "field_value": false}, {"field_type": "ruleset_countries", "field_value": []}]}
            """#
        let after = MoneyPatch.applied(try JSONValue.parse(text.bytes), to: before)
        #expect(after["ruleset"]?["cities"]?[0]?["city_id"] == .int(7))
        #expect(after["ruleset"]?["is_block_proxy"] == .bool(false) && after["ruleset"]?["countries"] == .array([]))
        #expect(after["ruleset"]?["platforms"] == before["ruleset"]?["platforms"])
        #expect(Everflow.CustomPayoutField.cities.value(in: after) == after["ruleset"]?["cities"])
        #expect(Everflow.CustomPayoutField.isps.value(in: after) == .null)
    }

    @Test(
        "what is refused",
        arguments: [
            (#"[{"field_type": "colour", "field_value": 1}]"#, "colour is no field_type of a custom payout setting"),
            (
                #"[{"field_type": "is_apply_specific_offer_urls", "field_value": true}]"#,
                "is_apply_specific_offer_urls is no field_type of a custom payout setting"
            ),
            (#"[{"field_type": "payout_amount", "field_value": -1}]"#, "payout_amount must be an amount, 0 or more"),
            (#"[{"field_type": "name", "field_value": null}]"#, "name must have a value"),
            (#"[{"field_type": "name"}]"#, "name must have a field_value"),
            (
                #"[{"field_type": "ruleset_isps", "field_value": [{"isp_id": 3}]}]"#,
                "ruleset_isps row 1 needs a targeting_type: include or exclude"
            ),
            (
                #"[{"field_type": "ruleset_is_block_proxy", "field_value": "no"}]"#,
                "ruleset_is_block_proxy must be true or false"
            ),
            ("[]", "fields must be a list of {field_type, field_value}"),
            ("{}", "fields must be a list of {field_type, field_value}"),
            ("[7]", "fields must be a list of {field_type, field_value}"),
        ])
    func refused(_ fields: String, _ message: String) throws {
        #expect(try problems(fields).map(\.message) == [message])
    }

    @Test("the ids must be a list that names a setting")
    func ids() throws {
        let fields = #"[{"field_type": "name", "field_value": "n"}]"#
        let name = "network_custom_payout_revenue_setting_ids"
        #expect(try problems(fields, ids: "[]").map(\.message) == ["\(name) must name a setting"])
        #expect(try problems(fields, ids: "null").map(\.message) == ["\(name) must have a value"])
        #expect(
            try problems(fields, ids: #"["318"]"#).map(\.message)
                == ["\(name) must be a list of ids: whole numbers, 1 or more"])
        #expect(MoneyPatch.problems(in: .int(1)).map(\.message) == ["the body must be a JSON object"])
    }

    @Test("a change that leaves a setting without payout and revenue is caught on the outcome")
    func outcome() throws {
        let text = #"""
            {"network_custom_payout_revenue_setting_ids": [318],
             "fields": [{"field_type": "is_custom_payout_enabled", "field_value": false}]}
            """#
        let body = try JSONValue.parse(text.bytes)
        #expect(MoneyPatch.problems(in: body) == [])
        let outcome = MoneyPatch.applied(body, to: MoneyResource.customPayout.validBody)
        #expect(MoneyResource.customPayout.problems(in: outcome).map(\.field) == ["is_custom_payout_enabled"])
    }
}
