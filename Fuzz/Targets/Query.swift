// A query as it is typed: it is read or refused with a place inside the text. Behind `not` and in parentheses it is the same,
// and finds the meters that it does not find by itself; asked of a list it finds what it finds when each is asked alone.
import Models

private let now = Timestamp(seconds: 1_773_174_041)

private let context = QueryContext(
    network: Network(name: "acme", kind: .everflow, environment: .production, accountName: "Acme Media Group"),
    groups: [OfferGroup(id: "12", name: "Kettle Family", status: "active", offerIDs: ["204"])], now: now)

private let custom = CapObject(
    id: ObjectID(network: "acme", kind: .custom, key: "412"), scope: .custom, name: "Harbor ramp-up",
    affiliate: NamedID(id: "51", name: "Harbor Media"), offer: NamedID(id: "204", name: "Sunrise Kettle CPA"),
    timeZone: "America/New_York", currency: "USD")

private let nested = CapObject(
    id: ObjectID(network: "acme", kind: .cap, key: "a2"), scope: .step, name: "L\u{E9}gume",
    step: NamedID(id: "s7", name: "Deliver"), parent: ObjectID(network: "acme", kind: .cap, key: "a1"),
    rules: ["state is equal to TX"], isSoftCap: true, isEnabled: false, timeZone: "UTC", isTimeZoneAssumed: true)

private let group = CapObject(
    id: ObjectID(network: "acme", kind: .group, key: "12"), scope: .group, name: "Kettle Family", timeZone: "UTC")

/// With and without a count, a maximum and a window; two of one object side by side and apart.
private let meters: [CapMeter] = [
    CapMeter(
        object: custom, limit: CapLimit(metric: .conversion, period: .daily, maximum: Quantity(40)),
        count: Quantity(39), startedAt: now.adding(seconds: -3_600), expiresAt: now.adding(seconds: 3_600), asOf: now),
    CapMeter(
        object: custom, limit: CapLimit(metric: .payout, period: .global, maximum: Quantity(millionths: .max)),
        count: nil, asOf: now, precision: .unknown),
    CapMeter(
        object: nested, limit: CapLimit(metric: .lead, period: CapPeriod(unit: .minute, length: 15), maximum: nil),
        count: Quantity(7), failedCount: Quantity(3), startedAt: now.adding(seconds: -900),
        expiresAt: now.adding(seconds: -1), asOf: now, precision: .derived, isWindowEstimated: true),
    CapMeter(
        object: group,
        limit: CapLimit(metric: .click, period: CapPeriod(unit: .other("fortnight")), maximum: Quantity(0)),
        count: Quantity(0), asOf: now.adding(seconds: 60)),
    CapMeter(
        object: custom, limit: CapLimit(metric: .click, period: .weekly, maximum: Quantity(1)), count: Quantity(2),
        asOf: now),
]

private func found(_ query: CapQuery) -> [Int] {
    let found = query.indices(in: meters, context)
    precondition(found == meters.indices.filter { query.matches(meters[$0], in: context) }, "a list finds others")
    return found
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    for suggestion in CapQuery.suggestions(for: text, cursor: text.count) {
        precondition(suggestion.range.upperBound <= text.count, "completes beyond the text")
    }
    let query: CapQuery
    do {
        query = try CapQuery(text)
    } catch {
        precondition(!error.range.isEmpty && error.range.lowerBound >= 0)
        precondition(error.range.upperBound <= max(1, text.count), "underlines beyond the text")
        precondition(!error.message.isEmpty)
        return 0
    }
    precondition(query.text == text)
    let all = found(query)
    guard !query.isEmpty else { return 0 }
    // Line ends join with no letter of the text; 64 parentheses within each other are as many as there may be.
    guard let opposite = try? CapQuery("not (\n\(text)\n)") else {
        precondition(text.count { $0 == "(" } >= 64, "in parentheses it is refused")
        return 0
    }
    precondition(opposite.root == .not(query.root), "in parentheses it is another query")
    precondition(found(opposite) == meters.indices.filter { !all.contains($0) }, "not finds others than the rest")
    return 0
}
