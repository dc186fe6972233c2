// docs/money.md's table of fields: complete against the documented fields, and true to the editor and the requests.
import Glibc
import Models
import TestSupport
import Testing

@testable import CapTop

@Suite struct MoneyDocumentTests {
    private static let marker = "<!-- made from the code; a test keeps it current -->\n"

    @Test("the table of fields is what the code does; CAPTOP_UPDATE=1 rewrites it")
    func documentIsCurrent() throws {
        let path = TestPaths.repositoryRoot + "/docs/money.md"
        let text = try TestFiles.read(path)
        let start = try #require(text.firstRange(of: MoneyDocumentTests.marker)).upperBound
        let table = MoneyDocumentTests.tables()
        if getenv("CAPTOP_UPDATE") != nil { try TestFiles.write(String(text[..<start]) + table, to: path) }
        #expect(try TestFiles.read(path).hasSuffix(MoneyDocumentTests.marker + table))
    }

    @Test("every field that the API takes can be edited, and no other", arguments: MoneyResource.allCases)
    func everyWritableFieldIsEditable(resource: MoneyResource) {
        let kind = EditTarget(network: "acme", new: resource).kind
        let editable = Set(EditField.fields(of: kind).map(\.name))
        for field in resource.fields {
            let isRuleset = field.name == "ruleset"
            let own = isRuleset ? editable.filter { $0.hasPrefix("ruleset_") } : editable.intersection([field.name])
            #expect(own.isEmpty != field.isWritable, "\(field.name)")
        }
    }

    private static func tables() -> String {
        MoneyResource.allCases.map { resource in
            let kind = EditTarget(network: "acme", new: resource).kind
            var text = "\n## \(resource.title)\n\n| field | shown | edited | request |\n| --- | --- | --- | --- |\n"
            for field in resource.fields {
                let rows = EditField.fields(of: kind).filter { edit in
                    edit.name == field.name || (field.name == "ruleset" && edit.name.hasPrefix("ruleset_"))
                }
                let shown = columns[resource]?[field.name].map { "column \($0), lower part" } ?? "lower part"
                if rows.isEmpty { text += "| `\(field.name)` | \(shown) | the server's own | |\n" }
                for row in rows {
                    text += "| `\(row.name)` | \(shown) | \(typing(row)) | \(request(row, resource)) |\n"
                }
            }
            return text
        }.joined()
    }

    private static let columns: [MoneyResource: [String: String]] = [
        .customPayout: [
            "name": "NAME", "network_offer_id": "OFFER", "network_affiliate_ids": "AFFILIATES",
            "is_apply_all_affiliates": "AFFILIATES", "payout_amount": "PAYOUT", "payout_percentage": "PAYOUT",
            "payout_type": "PAYOUT", "is_custom_payout_enabled": "PAYOUT", "revenue_amount": "REVENUE",
            "revenue_percentage": "REVENUE", "revenue_type": "REVENUE", "is_custom_revenue_enabled": "REVENUE",
            "date_valid_from": "VALID", "date_valid_to": "VALID", "custom_setting_status": "STATUS",
        ],
        .tieredCommission: [
            "name": "NAME", "network_offer_ids": "OFFERS", "period": "PERIOD", "status": "STATUS",
            "payout_action": "CHANGE", "payout_value": "CHANGE", "revenue_action": "CHANGE", "revenue_value": "CHANGE",
            "payout_goal": "GOAL", "revenue_goal": "GOAL", "sale_amount_goal": "GOAL", "conversion_goal": "GOAL",
            "event_goal": "GOAL",
        ],
        .affiliateTier: [
            "name": "NAME", "payout_margin": "MARGIN", "is_default_tier": "DEFAULT", "network_affiliate_ids": "WHO",
            "status": "STATUS",
        ],
    ]

    private static func typing(_ field: EditField) -> String {
        switch field.shape {
        case .count, .money, .percentage, .margin: "typed, with arithmetic"
        case .flag, .word: "space: the next"
        case .ids, .labels, .variables, .targeting: "rows, such as `\(field.entryExample)`"
        case .date: "typed, `YYYY-MM-DD` or empty"
        case .id, .idOrNone, .length, .text, .zone: "typed"
        }
    }

    private static func request(_ field: EditField, _ resource: MoneyResource) -> String {
        switch resource {
        case .customPayout where Everflow.CustomPayoutField(rawValue: field.name) != nil: "`PATCH`, bulk"
        case .customPayout: "`PUT`, the whole setting"
        case .tieredCommission: "`PUT`, the whole commission"
        case .affiliateTier: "`PUT`, the whole tier"
        }
    }
}
