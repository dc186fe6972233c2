// docs/money.md's table of fields: complete against the documented fields, and true to the editor and the requests.
import Glibc
import Models
import TUIKitLite
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
        let table = try MoneyDocumentTests.tables()
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

    private static func tables() throws -> String {
        try MoneyResource.allCases.map { resource in
            let kind = EditTarget(network: "acme", new: resource).kind
            var text = "\n## \(resource.title)\n\n| field | shown | edited | request |\n| --- | --- | --- | --- |\n"
            for field in resource.fields {
                let rows = EditField.fields(of: kind).filter { edit in
                    edit.name == field.name || (field.name == "ruleset" && edit.name.hasPrefix("ruleset_"))
                }
                let titles = try columns(showing: field, resource)
                let shown = titles.map { "column \($0), " }.joined() + "lower part"
                if rows.isEmpty { text += "| `\(field.name)` | \(shown) | the server's own | |\n" }
                for row in rows {
                    text += "| `\(row.name)` | \(shown) | \(typing(row)) | \(request(row, kind)) |\n"
                }
            }
            return text
        }.joined()
    }

    // MARK: - Where a field is seen

    /// The columns in which something else stands when the field is another.
    private static func columns(showing field: MoneyField, _ resource: MoneyResource) throws -> [String] {
        guard let other = value(of: field, 1) else { return [] }
        var object = JSONValue.object([(resource.idName, .int(9))])
        for field in resource.fields {
            if let first = value(of: field, 0) { object[field.name] = first }
        }
        let before = try cells(of: object, resource)
        object[field.name] = other
        let after = try cells(of: object, resource)
        let titles = MoneyCells.columns(of: resource).map(\.title)
        return titles.indices.filter { before[$0] != after[$0] }.map { titles[$0] }
    }

    /// Two values of a field, of which the first switches everything on; nil for rows and for the server's own.
    private static func value(of field: MoneyField, _ place: Int) -> JSONValue? {
        switch field.shape {
        case .flag: .bool((field.name == "is_apply_all_affiliates") == (place == 1))
        case .word(let words): .string(words[place])
        case .name, .text: .string(["Kettle", "Tern"][place])
        case .date: .string(["2026-06-01", "2026-07-01"][place])
        case .ids: .array([.int([51, 64][place])])
        case .id, .idOrNone, .count, .amount, .percentage, .margin: .int([5, 7][place])
        case .labels, .variables, .ruleset, .answer: nil
        }
    }

    private static func cells(of object: JSONValue, _ resource: MoneyResource) throws -> [String] {
        let page = JSONValue.object([(resource.listName, .array([object]))]).serialized()
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        let cells = MoneyCells(state: Sample.state(), look: Look(theme: theme, glyphs: .ascii))
        let row = MoneyRow(network: "acme", item: try #require(try items(in: page, of: resource).first))
        return MoneyCells.columns(of: resource).indices.map { column in
            guard case .text(let text, _) = cells.cell(row, column: column) else { return "" }
            return text
        }
    }

    private static func items(in page: [UInt8], of resource: MoneyResource) throws -> [MoneyRow.Item] {
        switch resource {
        case .customPayout: try Everflow.CustomPayoutRevenue.readPage(page).items.map(MoneyRow.Item.payout)
        case .tieredCommission: try Everflow.TieredCommission.readPage(page).items.map(MoneyRow.Item.commission)
        case .affiliateTier: try Everflow.AffiliateTier.readPage(page).items.map(MoneyRow.Item.tier)
        }
    }

    // MARK: - How it is edited and sent

    private static func typing(_ field: EditField) -> String {
        switch field.shape {
        case .count, .money, .percentage, .margin: "typed, with arithmetic"
        case .flag, .word: "space: the next"
        case .ids, .labels, .variables, .targeting: "rows, such as `\(field.entryExample)`"
        case .date: "typed, `YYYY-MM-DD` or empty"
        case .id, .idOrNone, .length, .text, .zone: "typed"
        }
    }

    /// What changes two objects by one request is a bulk update.
    private static func request(_ field: EditField, _ kind: EditableKind) -> String {
        let edits = ["1", "2"].map { key in
            Edit(
                target: EditTarget(network: "acme", kind: kind, key: key), objectName: "",
                changes: [FieldChange(field: field.name, base: .none, mine: .text("x"))])
        }
        if WritePlan.batches(of: edits).count == 1 { return "`PATCH`, bulk" }
        switch kind {
        case .tieredCommission: return "`PUT`, the whole commission"
        case .affiliateTier: return "`PUT`, the whole tier"
        default: return "`PUT`, the whole setting"
        }
    }
}
