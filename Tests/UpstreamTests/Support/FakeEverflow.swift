// A small Everflow behind the fixture server: lists with paging and filters, reports over days, and faults on request.

import Foundation
import Synchronization

final class FakeEverflow: Sendable {
    struct Row: Sendable {
        var id: Int
        /// nil for a row that does not say.
        var saved: Int?
        /// JSON members after the id, without braces.
        var members: String
    }

    /// What becomes of a filter by `time_saved`.
    enum Filtering: Sendable {
        case honoured, ignored, refused
        /// `>` is taken for `>=`, and rows that do not say when pass.
        case inclusive

        func passes(_ saved: Int?, since: Int) -> Bool {
            switch self {
            case .honoured, .refused: saved ?? 0 > since
            case .ignored: true
            case .inclusive: saved ?? since >= since
            }
        }
    }

    struct State: Sendable {
        var caps: [Row] = []
        var offers: [Row] = []
        var affiliates: [Row] = []
        /// `relationship.remaining_caps` of the table, by offer.
        var remaining: [Int: String] = [:]
        var groups = "[]"
        /// Rows of every report, as (offer, affiliate, reporting members).
        var report: [(Int, Int, String)] = []
        /// What happened on a day, as (day, offer, affiliate, numbers); sums of these are reported in place of `report`.
        var events: [(String, Int, Int, [String: Int])] = []
        var isReportCut = false
        var payouts: [Row] = []
        /// What a setting read by itself has more than its list row: members without braces.
        var conditions: [Int: String] = [:]
        var commissions: [Row] = []
        var tiers: [Row] = []
        /// Whether the list of custom payouts says how many there are.
        var pagesPayouts = true
        var filtering = Filtering.honoured
        var pageLimit = 2000
        /// A page that is asked for larger than this is refused.
        var largestPage = Int.max
        /// Pages of every list that are answered with another.
        var swappedPages: [Int: Int] = [:]
        /// Replies by path in place of the ordinary ones.
        var faults: [String: Reply] = [:]
        /// Replies to everything, used up one by one before the ordinary ones.
        var nextFaults: [Reply] = []
        var headers: [(String, String)] = []
    }

    let state = Mutex(State())

    func change(_ body: @Sendable (inout State) -> Void) {
        state.withLock { body(&$0) }
    }

    func answer(_ request: Received) -> Reply {
        state.withLock { state in
            if !state.nextFaults.isEmpty { return state.nextFaults.removeFirst() }
            let path = request.path
            if let fault = state.faults[path] { return fault }
            let size = request.query("page_size").first.flatMap { Int($0) } ?? 50
            if size > state.largestPage { return .json(#"{"error":"page_size is too large"}"#, status: 400) }
            if state.filtering == .refused, !request.query("filter").isEmpty {
                return .json(#"{"error":"unknown filter"}"#, status: 400)
            }
            return FakeEverflow.answer(request, path, state)
        }
    }

    private static func answer(_ request: Received, _ path: String, _ state: State) -> Reply {
        let body: String? =
            switch path {
            case "/v1/networks":
                #"{"network_id":7,"name":"Lanternfish","default_currency_id":"USD","reporting_timezone_id":80}"#
            case "/v1/meta/timezones":
                #"{"timezones":[{"timezone_id":67,"timezone":"UTC"},{"timezone_id":80,"timezone":"America/New_York"}]}"#
            case "/v1/networks/custom/caps":
                list(state.caps, "custom_cap_settings", "network_custom_cap_setting_id", request, state)
            case "/v1/networks/offers": list(state.offers, "offers", "network_offer_id", request, state)
            case "/v1/networks/affiliates":
                list(state.affiliates, "affiliates", "network_affiliate_id", request, state)
            case "/v1/networks/offerstable": list(table(state), "offers", "network_offer_id", request, state)
            case "/v1/networks/offergroups": #"{"offer_groups":\#(state.groups)}"#
            case "/v1/networks/reporting/entity/table": report(request, state)
            default: money(request, path, state)
            }
        guard let body else { return .json(#"{"error":"no such path"}"#, status: 404) }
        return .json(body, headers: state.headers)
    }

    private static func money(_ request: Received, _ path: String, _ state: State) -> String? {
        let settings = "/v1/networks/custom/payoutrevenue"
        switch path {
        case settings:
            return list(
                state.payouts, "custom_payout_revenue_settings", "network_custom_payout_revenue_setting_id", request,
                state, isPaged: state.pagesPayouts)
        case "/v1/networks/tieredcommissions/table":
            return list(
                state.commissions, "tiered_commissions", "network_tiered_commission_id", request, state)
        case "/v1/networks/affiliatetiers":
            return list(state.tiers, "tiers", "network_affiliate_tier_id", request, state, isPaged: false)
        default:
            guard path.hasPrefix(settings + "/"), let id = Int(path.dropFirst(settings.count + 1)),
                let row = state.payouts.first(where: { $0.id == id })
            else { return nil }
            return
                #"{"network_custom_payout_revenue_setting_id":\#(id),"time_saved":\#(row.saved ?? 0),\#(row.members)"#
                + (state.conditions[id].map { "," + $0 } ?? "") + "}"
        }
    }

    private static func table(_ state: State) -> [Row] {
        state.offers.map { offer in
            var row = offer
            if let remaining = state.remaining[offer.id] {
                row.members += #","relationship":{"remaining_caps":{\#(remaining)}}"#
            }
            return row
        }
    }

    private static func list(
        _ rows: [Row], _ key: String, _ id: String, _ request: Received, _ state: State, isPaged: Bool = true
    ) -> String {
        let since = request.query("filter").first.flatMap { Int($0.split(separator: ">").last ?? "") }
        let chosen = rows.filter { row in since.map { state.filtering.passes(row.saved, since: $0) } ?? true }
        let asked = request.query("page").first.flatMap { Int($0) } ?? 1
        let page = state.swappedPages[asked] ?? asked
        let size = min(state.pageLimit, request.query("page_size").first.flatMap { Int($0) } ?? 50)
        let items = chosen.dropFirst((page - 1) * size).prefix(size).map { row in
            #"{"\#(id)":\#(row.id),"time_saved":\#(row.saved.map(String.init) ?? "null"),\#(row.members)}"#
        }
        guard isPaged else { return #"{"\#(key)":[\#(items.joined(separator: ","))]}"# }
        return #"{"\#(key)":[\#(items.joined(separator: ","))],"#
            + #""paging":{"page":\#(page),"page_size":\#(size),"total_count":\#(chosen.count)}}"#
    }

    private static func report(_ request: Received, _ state: State) -> String {
        let body = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any]
        let filters = ((body?["query"] as? [String: Any])?["filters"] as? [[String: Any]]) ?? []
        let offer = filters.first.flatMap { Int("\($0["filter_id_value"] ?? "")") }
        let isCut = state.isReportCut && offer == nil
        let all = state.events.isEmpty ? state.report : sums(state.events, body)
        let rows = all.filter { offer == nil || $0.0 == offer }.prefix(isCut ? 1 : .max)
        let table = rows.map { row in
            #"{"columns":[{"column_type":"offer","id":"\#(row.0)"},{"column_type":"affiliate","id":"\#(row.1)"}],"#
                + #""reporting":{\#(row.2)}}"#
        }
        return #"{"table":[\#(table.joined(separator: ","))],"incomplete_results":\#(isCut)}"#
    }

    private static func sums(_ events: [(String, Int, Int, [String: Int])], _ body: [String: Any]?) -> [(
        Int, Int, String
    )] {
        let (from, to) = (body?["from"] as? String ?? "", body?["to"] as? String ?? "")
        var sums: [[Int]: [String: Int]] = [:]
        for (day, offer, affiliate, numbers) in events where from <= day && day <= to {
            sums[[offer, affiliate], default: [:]].merge(numbers, uniquingKeysWith: +)
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { pair, numbers in
            (pair[0], pair[1], numbers.map { #""\#($0)":\#($1)"# }.joined(separator: ","))
        }
    }
}
