// The entity report (Everflow reference, section 12).

import Testing

@testable import Models

@Suite("Everflow entity report")
struct ReportTests {
    @Test("the table example is read field by field")
    func example() throws {
        let report = try Everflow.Report.read(EverflowExamples.report.bytes)
        #expect(!report.isIncomplete && report.summary == nil && report.performance == nil && report.skipped.isEmpty)
        let row = try #require(report.rows.first)
        #expect(report.rows.count == 1)
        #expect(
            row.columns == [
                Everflow.ReportColumn(type: "offer", id: "204", label: "Sunrise Kettle CPA"),
                Everflow.ReportColumn(type: "affiliate", id: "51", label: "Harbor Media"),
            ])
        #expect(row.id("offer") == "204" && row.id("affiliate") == "51" && row.id("date") == nil)
        let expected: [String: String] = [
            "total_click": "3310", "unique_click": "3120", "invalid_click": "41", "duplicate_click": "149",
            "gross_click": "3351", "cv": "31", "total_cv": "31", "event": "4", "cvr": "0.99", "evr": "0.13",
            "cpc": "0.15", "cpa": "15", "epc": "0.21", "rpc": "0.21", "rpa": "21.5", "payout": "465",
            "revenue": "666.5", "profit": "201.5", "margin": "30.23",
        ]
        #expect(Everflow.ReportMetric.allCases.count == 34)
        for metric in Everflow.ReportMetric.allCases {
            #expect(row.metrics[metric]?.description == expected[metric.rawValue] ?? "0", "\(metric.rawValue)")
        }
    }

    @Test("the table example is written back as it stands")
    func writtenBack() throws {
        let report = try Everflow.Report.read(EverflowExamples.report.bytes)
        #expect(try report.json() == JSONValue.parse(EverflowExamples.report.bytes))
    }

    @Test("rows under table.rows, ids as numbers and columns in another order read the same")
    func otherForms() throws {
        let text = #"""
            {"table":{"rows":[{"columns":[{"column_type":"affiliate","id":51},{"column_type":"offer","id":204}],
             "reporting":{"cv":"31","unique_click":null}}]},"incomplete_results":true}
            """#
        let report = try Everflow.Report.read(text.bytes)
        let row = try #require(report.rows.first)
        #expect(row.id("offer") == "204" && row.id("affiliate") == "51")
        #expect(row.columns.allSatisfy { $0.label == nil })
        #expect(row.metrics[.cv] == Quantity(31) && row.metrics[.uniqueClick] == nil && row.metrics[.payout] == nil)
        #expect(report.isIncomplete)
    }

    @Test("ten thousand rows are a cut report unless it says otherwise", arguments: [(9_999, false), (10_000, true)])
    func cut(rows: Int, isIncomplete: Bool) throws {
        let row = #"{"columns":[{"column_type":"offer","id":"1"}],"reporting":{"cv":1}}"#
        let table = #"{"table":["# + Array(repeating: row, count: rows).joined(separator: ",") + "]"
        #expect(try Everflow.Report.read((table + "}").bytes).isIncomplete == isIncomplete)
        #expect(try !Everflow.Report.read((table + #","incomplete_results":false}"#).bytes).isIncomplete)
    }

    @Test("summary and performance of the whole report are read and written")
    func whole() throws {
        let text =
            #"{"summary":{"cv":31,"revenue":666.5},"performance":[{"unix":1773173924,"reporting":{"cv":3}}],"#
            + #""table":[],"incomplete_results":false}"#
        let report = try Everflow.Report.read(text.bytes)
        #expect(report.summary?[.cv] == Quantity(31) && report.summary?[.revenue] == Quantity(text: "666.5"))
        #expect(report.performance?.first?.unix == Timestamp(seconds: 1_773_173_924))
        #expect(report.performance?.first?.metrics[.cv] == Quantity(3))
        #expect(report.rows.isEmpty)
        #expect(report.json().compact == text)
    }

    @Test("a table of null is empty; rows without columns are passed over with a note")
    func oddRows() throws {
        #expect(try Everflow.Report.read(#"{"table":null}"#.bytes).rows.isEmpty)
        let text = #"""
            {"table":[{"reporting":{"cv":1}},3,{"columns":[{"column_type":"offer","id":"1"},{"id":"x"}],"reporting":{}}]}
            """#
        let report = try Everflow.Report.read(text.bytes)
        #expect(report.rows.map { $0.id("offer") } == ["1"])
        #expect(
            report.skipped == [
                "report row 1 has no columns and was passed over", "report row 2 is not an object and was passed over",
                "column 2 has no column_type and was passed over",
            ])
    }

    @Test("each of Everflow's cap metrics is counted by its report metric, leads by none")
    func counting() {
        #expect(Everflow.ReportMetric(counting: .conversion)?.rawValue == "cv")
        #expect(Everflow.ReportMetric(counting: .click)?.rawValue == "unique_click")
        #expect(Everflow.ReportMetric(counting: .payout)?.rawValue == "payout")
        #expect(Everflow.ReportMetric(counting: .revenue)?.rawValue == "revenue")
        #expect(Everflow.ReportMetric(counting: .lead) == nil)
    }
}
