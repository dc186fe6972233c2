// `POST /sandbox/events`: clicks, conversions and events from outside, each answered with what the engine decided.

import Models

struct PostedEvents: Sendable {
    static let limit = 10_000

    let world: SandboxWorld

    /// A list under `events`, or a single event. The whole body is checked before anything counts.
    func answer(_ request: SandboxRequest) async throws -> SandboxAnswer {
        guard request.method == "POST" else { throw SandboxFailure(405, "method not allowed") }
        let body = try request.jsonObject()
        let events = try PostedEvents.events(body)
        let decisions = try await world.submit(events).map(PostedEvents.json)
        if body["events"] == nil, let only = decisions.first { return SandboxAnswer(200, only) }
        return SandboxAnswer(200, .object([("events", .array(decisions))]))
    }

    // MARK: - Reading

    static func events(_ body: JSONObject) throws(SandboxFailure) -> [EverflowEvent] {
        guard let list = body["events"] else { return [try event(.object(body), place: "event")] }
        guard let items = list.array, !items.isEmpty else {
            throw SandboxFailure(400, "events must be a list with events")
        }
        guard items.count <= limit else { throw SandboxFailure(400, "at most \(limit) events at once") }
        var events: [EverflowEvent] = []
        for (index, item) in items.enumerated() { events.append(try event(item, place: "events[\(index)]")) }
        return events
    }

    private static func event(_ value: JSONValue, place: String) throws(SandboxFailure) -> EverflowEvent {
        guard let kind = EverflowEvent.Kind(rawValue: value["type"]?.text ?? "") else {
            throw SandboxFailure(400, "\(place): type must be click, conversion or event")
        }
        guard let offer = value["offer_id"]?.int64, let affiliate = value["affiliate_id"]?.int64 else {
            throw SandboxFailure(400, "\(place): offer_id and affiliate_id must be integers")
        }
        return EverflowEvent(
            kind: kind, pair: Pair(offer: Int(clamping: offer), affiliate: Int(clamping: affiliate)),
            details: try PostedDetails(value, place: place).details(of: kind))
    }

    // MARK: - Answering

    private static func json(_ decision: EverflowDecision) -> JSONValue {
        .object([
            ("type", .string(decision.event.kind.rawValue)), ("offer_id", .int(decision.event.pair.offer)),
            ("affiliate_id", .int(decision.event.pair.affiliate)), ("outcome", .string(decision.outcome.rawValue)),
            ("reason", decision.reason.map(JSONValue.string) ?? .null),
            ("error_code", decision.errorCode.map { .int($0) } ?? .null),
            ("payout", amount(decision.worth?.payout)), ("revenue", amount(decision.worth?.revenue)),
            ("binding_cap", decision.binding.map(json) ?? .null), ("counted_caps", .array(decision.counted.map(json))),
        ])
    }

    private static func amount(_ millionths: Int64?) -> JSONValue {
        millionths.map { .quantity(Quantity(millionths: $0)) } ?? .null
    }

    private static func json(_ touch: CapTouch) -> JSONValue {
        .object([
            ("cap", .string(touch.owner.text)), ("metric", .string(touch.slot.metric.rawValue)),
            ("period", .string(touch.slot.period.word)), ("count", .quantity(touch.count)),
            ("maximum", .quantity(touch.maximum)), ("is_soft_cap", .bool(touch.isSoftCap)),
            ("reached", .bool(touch.isReached)),
        ])
    }
}
