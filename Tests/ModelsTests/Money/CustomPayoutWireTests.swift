// Custom payout and revenue settings on the wire (Everflow reference, section 9).

import TestSupport
import Testing

@testable import Models

@Suite("custom payout settings on the wire")
struct CustomPayoutWireTests {
    private static let withConditions = #"""
        { "network_custom_payout_revenue_setting_id": 318, "network_offer_id": 204, "name": "n", "payout_amount": 18.50,
          "network_offer_url_ids": [3], "time_saved": 1748736000, "new_member": [1, {"x": 2.0}],
          "relationship": {
            "variables": { "total": 1, "entries": [
              { "variable": "sub1", "variable_value": "vip", "comparison_method": "begins_with", "position": 4 } ] },
            "targeting": { "network_ruleset_id": 5120, "is_use_day_parting": false, "is_block_proxy": false,
              "countries": [ { "country_id": 227, "label": "United States", "match_type": "exact", "targeting_type": "include" } ],
              "postal_codes": [ { "postal_code": "10001" } ] },
            "offer_urls": { "total": 1, "entries": [ { "network_offer_url_id": 3 } ] },
            "payout_revenue_event_name": "Base" } }
        """#

    @Test("the example is read field by field and written back as it stands")
    func example() throws {
        let setting = try Everflow.CustomPayoutRevenue.read(MoneyExamples.customPayout.bytes)
        #expect(setting.id == 318 && setting.networkID == 7 && setting.isApplyAllAffiliates == false)
        #expect(setting.affiliateIDs == [51] && setting.offerID == 204 && setting.name == "Harbor Media bonus rate")
        #expect(setting.payoutRevenueID == 0 && setting.description == "" && setting.publicDescription == "Summer rate")
        #expect(setting.status == "active" && setting.isCustomPayoutEnabled && setting.payoutAmount == Quantity(18))
        #expect(setting.payoutPercentage == .zero && setting.payoutType == "cpa")
        #expect(!setting.isCustomRevenueEnabled && setting.revenueAmount == .zero && setting.revenuePercentage == .zero)
        #expect(setting.revenueType == "blank" && setting.isPostbackDisabled == false)
        #expect(setting.dateValidFrom == "2026-06-01" && setting.dateValidTo == "2026-08-31")
        #expect(setting.isApplySpecificOfferURLs == false && setting.offerURLIDs == nil && setting.currencyID == "USD")
        #expect(setting.timeCreated == Timestamp(seconds: 1_748_736_000) && setting.timeSaved == setting.timeCreated)
        #expect(setting.variables == nil && setting.ruleset == nil)
        let affiliate = try #require(setting.affiliates?.first)
        #expect(setting.affiliates?.count == 1 && affiliate.id == 51 && affiliate.networkID == 7)
        #expect(affiliate.name == "Harbor Media" && affiliate.accountStatus == "active")
        let offer = try #require(setting.offer)
        #expect(offer.id == 204 && offer.networkID == 7 && offer.advertiserID == 19 && offer.offerGroupID == 0)
        #expect(offer.name == "Sunrise Kettle CPA" && offer.status == "active" && offer.trackingDomainID == 2)
        #expect(offer.visibility == "require_approval" && offer.currencyID == "USD")
        let entry = try #require(setting.payoutRevenue)
        #expect(entry.id == 731 && entry.entryName == "Base" && entry.payoutType == "cpa" && entry.isDefault)
        #expect(entry.payoutAmount == Quantity(15) && entry.revenueAmount == Quantity(text: "21.5"))
        #expect(setting.relationshipCurrencyID == "USD")
        #expect(try setting.json() == JSONValue.parse(MoneyExamples.customPayout.bytes))
    }

    @Test("lists are read with paging, without it, and as a bare array")
    func lists() throws {
        let one = MoneyExamples.customPayout
        let paging = #""paging":{"page":1,"page_size":50,"total_count":1}"#
        let plain = try Everflow.CustomPayoutRevenue.readPage(#"{"custom_payout_revenue_settings":[\#(one)]}"#.bytes)
        let paged = try Everflow.CustomPayoutRevenue.readPage(
            #"{"custom_payout_revenue_settings":[\#(one)],\#(paging)}"#.bytes)
        let bare = try Everflow.CustomPayoutRevenue.readPage("[\(one)]".bytes)
        #expect(plain.items.map(\.id) == [318] && plain.items == paged.items && plain == bare)
        #expect(plain.paging == nil && plain.isLast && paged.paging?.totalCount == 1)
    }

    @Test("variables and targeting are read where relationships stand")
    func relationships() throws {
        let setting = try Everflow.CustomPayoutRevenue.read(CustomPayoutWireTests.withConditions.bytes)
        let variable = try #require(setting.variables?.first)
        #expect(variable.variable == "sub1" && variable.value == "vip" && variable.comparison == .beginsWith)
        #expect(setting.ruleset?.id == 5120 && setting.ruleset?.isBlockProxy == false)
        let country = try #require(setting.ruleset?[.countries]?.first)
        #expect(
            country.id(in: .countries) == "227" && country.targetingType == "include" && country.matchType == "exact")
        #expect(setting.ruleset?[.cities] == nil && setting.ruleset?.ruleCount == 1)
        #expect(setting.offerURLs?["entries"]?[0]?["network_offer_url_id"]?.int64 == 3)
        #expect(setting.payoutRevenueEventName == .string("Base"))
    }

    @Test("a full update without changes sends back all that was received, conditions at the top")
    func unchanged() throws {
        let received = try Everflow.Received<Everflow.CustomPayoutRevenue>(CustomPayoutWireTests.withConditions.bytes)
        let body = received.fullUpdate(to: received.value)
        for member in try #require(received.tree.object).members {
            #expect(body[member.name] == member.value)
        }
        #expect(body["variables"] == received.tree["relationship"]?["variables"]?["entries"])
        #expect(body["ruleset"] == received.tree["relationship"]?["targeting"])
        #expect(body.object?.members.count == (received.tree.object?.members.count ?? 0) + 2)
        let example = try Everflow.Received<Everflow.CustomPayoutRevenue>(MoneyExamples.customPayout.bytes)
        #expect(example.fullUpdate(to: example.value) == example.tree)
    }

    @Test("a full update replaces what was changed and nothing else, unknown members included")
    func changed() throws {
        let received = try Everflow.Received<Everflow.CustomPayoutRevenue>(CustomPayoutWireTests.withConditions.bytes)
        var changed = received.value
        changed.name = "renamed"
        changed.isApplyAllAffiliates = true
        changed.variables?[0].value = "gold"
        changed.ruleset?[.countries]?[0].targetingType = "exclude"
        changed.ruleset?[.cities] = [Everflow.TargetingEntry(.cities, id: "7", targetingType: "include")]
        let body = received.fullUpdate(to: changed)
        #expect(body["name"] == .string("renamed") && body["is_apply_all_affiliates"] == .bool(true))
        #expect(
            body["payout_amount"] == received.tree["payout_amount"] && body["new_member"] == received.tree["new_member"]
        )
        #expect(body.compact.contains(#""payout_amount":18.50"#) && body.compact.contains(#""x":2.0"#))
        #expect(
            body["variables"]?.compact
                == #"[{"variable":"sub1","variable_value":"gold","comparison_method":"begins_with","position":4}]"#)
        #expect(
            body["ruleset"]?.compact
                == #"{"network_ruleset_id":5120,"is_use_day_parting":false,"is_block_proxy":false,"#
                + #""countries":[{"country_id":227,"label":"United States","match_type":"exact","targeting_type":"exclude"}],"#
                + #""postal_codes":[{"postal_code":"10001"}],"#
                + #""cities":[{"city_id":7,"match_type":"exact","targeting_type":"include"}]}"#)
    }

    @Test("a creation carries what people choose and nothing that the server gives")
    func creation() throws {
        var setting = try Everflow.CustomPayoutRevenue.read(MoneyExamples.customPayout.bytes)
        setting.ruleset = Everflow.CustomPayoutRuleset()
        setting.ruleset?[.ips] = [Everflow.TargetingEntry(.ips, id: "192.0.2.1", targetingType: "exclude")]
        let body = setting.creationBody()
        let names = Set(body.object?.members.map(\.name) ?? [])
        let server = MoneyResource.customPayout.fields.filter { !$0.isWritable }.map(\.name)
        #expect(names.isDisjoint(with: server))
        #expect(MoneyResource.customPayout.problems(in: body) == [])
        #expect(body["ruleset"]?["ips"]?[0]?["ip"] == .string("192.0.2.1"))
    }

    @Test("a row of a rule set is known by the list's own member, else by the first that says anything")
    func rowIDs() throws {
        func entry(_ text: String) throws -> Everflow.TargetingEntry {
            Everflow.TargetingEntry(json: try JSONValue.parse(text.bytes))
        }
        let version = try entry(
            #"{"platform_id":2,"os_version_id":34,"match_type":"minimum","targeting_type":"include"}"#)
        #expect(version.id(in: .osVersions) == "34" && version.matchType == "minimum")
        #expect(try entry(#"{"match_type":"exact","targeting_type":"include","dma_code":501}"#).id(in: .dmas) == "501")
        #expect(try entry(#"{"match_type":"exact"}"#).id(in: .dmas) == nil)
        #expect(try entry("7").id(in: .dmas) == nil)
    }

    @Test("every comparison method of the reference is known, and others stay as they came")
    func comparisons() {
        let documented = ["exact_match", "contains", "begins_with", "ends_with", "does_not_contain", "does_not_match"]
        #expect(Everflow.CustomPayoutVariable.Comparison.allCases.map(\.rawValue) == documented)
        let odd = Everflow.CustomPayoutVariable(json: .object([("comparison_method", .string("between"))]))
        #expect(odd.comparison == nil && odd.comparisonMethod == "between" && odd.variable == "")
    }

    @Test("every list of the reference's rule set fields is there")
    func lists13() {
        let documented = [
            "countries", "platforms", "device_types", "os_versions", "browsers", "languages", "regions", "cities",
            "dmas",
            "mobile_carriers", "isps", "connection_types", "ips",
        ]
        #expect(Everflow.TargetingList.allCases.map(\.rawValue) == documented)
        #expect(Everflow.CustomPayoutRuleset.names.map { "\($0.name)" } == documented)
        #expect(Everflow.CustomPayoutRuleset.names.map(\.list) == Everflow.TargetingList.allCases)
    }
}
