// The examples of the money side as an edit meets them (Everflow reference, 9.2, 10.2, 11).

import TestSupport

@testable import Models

extension EditExamples {
    /// Setting 318 with what `relationship=variables&relationship=targeting` may nest, and members nobody knows.
    static func customPayout() throws -> LiveObject {
        var tree = try tree(MoneyExamples.customPayout)
        tree["quirk"] = .array([.int(1)])
        tree["relationship"]?["variables"] = try EditExamples.tree(
            #"[{"variable":"sub1","variable_value":"vip","comparison_method":"begins_with","network_variable_id":5}]"#)
        tree["relationship"]?["targeting"] = try EditExamples.tree(
            #"{"network_ruleset_id":77,"countries":[{"country_id":227,"label":"United States","match_type":"exact","targeting_type":"include"}]}"#
        )
        return try live("acme/payout:318", tree)
    }

    static func commission() throws -> LiveObject {
        var tree = try tree(MoneyExamples.tieredCommission)
        tree["quirk"] = .array([.int(1)])
        return try live("acme/commission:9", tree)
    }

    static func tier(_ id: Int = 3, of affiliates: [Int] = [51, 64]) throws -> LiveObject {
        var tree = try EditExamples.tree(MoneyExamples.affiliateTiers)["tiers"]?[0] ?? .null
        tree["network_affiliate_tier_id"] = .int(id)
        tree["network_affiliate_ids"] = affiliates.isEmpty ? .null : .array(affiliates.map { .int($0) })
        tree["quirk"] = .array([.int(1)])
        tree["relationship"] = try EditExamples.tree("{\(MoneyExamples.tierRelationship)}")["relationship"]
        return try live("acme/tier:\(id)", tree)
    }

    static func live(_ target: String, _ tree: JSONValue) throws -> LiveObject {
        guard let live = LiveObject(everflow: tree, target: try self.target(target)) else {
            throw FieldProblem("not in the answer: \(target)")
        }
        return live
    }
}

extension WriteStep {
    var body: JSONValue { (try? JSONValue.parse(request.body ?? [])) ?? .null }
}
