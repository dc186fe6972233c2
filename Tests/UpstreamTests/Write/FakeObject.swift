// One custom cap and one flow behind the fixture server, which takes writes decently or not.

import Foundation
import Models
import Synchronization

final class FakeObject: Sendable {
    /// What becomes of one write.
    enum Fate: Sendable {
        case done
        case status(Int)
        /// Done, then answered with this status or these bytes.
        case doneThenStatus(Int)
        case doneThenCut
        case doneThenMalformed
        case cut
        case silence
        /// Answered well, and nothing is changed.
        case pretended
    }

    struct State: Sendable {
        var cap: JSONValue? = FakeObject.cap
        var flow: JSONValue? = FakeObject.flow
        /// Fates of the writes to come, by method; without one a write is done.
        var fates: [String: [Fate]] = [:]
        var writes: [Received] = []
        /// Answers to reads, used up one by one before the ordinary ones.
        var readFaults: [Reply] = []
        var deployed: JSONValue?
        /// The status by which getting one custom cap is refused.
        var refusesOne: Int?
    }

    let state = Mutex(State())

    func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }

    var writes: [Received] { state.withLock { $0.writes } }
    var value: String? { state.withLock { $0.cap?["daily_conversion_cap"]?.text } }
    var maximum: String? { state.withLock { $0.flow?["caps"]?[0]?["maximum"]?.text } }

    func answer(_ request: Received) -> Reply {
        state.withLock { state in
            guard request.method != "GET" else {
                return state.readFaults.isEmpty ? FakeObject.read(request, state) : state.readFaults.removeFirst()
            }
            state.writes.append(request)
            let fate = state.fates[request.method]?.isEmpty == false ? state.fates[request.method]?.removeFirst() : nil
            switch fate ?? .done {
            case .done: return FakeObject.perform(request, &state)
            case .status(let status): return .json(#"{"error":"no"}"#, status: status)
            case .doneThenStatus(let status):
                _ = FakeObject.perform(request, &state)
                return .json(#"{"error":"late fault"}"#, status: status)
            case .doneThenCut:
                _ = FakeObject.perform(request, &state)
                return .cut([])
            case .doneThenMalformed:
                _ = FakeObject.perform(request, &state)
                return .json(#"{"result": tr"#)
            case .cut: return .cut([])
            case .silence: return .hold([])
            case .pretended: return .json(#"{"result":true,"id":"f1"}"#)
            }
        }
    }

    private static func read(_ request: Received, _ state: State) -> Reply {
        if let status = state.refusesOne, request.path.hasPrefix("/v1/networks/custom/caps/") {
            return .json(#"{"error":"no such request"}"#, status: status)
        }
        let found: JSONValue? =
            switch request.path {
            case "/v1/networks/custom/caps/\(state.cap?["network_custom_cap_setting_id"]?.text ?? "412")": state.cap
            case "/v1/networks/custom/caps": .object([("custom_cap_settings", .array(state.cap.map { [$0] } ?? []))])
            case "/flows/f1": state.flow
            case "/flows": .array(state.flow.map { [$0] } ?? [])
            default: nil
            }
        guard let found else { return .json(#"{"error":"not found"}"#, status: 404) }
        return .json(String(decoding: found.serialized(), as: UTF8.self))
    }

    private static func perform(_ request: Received, _ state: inout State) -> Reply {
        guard let body = try? JSONValue.parse(request.body.isEmpty ? Array("null".utf8) : request.body) else {
            return .json(#"{"error":"not JSON"}"#, status: 400)
        }
        switch (request.method, request.path) {
        case ("PATCH", "/v1/networks/custom/caps"):
            for field in body["fields"]?.array ?? [] {
                state.cap?[field["field_type"]?.text ?? ""] = field["field_value"]
            }
            return .json(#"{"result":true}"#)
        case ("POST", "/v1/networks/custom/caps"):
            state.cap = body
            state.cap?["network_custom_cap_setting_id"] = .int(413)
            return .json(String(decoding: (state.cap ?? .null).serialized(), as: UTF8.self))
        case ("DELETE", "/v1/networks/custom/caps/\(state.cap?["network_custom_cap_setting_id"]?.text ?? "")"):
            state.cap = nil
            return .json(#"{"result":true}"#)
        case ("PUT", "/flows/f1"):
            state.flow = body
            state.flow?["updated_at"] = .string("2026-03-10T20:20:41.00\(state.writes.count)Z")
            return .json(String(decoding: (state.flow ?? .null).serialized(), as: UTF8.self))
        case ("POST", "/flows/f1/deploy"):
            state.deployed = state.flow
            return .json(#"{"message":"Flow deployed"}"#)
        default: return .json(#"{"error":"not found"}"#, status: 404)
        }
    }

    /// The custom cap of the Everflow reference, 4.2, shortened.
    static let cap = tree(
        """
        {"network_custom_cap_setting_id":412,"network_id":7,"network_affiliate_id":51,"network_offer_id":204,
         "name":"Harbor Media ramp-up","daily_conversion_cap":40,"monthly_conversion_cap":900,"daily_click_cap":5000,
         "time_created":1756704000,"time_saved":1757308800,"is_soft_cap":false}
        """)

    /// A flow with members that captop does not know, and numbers written in their own way.
    static let flow = tree(
        """
        {"id":"f1","name":"Solar Leads","enabled":true,"quirk":{"depth":[1.50,{"x":null}]},"fields":["email"],
         "caps":[{"id":"c1","type":"volume","name":"Solar monthly total","maximum":2000,"duration":1.0,
                  "duration_units":"month","time_zone":"America/Chicago","colour":"#ff0",
                  "caps":[{"id":"c2","type":"volume","maximum":60,"duration":1,"duration_units":"day"}]}],
         "sources":[],"steps":[],"updated_at":"2026-03-05T18:22:40.006Z"}
        """)

    private static func tree(_ text: String) -> JSONValue { (try? JSONValue.parse(Array(text.utf8))) ?? .null }
}
