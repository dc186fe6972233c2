// The reporting calls of the Everflow side: reads the ledger, sums it, writes the answer. Everflow reference, 12 and 13.

import Models

extension EverflowAPI {
    func entityTable(_ request: SandboxRequest) async throws -> JSONValue {
        let query = try ReportQuery(request, needsColumns: true)
        let directory = await world.directory
        return try table(query, request, directory).json()
    }

    func entitySummary(_ request: SandboxRequest) async throws -> JSONValue {
        let query = try ReportQuery(request, needsColumns: false)
        let directory = await world.directory
        return try summary(query, directory).json()
    }

    func entityReport(_ request: SandboxRequest) async throws -> JSONValue {
        let query = try ReportQuery(request, needsColumns: true)
        let directory = await world.directory
        var report = try table(query, request, directory)
        report.summary = try summary(query, directory)
        report.performance = try sums(query, columns: [.date], directory).sorted { $0.key < $1.key }.map { key, sums in
            var point = Everflow.ReportPoint()
            point.unix = key.date.map { Timestamp(seconds: $0) }
            point.metrics = Everflow.ReportMetrics(sums)
            return point
        }
        return report.json()
    }

    // MARK: - Parts

    private func table(
        _ query: ReportQuery, _ request: SandboxRequest, _ directory: AccountDirectory
    ) throws -> Everflow.Report {
        let found = try sums(query, columns: query.columns, directory).sorted { $0.key < $1.key }
        let rows = found.prefix(ReportQuery.rowLimit).map { key, sums in
            Everflow.ReportRow(
                columns: query.columns.map { column($0, key, directory) }, metrics: Everflow.ReportMetrics(sums))
        }
        return Everflow.Report(
            rows: try page(Array(rows), request), isIncomplete: found.count > ReportQuery.rowLimit)
    }

    /// All rows, unless the request asks for a page.
    private func page(_ rows: [Everflow.ReportRow], _ request: SandboxRequest) throws -> [Everflow.ReportRow] {
        let body = try request.jsonObject()
        let isPaged = ["page", "page_size"].contains { name in
            request.parameter(name) != nil || (body[name] ?? body["paging"]?[name]) != nil
        }
        guard isPaged else { return rows }
        let paging = try EverflowListQuery(request, fields: [])
        return Array(rows.dropFirst((paging.page - 1) * paging.pageSize).prefix(paging.pageSize))
    }

    private func summary(_ query: ReportQuery, _ directory: AccountDirectory) throws -> Everflow.ReportMetrics {
        Everflow.ReportMetrics(try sums(query, columns: [], directory)[EntityReport.Key()] ?? TrafficSums())
    }

    private func sums(
        _ query: ReportQuery, columns: [ReportQuery.Column], _ directory: AccountDirectory
    ) throws -> [EntityReport.Key: TrafficSums] {
        var report = EntityReport(query, columns: columns, offers: directory.offersByID)
        let span = report.span
        if columns.contains(.date) {
            try world.storage.forEachRow(from: span.start, to: span.end) { row in
                report.add(row.sums, of: row.pair, at: row.bucket)
            }
        } else {
            for (pair, sums) in try world.ledgerSums.sums(from: span.start, to: span.end) {
                report.add(sums, of: pair, at: span.start)
            }
        }
        return report.rows
    }

    private func column(
        _ column: ReportQuery.Column, _ key: EntityReport.Key, _ directory: AccountDirectory
    ) -> Everflow.ReportColumn {
        var id = ""
        var label: String?
        switch column {
        case .offer:
            id = key.offer.map { String($0) } ?? ""
            label = key.offer.flatMap { directory.offersByID[$0]?.name }
        case .affiliate:
            id = key.affiliate.map { String($0) } ?? ""
            label = key.affiliate.flatMap { directory.affiliatesByID[$0]?.name }
        case .advertiser:
            id = key.advertiser.map { String($0) } ?? ""
            label = key.advertiser.flatMap { directory.advertisersByID[$0]?.name }
        case .date:
            id = key.date.map { String($0) } ?? ""
        }
        return Everflow.ReportColumn(type: column.rawValue, id: id, label: label)
    }

    // MARK: - Dashboard

    /// Today, yesterday and the two months in the network's zone.
    func dashboard(_ request: SandboxRequest) async throws -> JSONValue {
        let calendar = CapCalendar(timeZone: SandboxNetwork.reportingZone) ?? .utc
        let today = calendar.date(at: world.clock.now)
        let month = today.firstOfMonth
        let spans = [
            (today, today), (today.adding(days: -1), today.adding(days: -1)), (month, today),
            (month.adding(months: -1), month.adding(days: -1)),
        ]
        let metrics = try spans.map { from, to in
            let pairs = try world.ledgerSums.sums(
                from: calendar.startOfDay(from), to: calendar.startOfDay(to.adding(days: 1)))
            return Everflow.ReportMetrics(pairs.values.reduce(into: TrafficSums()) { $0 += $1 })
        }
        return .object(EverflowAPI.dashboardBlocks.map { name, metric in (name, block(metrics.map { $0[metric] })) })
    }

    private static let dashboardBlocks: [(String, Everflow.ReportMetric)] = [
        ("revenue", .revenue), ("payout", .payout), ("profit", .profit), ("click", .totalClick), ("conversion", .cv),
        ("event", .event), ("gross_sales", .grossSales), ("gross_click", .grossClick), ("impression", .impressions),
        ("invalid_click", .invalidClick), ("duplicate_click", .duplicateClick), ("unique_click", .uniqueClick),
    ]

    private func block(_ values: [Quantity?]) -> JSONValue {
        let names = ["today", "yesterday", "current_month", "last_month"]
        var object = JSONObject(zip(names, values).map { ($0, .quantity($1 ?? .zero)) })
        let (today, yesterday) = (values[0]?.doubleValue ?? 0, values[1]?.doubleValue ?? 0)
        let trend = yesterday == 0 ? 0 : ((today - yesterday) / yesterday * 1000).rounded() / 10
        object["trending_percentage"] = .double(trend)
        return .object(object)
    }
}
