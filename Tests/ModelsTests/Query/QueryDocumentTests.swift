// docs/query.md is true: its examples find what it says, by captop and by an independent reader, and its tables are those
// of the catalogue and of the sample.
import Models
import Testing

@Suite("docs/query.md")
struct QueryDocumentTests {
    let document: QueryDocument

    init() throws { document = try QueryDocument() }

    @Test("every example finds the caps that stand beside it, all of them and no others")
    func examples() throws {
        let examples = try document.examples()
        #expect(examples.count >= 35)
        for (query, ids) in examples { #expect(try QuerySample.ids(query) == ids, "\(query)") }
    }

    @Test("an independent reader finds the same by every example")
    func reference() throws {
        let examples = try document.examples()
        let found = try QueryReference.ids(examples.map(\.query))
        #expect(found.count == examples.count)
        for (example, ids) in zip(examples, found) { #expect(ids == example.ids, "\(example.query)") }
    }

    @Test("the table of fields is the catalogue: every field with its other names, its values and its meaning")
    func fields() {
        let expected = QueryField.allCases.map { field in
            [
                (["`\(field.rawValue)`"] + field.aliases.map { "`\($0)`" }).joined(separator: ", "),
                values(of: field), field.summary,
            ]
        }
        for (row, wanted) in zip(document.fields, expected) { #expect(row == wanted) }
        #expect(document.fields.count == expected.count)
    }

    private func values(of field: QueryField) -> String {
        switch field.kind {
        case .text: "text"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: " ")
        case .number: "number"
        case .percent: "percent"
        case .duration: "duration"
        case .flag: "yes or no"
        }
    }

    @Test("the table of caps shows the sample as it is")
    func caps() throws {
        let meters = try QuerySample.parts().flatMap(\.meters)
        #expect(document.caps.count == meters.count)
        for (row, meter) in zip(document.caps, meters) {
            #expect(QueryDocument.code(row[1]) == meter.id.text)
            #expect(row[2] == meter.object.name)
            #expect(row[3] == meter.object.affiliate?.name ?? "")
            #expect(row[4] == meter.object.offer?.name ?? "")
            let count = meter.count?.description ?? "?"
            #expect(row[5] == "\(count)/\(meter.limit.maximum?.description ?? "?")")
        }
    }

    @Test("the table of forecasts shows the sample as it is, and leaves out the caps without one")
    func forecasts() throws {
        let fields = ["trips", "odds", "rate", "pace", "projected"]
        for row in document.forecasts {
            let id = QueryDocument.code(try #require(document.caps.first { $0[0] == row[0] })[1])
            for (field, value) in zip(fields, row.dropFirst()) {
                let query = value.isEmpty ? "\(field) = none" : "\(field) = \(value)"
                #expect(try QuerySample.ids(query).contains(id), "\(id): \(query)")
            }
        }
        let shown = Set(document.forecasts.map(\.[0]))
        for row in document.caps where !shown.contains(row[0]) {
            #expect(try QuerySample.ids("rate = none odds = none").contains(QueryDocument.code(row[1])), "\(row[0])")
        }
        #expect(shown.count == 11)
    }

    @Test("what the document calls an error is one, in these words and at this column")
    func errors() throws {
        #expect(document.errors.count >= 8)
        for row in document.errors {
            let error = #expect(throws: QueryError.self) { try CapQuery(QueryDocument.code(row[0])) }
            #expect(error.map { "\($0.column)" } == row[1], "\(row[0])")
            #expect(error?.message == QueryDocument.code(row[2]), "\(row[0])")
        }
    }
}
