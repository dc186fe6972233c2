// What the sandbox keeps of a body of the money side, and how it answers it: every documented member with a value, in the
// wire's order. Knows no rules. Everflow reference, 9.2, 10.2, 11.

import Models

enum MoneyDocument {
    /// The writable members of `body`, those that are missing or null with their defaults; others are dropped.
    static func made(of body: JSONValue, _ resource: MoneyResource) -> JSONObject {
        var document = JSONObject()
        for field in resource.fields where field.isWritable {
            document[field.name] = value(of: body[field.name] ?? .null, field, resource)
        }
        if resource == .customPayout, document["is_apply_all_affiliates"] == .bool(true) {
            document["network_affiliate_ids"] = .null
        }
        return document
    }

    /// `shown`: members that are left out unless they are asked for.
    static func answer(
        _ record: MoneyRecord, _ resource: MoneyResource, shown: Set<String> = [], relationship: JSONValue? = nil
    ) -> JSONValue {
        var answer = JSONObject()
        for field in resource.fields {
            if MoneyDocument.hidden.contains(field.name), !shown.contains(field.name) { continue }
            answer[field.name] = record.document[field.name] ?? given(field.name, record, resource, relationship)
        }
        return .object(answer)
    }

    /// Everything that is kept.
    static func whole(_ record: MoneyRecord, _ resource: MoneyResource) -> JSONValue {
        answer(record, resource, shown: MoneyDocument.hidden)
    }

    private static let hidden: Set<String> = ["variables", "ruleset", "labels"]

    /// What the server gives.
    private static func given(
        _ name: String, _ record: MoneyRecord, _ resource: MoneyResource, _ relationship: JSONValue?
    ) -> JSONValue? {
        switch name {
        case resource.idName: .int(record.id)
        case "network_id": .int(SandboxNetwork.networkID)
        case "time_created": .int(record.createdAt.seconds)
        case "time_saved": .int(record.savedAt.seconds)
        case "relationship": relationship
        case "retroactive_payout_type": retroactiveType(record, "is_retroactive_payout_enabled", "cpa")
        case "retroactive_revenue_type": retroactiveType(record, "is_retroactive_revenue_enabled", "rpa")
        case "retroactive_payout_percentage", "retroactive_revenue_percentage": .int(0)
        default: nil
        }
    }

    private static func retroactiveType(_ record: MoneyRecord, _ flag: String, _ type: String) -> JSONValue {
        .string(record.document[flag] == .bool(true) ? type : "")
    }

    // MARK: - Values

    private static func value(of given: JSONValue, _ field: MoneyField, _ resource: MoneyResource) -> JSONValue {
        switch field.shape {
        case .name, .text, .word, .date: given.isNull ? .string("") : given
        case .flag: given.isNull ? .bool(false) : given
        case .id, .idOrNone, .count, .amount, .percentage, .margin: .quantity(given.quantity ?? .zero)
        case .ids: ids(given, whenNone: resource == .tieredCommission && field.name != "network_advertiser_ids")
        case .variables, .labels: given.isNull ? .array([]) : given
        case .ruleset: ruleset(given)
        case .answer: given
        }
    }

    /// Null or an empty list when there are none: both occur (1.6).
    private static func ids(_ given: JSONValue, whenNone isList: Bool) -> JSONValue {
        let ids = (given.array ?? []).map { JSONValue.quantity($0.quantity ?? .zero) }
        return ids.isEmpty && !isList ? .null : .array(ids)
    }

    private static func ruleset(_ given: JSONValue) -> JSONValue {
        var ruleset = JSONObject()
        for list in Everflow.TargetingList.allCases {
            ruleset[list.rawValue] = .array(given[list.rawValue]?.array ?? [])
        }
        ruleset["is_block_proxy"] = .bool(given["is_block_proxy"]?.bool ?? false)
        return .object(ruleset)
    }
}
