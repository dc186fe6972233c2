// Many Everflow objects of one kind behind the fixture server, which takes writes of several at once, decently or not.

import Foundation
import Models
import Synchronization

final class FakeObjects: Sendable {
    struct State: Sendable {
        var objects: [Int: JSONValue] = [:]
        /// A request that names one of them is refused as a whole, as the previews say too.
        var refused: Set<Int> = []
        /// Status of such a refusal.
        var refusal = 400
        /// Fates of the writes to come; without one a write is done.
        var fates: [FakeObject.Fate] = []
        var writes: [Received] = []
        /// Rows on one page, whatever was asked for.
        var pageSize = 2000
        /// Whether one object can be got by its id.
        var answersOne = true
        /// Writes are answered when it is open.
        var gate: Gate?
    }

    let kind: EditableKind
    let state: Mutex<State>

    /// Objects 1001, 1002 and so on.
    init(_ kind: EditableKind, count: Int) {
        self.kind = kind
        var state = State()
        for id in 1001..<(1001 + count) { state.objects[id] = FakeObjects.object(kind, id) }
        self.state = Mutex(state)
    }

    func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }

    var writes: [Received] { state.withLock { $0.writes } }

    /// The text of one field of every object, by id.
    func values(_ field: String) -> [Int: String] {
        state.withLock { $0.objects.compactMapValues { $0[field]?.text } }
    }

    func answer(_ request: Received) -> Reply {
        state.withLock { state in
            if request.method == "GET" { return read(request, state) }
            if request.path.hasSuffix("/submit") { return preview(request, state) }
            state.writes.append(request)
            let reply = write(request, &state)
            return state.gate.map { .after($0, reply) } ?? reply
        }
    }

    private func write(_ request: Received, _ state: inout State) -> Reply {
        switch state.fates.isEmpty ? .done : state.fates.removeFirst() {
        case .done: return perform(request, &state)
        case .status(let status): return .json(#"{"error":"no"}"#, status: status)
        case .doneThenStatus(let status):
            _ = perform(request, &state)
            return .json(#"{"error":"late fault"}"#, status: status)
        case .doneThenCut:
            _ = perform(request, &state)
            return .cut([])
        case .doneThenMalformed:
            _ = perform(request, &state)
            return .json(#"{"result": tr"#)
        case .cut: return .cut([])
        case .silence: return .hold([])
        case .pretended: return .json(#"{"result":true}"#)
        }
    }

    private func perform(_ request: Received, _ state: inout State) -> Reply {
        guard let body = try? JSONValue.parse(request.body), request.method == "PATCH", request.path == names.write
        else { return .json(#"{"error":"not found"}"#, status: 404) }
        let ids = (body[names.ids]?.array ?? []).compactMap { $0.int64.map(Int.init) }
        if let id = ids.first(where: { state.refused.contains($0) || state.objects[$0] == nil }) {
            return .json(#"{"Error":"object \#(id) cannot be changed"}"#, status: state.refusal)
        }
        for id in ids {
            for field in body["fields"]?.array ?? [] {
                state.objects[id]?[field["field_type"]?.text ?? ""] = field["field_value"]
            }
        }
        return .json(#"{"result":true}"#)
    }

    private func preview(_ request: Received, _ state: State) -> Reply {
        let body = (try? JSONValue.parse(request.body)) ?? .null
        let ids = (body[names.ids]?.array ?? []).compactMap { $0.int64.map(Int.init) }
        let changes = ids.map { id in
            let isRefused = state.refused.contains(id)
            return
                #"{"change_status":"\#(isRefused ? "error" : "ok")","changed_field":{"field_type":"daily_click_cap","#
                + #""field_value":1},"error_message":"\#(isRefused ? "offer \(id) is archived" : "")","related_changes":""}"#
        }
        return .json(#"{"changes":[\#(changes.joined(separator: ","))],"resource_errors":[]}"#)
    }

    private func read(_ request: Received, _ state: State) -> Reply {
        if request.path == names.path {
            let page = request.query("page").first.flatMap { Int($0) } ?? 1
            let rows = state.objects.sorted { $0.key < $1.key }.map(\.value)
                .dropFirst((page - 1) * state.pageSize).prefix(state.pageSize)
            let paging: JSONValue = .object([
                ("page", .int(page)), ("page_size", .int(state.pageSize)), ("total_count", .int(state.objects.count)),
            ])
            return json(.object([(names.list, .array(Array(rows))), ("paging", paging)]))
        }
        let id = Int(request.path.split(separator: "/").last ?? "") ?? 0
        guard state.answersOne, request.path == "\(names.path)/\(id)", let object = state.objects[id] else {
            return .json(#"{"error":"not found"}"#, status: 404)
        }
        return json(object)
    }

    private func json(_ value: JSONValue) -> Reply { .json(String(decoding: value.serialized(), as: UTF8.self)) }

    /// Everflow reference, 4.1, 6.1 and 8.1.
    private var names: (path: String, list: String, ids: String, write: String) {
        switch kind {
        case .offer:
            ("/v1/networks/offers", "offers", "network_offer_ids", "/v1/networks/patch/offers/apply")
        case .affiliate:
            ("/v1/networks/affiliates", "affiliates", "network_affiliate_ids", "/v1/networks/patch/affiliates/apply")
        case .customPayout:
            (
                "/v1/networks/custom/payoutrevenue", "custom_payout_revenue_settings",
                "network_custom_payout_revenue_setting_ids", "/v1/networks/custom/payoutrevenue"
            )
        case .customCap, .offerGroup, .tieredCommission, .affiliateTier, .leadCap, .flow, .source:
            (
                "/v1/networks/custom/caps", "custom_cap_settings", "network_custom_cap_setting_ids",
                "/v1/networks/custom/caps"
            )
        }
    }

    /// Limits of 40 conversions and 5000 clicks, an active affiliate, or a custom payout of 18.
    private static func object(_ kind: EditableKind, _ id: Int) -> JSONValue {
        var members: [(String, JSONValue)]
        switch kind {
        case .offer: members = [("network_offer_id", .int(id)), ("is_caps_enabled", .bool(true))]
        case .affiliate: members = [("network_affiliate_id", .int(id)), ("account_status", .string("active"))]
        case .customPayout:
            members = [
                ("network_custom_payout_revenue_setting_id", .int(id)), ("network_offer_id", .int(204)),
                ("is_apply_all_affiliates", .bool(false)), ("network_affiliate_ids", .array([.int(51)])),
                ("network_offer_payout_revenue_id", .int(0)), ("custom_setting_status", .string("active")),
                ("is_custom_payout_enabled", .bool(true)), ("payout_type", .string("cpa")), ("payout_amount", .int(18)),
                ("is_custom_revenue_enabled", .bool(false)), ("revenue_type", .string("blank")),
            ]
        case .customCap, .offerGroup, .tieredCommission, .affiliateTier, .leadCap, .flow, .source:
            members = [
                ("network_custom_cap_setting_id", .int(id)), ("network_affiliate_id", .int(id - 1000)),
                ("network_offer_id", .int(204)),
            ]
        }
        members += [
            ("name", .string("object \(id)")), ("daily_conversion_cap", .int(40)), ("daily_click_cap", .int(5000)),
        ]
        return .object(members.map { ($0.0, $0.1) })
    }
}
