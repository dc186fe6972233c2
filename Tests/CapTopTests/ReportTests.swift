// What `captop once` prints: the JSON schema, CSV safe for spreadsheets, the table, filter, sort and limit.
import Models
import Testing

@testable import CapTop

@Suite struct ReportTests {
    private func report(filter: String = "", sort: CapSort = CapSort(.utilisation), limit: Int? = nil) throws
        -> CapReport
    {
        CapReport(
            networks: Sample.state().networks, filter: try CapQuery(filter), sort: sort, limit: limit, at: Sample.now)
    }

    private func json(_ report: CapReport) throws -> JSONValue {
        try JSONValue.parse(Array(JSONReport.text(of: report).utf8))
    }

    @Test("the JSON has exactly the members of schema 1, in the API's own names")
    func schema() throws {
        let value = try json(report(filter: "412 conv"))
        #expect(value.object?.members.map(\.name) == ["schema", "generated_at", "networks", "caps"])
        #expect(value["schema"]?.int64 == 1)
        #expect(value["generated_at"]?.text == "2026-03-10T20:20:41Z")
        let network = try #require(value["networks"]?[0])
        #expect(
            network.object?.members.map(\.name) == ["name", "kind", "environment", "state", "as_of", "error", "notes"])
        #expect(network["state"]?.text == "ok")
        let cap = try #require(value["caps"]?[0])
        #expect(
            cap.object?.members.map(\.name) == [
                "id", "network", "scope", "name", "parent", "affiliate", "offer", "metric", "period", "count",
                "maximum", "utilisation", "is_soft_cap", "failed_count", "started_at", "expires_at", "time_zone",
                "trips_at", "as_of",
            ])
        #expect(cap["id"]?.text == "acme/custom:412/conversion/day")
        #expect(cap["affiliate"]?["id"]?.text == "51")
        #expect(cap["offer"]?["name"]?.text == "Sunrise Kettle CPA")
        #expect(cap["period"]?["unit"]?.text == "day")
        #expect(cap["period"]?["length"]?.int64 == 1)
        #expect(cap["count"]?.int64 == 39)
        #expect(cap["maximum"]?.int64 == 40)
        #expect(cap["utilisation"]?.text == "0.975")
        // 31,159 s after 20:20:41 is 05:00:00 the next day, midnight in Chicago.
        #expect(cap["expires_at"]?.text == "2026-03-11T05:00:00Z")
    }

    @Test("a window that has ended has nothing counted, in what is printed as in what is filtered and compared with")
    func endedWindow() throws {
        let networks = Sample.state().networks
        let later = Sample.now.adding(seconds: 31_160)
        var old = networks
        for place in old.indices { old[place].snapshot?.asOf = later }
        let report = CapReport(
            networks: old, filter: try CapQuery("414"), sort: CapSort(.utilisation), limit: nil, at: later)
        #expect(report.rows.map(\.meter.count) == [.zero])
        let full = try CapQuery("util >= 100%")
        #expect(networks.contains { $0.reaches(full, matching: .none) })
        #expect(!old.contains { $0.reaches(full, matching: .none) })
    }

    @Test("a share with decimals is reached exactly", arguments: [(999, "99.9"), (411, "41.1"), (351, "35.1")])
    func threshold(count: Int, percent: String) throws {
        var network = Sample.state().networks[0]
        let meter = Sample.meter(Sample.custom("1", Sample.harbor, Sample.kettle), .conversion, .daily, count, of: 1000)
        network.snapshot?.meters = [meter]
        #expect(network.reaches(try CapQuery("util >= \(percent)%"), matching: .none))
        network.snapshot?.meters[0].count = Quantity(count - 1)
        #expect(!network.reaches(try CapQuery("util >= \(percent)%"), matching: .none))
    }

    @Test("money carries its currency, a LeadConduit cap its own milliseconds, a nested cap its parent")
    func kinds() throws {
        let money = try #require(try json(report(filter: "payout"))["caps"]?[0])
        #expect(money["currency"]?.text == "USD")
        let nested = try #require(try json(report(filter: "texas"))["caps"]?[0])
        #expect(nested["id"]?.text == "leads/cap:a2")
        #expect(nested["parent"]?.text == "leads/cap:a1")
        #expect(nested["affiliate"]?.isNull == true)
        #expect(nested["currency"] == nil)
        #expect(nested["expires_at"]?.text == "2026-03-11T05:00:00.000Z")
    }

    @Test("filter, sort and limit choose and order")
    func choice() throws {
        #expect(try report(filter: "solar").rows.count == 3)
        #expect(try report(filter: "SOLAR web").rows.map(\.meter.id.text) == ["leads/cap:b1"])
        #expect(
            try report(sort: CapSort(.maximum), limit: 2).rows.map { $0.meter.limit.maximum } == [
                Quantity(5000), Quantity(2000),
            ])
        let smallest = try report(sort: CapSort(.maximum, isDescending: false)).rows.first
        #expect(smallest?.meter.limit.maximum == Quantity(40))
        #expect(try report(limit: 0).rows.isEmpty)
    }

    @Test(
        "a formula behind blanks, in full width or under a combining mark is text too; other text stays as it is",
        arguments: [
            ("\t=1+1", "\"' =1+1\""), ("\r@SUM(1)", "\"' @SUM(1)\""), ("\u{FF1D}1+1", "'\u{FF1D}1+1"),
            ("+\u{301}1", "'+\u{301}1"), ("a-b", "a-b"), ("a = b", "\"a = b\""),
        ])
    func hiddenFormulas(raw: String, cell: String) {
        #expect(
            CSVReport.text(raw).unicodeScalars.elementsEqual(cell.unicodeScalars),
            "\(CSVReport.text(raw).debugDescription)")
    }

    @Test("a CSV cell from outside can be neither a formula nor a second row")
    func hostileCSV() {
        var snapshot = Sample.acmeSnapshot()
        let object = Sample.custom(
            "9", NamedID(id: "1", name: "=cmd|' /C calc'!A0"), NamedID(id: "2", name: "a\"b\r\n,c"))
        snapshot.meters = [Sample.meter(object, .conversion, .daily, 1, of: 2)]
        var network = NetworkState(network: Sample.acme, refreshInterval: 1000)
        network.snapshot = snapshot
        let text = CSVReport.text(
            of: CapReport(networks: [network], filter: .none, sort: CapSort(.utilisation), limit: nil, at: Sample.now))
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines.last?.contains("\"'=cmd") == true)
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\r" || $0 == "\n" })
    }

    @Test("CSV has as many cells in each line as columns")
    func rectangularCSV() throws {
        let lines = CSVReport.text(of: try report()).split(separator: "\r\n")
        #expect(lines.count == 9)
        // Commas outside of quotes: behind an even number of them.
        let cells = lines.map { line in
            line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                .reduce(1) { count, part in count + (part.offset % 2 == 0 ? part.element.count { $0 == "," } : 0) }
        }
        #expect(cells == Array(repeating: 23, count: 9))
        #expect(lines[0].hasPrefix("id,network,scope,name,parent,affiliate_id,affiliate_name,offer_id,offer_name,"))
    }

    @Test("the table aligns its columns and marks what is over and at the limit")
    func table() throws {
        let lines = TableReport.text(of: try report()).split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[1].contains("!102%"))
        #expect(lines[2].contains("=100%"))
        let column = lines[0].distance(
            from: lines[0].startIndex, to: lines[0].range(of: "OFFER")?.lowerBound ?? lines[0].startIndex)
        #expect(column > 0)
        #expect(Array(lines[3])[column...].starts(with: "Sunrise"))
    }
}
