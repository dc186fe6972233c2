// The three kinds of the money side behind the fixture server, one path a kind, which takes writes decently or not.

import Foundation
import Models
import Synchronization
import TestSupport

final class FakeMoney: Sendable {
    struct State: Sendable {
        /// By path of their kind, then by id.
        var objects: [String: [Int: JSONValue]] = [:]
        /// Fates of the writes to come; without one a write is done.
        var fates: [FakeObject.Fate] = []
        var writes: [Received] = []
        /// Reads are answered with this once the first write has come.
        var readsAfterWrite: Reply?
    }

    private static let kinds: [(path: String, resource: MoneyResource)] = [
        ("/v1/networks/custom/payoutrevenue", .customPayout), ("/v1/networks/tieredcommissions", .tieredCommission),
        ("/v1/networks/affiliatetiers", .affiliateTier),
    ]

    let state: Mutex<State>

    /// The examples of the Everflow reference, 9.2, 10.2, 11, with a member that captop does not know, and tier 4.
    init() throws {
        var tier = try JSONValue.parse(Array(MoneyExamples.affiliateTiers.utf8))["tiers"]?[0] ?? .null
        tier["relationship"] = try JSONValue.parse(Array("{\(MoneyExamples.tierRelationship)}".utf8))["relationship"]
        var other = tier
        other["network_affiliate_tier_id"] = .int(4)
        other["network_affiliate_ids"] = .null
        let examples = [
            318: try JSONValue.parse(Array(MoneyExamples.customPayout.utf8)),
            9: try JSONValue.parse(Array(MoneyExamples.tieredCommission.utf8)), 3: tier, 4: other,
        ]
        var state = State()
        for (id, example) in examples {
            guard let kind = Self.kinds.first(where: { example[$0.resource.idName] != nil }) else { continue }
            var object = example
            object["quirk"] = .array([.int(1)])
            state.objects[kind.path, default: [:]][id] = object
        }
        self.state = Mutex(state)
    }

    func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }

    var writes: [Received] { state.withLock { $0.writes } }

    func object(_ resource: MoneyResource, _ id: Int) -> JSONValue? {
        state.withLock { state in
            Self.kinds.first { $0.resource == resource }.flatMap { state.objects[$0.path]?[id] }
        }
    }

    func ids(_ resource: MoneyResource) -> [Int] {
        state.withLock { state in
            Self.kinds.first { $0.resource == resource }.map { state.objects[$0.path, default: [:]].keys.sorted() }
                ?? []
        }
    }

    /// Somebody else sets one member.
    func set(_ resource: MoneyResource, _ id: Int, _ name: String, _ value: JSONValue?) {
        state.withLock { state in
            guard let path = Self.kinds.first(where: { $0.resource == resource })?.path else { return }
            state.objects[path]?[id]?[name] = value
        }
    }

    func remove(_ resource: MoneyResource, _ id: Int) {
        state.withLock { state in
            guard let path = Self.kinds.first(where: { $0.resource == resource })?.path else { return }
            state.objects[path]?[id] = nil
        }
    }

    func answer(_ request: Received) -> Reply {
        state.withLock { state in
            if request.method == "GET" || request.path.hasSuffix("table") {
                if !state.writes.isEmpty, let reply = state.readsAfterWrite { return reply }
                return Self.read(request, state)
            }
            state.writes.append(request)
            switch state.fates.isEmpty ? .done : state.fates.removeFirst() {
            case .done: return Self.perform(request, &state)
            case .status(let status): return .json(#"{"error":"no"}"#, status: status)
            case .doneThenStatus(let status):
                _ = Self.perform(request, &state)
                return .json(#"{"error":"late fault"}"#, status: status)
            case .doneThenCut:
                _ = Self.perform(request, &state)
                return .cut([])
            case .doneThenMalformed:
                _ = Self.perform(request, &state)
                return .json(#"{"result": tr"#)
            case .cut: return .cut([])
            case .silence: return .hold([])
            case .pretended:
                let id = request.path.split(separator: "/").last.flatMap { Int($0) } ?? 1
                let names = Self.kinds.map { #""\#($0.resource.idName)":\#(id)"# }.joined(separator: ",")
                return .json(#"{"result":true,\#(names)}"#)
            }
        }
    }

    private static func place(_ path: String) -> (kind: (path: String, resource: MoneyResource), id: Int?)? {
        kinds.first { path.hasPrefix($0.path) }.map { ($0, path.split(separator: "/").last.flatMap { Int($0) }) }
    }

    private static func read(_ request: Received, _ state: State) -> Reply {
        guard let (kind, id) = place(request.path) else { return notFound }
        let objects = state.objects[kind.path, default: [:]]
        guard let id else {
            let rows = objects.sorted { $0.key < $1.key }.map(\.value)
            return json(.object([(kind.resource.listName, .array(rows))]))
        }
        return objects[id].map(json) ?? notFound
    }

    private static func perform(_ request: Received, _ state: inout State) -> Reply {
        guard let (kind, id) = place(request.path),
            let body = try? JSONValue.parse(request.body.isEmpty ? Array("null".utf8) : request.body)
        else { return notFound }
        switch (request.method, id) {
        case ("PATCH", nil):
            for case let id? in body["\(kind.resource.idName)s"]?.array?.map(\.int64) ?? [] {
                guard let old = state.objects[kind.path]?[Int(id)] else { return notFound }
                state.objects[kind.path]?[Int(id)] = MoneyPatch.applied(body, to: old)
            }
            return .json(#"{"result":true}"#)
        case ("PUT", let id?) where state.objects[kind.path]?[id] != nil:
            state.objects[kind.path]?[id] = stored(body, kind.resource, id)
        case ("POST", nil):
            let id = (state.objects[kind.path]?.keys.max() ?? 0) + 1
            state.objects[kind.path]?[id] = stored(body, kind.resource, id)
            return json(state.objects[kind.path]?[id] ?? .null)
        case ("DELETE", let id?) where state.objects[kind.path]?[id] != nil:
            state.objects[kind.path]?[id] = nil
            return .json(#"{"result":true}"#)
        default: return notFound
        }
        return id.flatMap { state.objects[kind.path]?[$0] }.map(json) ?? notFound
    }

    /// As the server keeps it: labels are nested in answers (section 11), and it adds what nobody gave.
    private static func stored(_ body: JSONValue, _ resource: MoneyResource, _ id: Int) -> JSONValue {
        var object = body
        object[resource.idName] = .int(id)
        if resource == .customPayout, object["currency_id"] == nil { object["currency_id"] = .string("USD") }
        if resource == .affiliateTier {
            let labels = body["labels"] ?? .array([])
            object["labels"] = nil
            object["relationship"] = .object([("labels", .object([("entries", labels)]))])
        }
        return object
    }

    private static let notFound = Reply.json(#"{"error":"not found"}"#, status: 404)

    private static func json(_ value: JSONValue) -> Reply { .json(String(decoding: value.serialized(), as: UTF8.self)) }
}
