// Reads docs/query.md: its tables of fields, of sample caps and of examples.
import Foundation
import TestSupport
import Testing

struct QueryDocument {
    /// The cells of every table row, without the title and the dashes, by the first title of the table.
    private var tables: [String: [[String]]] = [:]

    init() throws {
        let text = try String(contentsOfFile: TestPaths.repositoryRoot + "/docs/query.md", encoding: .utf8)
        var title: String?
        for line in text.components(separatedBy: "\n") {
            guard line.hasPrefix("| ") else {
                title = nil
                continue
            }
            let cells = line.dropFirst(2).components(separatedBy: "|").dropLast().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if let title {
                if cells.first?.hasPrefix("---") != true { tables[title, default: []].append(cells) }
            } else {
                title = cells.first
            }
        }
    }

    var fields: [[String]] { tables["field"] ?? [] }
    var caps: [[String]] { tables["no."] ?? [] }
    var forecasts: [[String]] { tables["cap"] ?? [] }
    var errors: [[String]] { tables["not a query"] ?? [] }

    /// The queries with the ids that they find by the document.
    func examples() throws -> [(query: String, ids: [String])] {
        let ids = Dictionary(uniqueKeysWithValues: caps.map { ($0[0], QueryDocument.code($0[1])) })
        return try (tables["query"] ?? []).map { row in
            let numbers = row[1].split(separator: " ").map(String.init)
            return (QueryDocument.code(row[0]), try numbers.map { try #require(ids[$0]) })
        }
    }

    /// What stands between backticks.
    static func code(_ cell: String) -> String { cell.trimmingCharacters(in: CharacterSet(charactersIn: "`")) }
}
