// Reads usage through entity reports (Everflow reference, 5.3 and 12): ranges in days of the caps' zone, long ranges in
// spans, cut answers completed offer by offer. Remembers finished spans and what could be completed so far.

import Models

struct EverflowUsageSync: Sendable {
    /// One report's question.
    private struct Span: Hashable, Sendable {
        var key: UsageKey
        var from: CivilDate
        var to: CivilDate
    }

    private struct Answer: Sendable {
        var key: UsageKey
        var spans: [Span: UsageTable]
        var sum: UsageTable
    }

    /// The longest range of one report (Everflow reference, section 12, allows 367 days).
    private static let spanDays = 366
    /// Finished spans are read again after a day: late conversions are booked into the past.
    private static let memoryMilliseconds: Int64 = 86_400_000

    let splitReports: Int
    private(set) var usage = EverflowUsage()
    private var spans: [Span: UsageTable] = [:]

    init(splitReports: Int) {
        self.splitReports = splitReports
    }

    /// Brings `usage` up to date for `needs`.
    ///
    /// - Throws: failures that concern the whole network; others are remarks, and the affected tables stay as they were
    ///   when their days are still the same, or go.
    mutating func refresh(
        _ needs: [UsageNeed], now: Timestamp, client: AccountClient, remarks: inout Remarks
    ) async throws(UpstreamError) {
        let budget = max(1, splitReports / max(1, needs.count))
        let spans = spans
        let results = await concurrently(needs, width: max(1, needs.count)) { need in
            let outcome = await EverflowUsageSync.answer(need, now: now, known: spans, budget: budget, client: client)
            return Result<Result<Answer, UpstreamError>, UpstreamError>.success(outcome)
        }
        var fresh = EverflowUsage()
        var kept: [Span: UsageTable] = [:]
        for (need, outcome) in zip(needs, results.compactMap { try? $0.get() }) {
            do {
                let answer = try outcome.get()
                fresh[need.key] = answer.sum
                kept.merge(answer.spans) { _, new in new }
                remark(need, answer.sum, &remarks)
            } catch {
                guard
                    error.concernsOneResource || error.kind == .timeout || error.kind == .unreachable
                        || error.kind == .rateLimited
                else {
                    throw error
                }
                remarks.add(error, missing: need.key.text, of: [.caps])
                let old = EverflowUsageSync.spans(of: need).map { ($0, spans[$0]) }
                for case (let span, let table?) in old { kept[span] = table }
                fresh[need.key] = EverflowUsageSync.sum(old.map(\.1))
            }
        }
        usage = fresh
        self.spans = kept
    }

    private func remark(_ need: UsageNeed, _ table: UsageTable, _ remarks: inout Remarks) {
        let unknown = table.isComplete ? 0 : need.offerIDs.count { table.covered(offer: $0) == nil }
        guard unknown > 0 else { return }
        remarks.add(
            "\(need.key.text) is cut by the server; \(unknown) offers are not complete yet", leavingOut: [.caps])
    }

    private static func spans(of need: UsageNeed) -> [Span] {
        need.spans(ofAtMost: spanDays).map { Span(key: need.key, from: $0.lowerBound, to: $0.upperBound) }
    }

    private static func sum(_ tables: [UsageTable?]) -> UsageTable? {
        let known = tables.compactMap { $0 }
        guard known.count == tables.count, let first = known.first else { return nil }
        return known.dropFirst().reduce(first) { $0.adding($1) }
    }

    private static func answer(
        _ need: UsageNeed, now: Timestamp, known: [Span: UsageTable], budget: Int, client: AccountClient
    ) async -> Result<Answer, UpstreamError> {
        await outcome { () throws(UpstreamError) in
            var tables: [Span: UsageTable] = [:]
            var ordered: [UsageTable?] = []
            for span in spans(of: need) {
                let table = try await table(
                    span, need, now: now, known: known[span], budget: budget, client: client)
                tables[span] = table
                ordered.append(table)
            }
            guard let sum = sum(ordered) else { throw UpstreamError(.malformed, "no days to report on") }
            return Answer(key: need.key, spans: tables, sum: sum)
        }
    }

    private static func table(
        _ span: Span, _ need: UsageNeed, now: Timestamp, known: UsageTable?, budget: Int, client: AccountClient
    ) async throws(UpstreamError) -> UsageTable {
        var table: UsageTable
        if span.to < need.to, let known, now.milliseconds(since: known.asOf) < memoryMilliseconds {
            table = known
        } else {
            table = UsageTable(try await report(span, offer: nil, client), asOf: now)
        }
        let lacking = need.offerIDs.filter { table.covered(offer: $0) == nil }
        guard !lacking.isEmpty else { return table }
        let asked = Array(staleFirst(lacking, known).prefix(budget))
        let results = await concurrently(asked, width: 4) { offer in
            await outcome { () throws(UpstreamError) in (offer, try await report(span, offer: offer, client)) }
        }
        var reports: [Int: Everflow.Report] = [:]
        for result in results {
            let (offer, report) = try result.get()
            reports[offer] = report
        }
        table.complete(Set(asked), from: UsageTable(byOffer: reports, asOf: now))
        if let known { table.complete(lacking, from: known) }
        return table
    }

    /// Offers never completed before first, then those completed longest ago.
    private static func staleFirst(_ offers: Set<Int>, _ known: UsageTable?) -> [Int] {
        let dated = offers.map { (offer: $0, instant: known?.covered(offer: $0)?.milliseconds ?? .min) }
        return dated.sorted { ($0.instant, $0.offer) < ($1.instant, $1.offer) }.map(\.offer)
    }

    private static func report(
        _ span: Span, offer: Int?, _ client: AccountClient
    ) async throws(UpstreamError) -> Everflow.Report {
        let filters = offer.map { [Everflow.ReportFilter(resourceType: "offer", value: String($0))] } ?? []
        let request = Everflow.Requests.entityReport(
            from: span.from.text, to: span.to.text, timezoneID: span.key.timezoneID, currency: span.key.currency,
            filters: filters)
        let response = try await client.read(request, isReport: true)
        do {
            return try Everflow.Report.read(response.body)
        } catch {
            throw error.upstreamError("entity report")
        }
    }
}
