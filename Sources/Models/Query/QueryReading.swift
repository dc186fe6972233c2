// What a meter, its object and its network answer when a query asks for a field. One entry a field; nil is what is not
// known or does not apply.

/// A value as a fraction of whole numbers, so that a comparison is exact: 4 of 5 is 80 % and nothing near it.
struct QueryRatio {
    var numerator: Int128
    /// Above 0.
    var denominator: Int64 = 1

    /// Below 0, 0 or above 0, as the value is below, at or above `bound`.
    func compared(with bound: Quantity) -> Int {
        let other = Int128(bound.millionths) * Int128(denominator)
        return numerator == other ? 0 : numerator < other ? -1 : 1
    }
}

/// How a field is read, by the kind of its values.
enum QueryReading {
    /// Tries the test on each of the field's texts.
    case texts((CapMeter, (String) -> Bool) -> Bool?)
    case word((CapMeter) -> String)
    /// In millionths of the unit that bounds have.
    case ratio((CapMeter) -> QueryRatio?)
    /// As `ratio`, out of the meter's forecast.
    case forecast((Forecast) -> QueryRatio?)
    case flag((CapMeter) -> Bool)
}

extension QueryField {
    /// Whether all meters of one object answer the same.
    var isOfObject: Bool {
        switch self {
        case .network, .kind, .environment, .account, .scope, .name, .parent, .affiliate, .affiliateID, .offer,
            .offerID,
            .group, .groupID, .step, .stepID, .hard, .soft, .enabled, .disabled, .timeZone, .zoneAssumed, .rules:
            true
        case .id, .metric, .period, .unit, .length, .count, .maximum, .left, .utilisation, .failedCount, .state,
            .currency, .expires, .started, .elapsed, .trips, .odds, .rate, .pace, .projected, .windowEstimated, .age,
            .precision:
            false
        }
    }
}

/// Reads fields in one context.
struct QueryReader {
    let context: QueryContext
    /// The groups that hold an offer, by the offer's id; empty unless a query asks for them.
    let groupsOfOffer: [String: [NamedID]]

    init(_ context: QueryContext, fields: [QueryField]) {
        self.context = context
        var groupsOfOffer: [String: [NamedID]] = [:]
        if fields.contains(.group) || fields.contains(.groupID) {
            for group in context.groups {
                for offer in group.offerIDs {
                    groupsOfOffer[offer, default: []].append(NamedID(id: group.id, name: group.name))
                }
            }
        }
        self.groupsOfOffer = groupsOfOffer
    }

    func reading(of field: QueryField) -> QueryReading {
        let (network, now) = (context.network, context.now)
        return switch field {
        case .network: .texts { $1($0.object.id.network) }
        case .kind: .word { _ in network.kind.rawValue }
        case .environment: .word { _ in network.environment.rawValue }
        case .account: .texts { _, holds in network.accountName.map(holds) }
        case .scope: .word { $0.object.scope.rawValue }
        case .id: .texts { Self.anyID(of: $0, where: $1) }
        case .name: .texts { $1($0.object.name) }
        case .parent: .texts { meter, holds in meter.object.parent.map { holds($0.key) || holds($0.text) } }
        case .affiliate: .texts { Self.either(of: $0.object.affiliate, where: $1) }
        case .affiliateID: .texts { meter, holds in meter.object.affiliate.map { holds($0.id) } }
        case .offer: .texts { Self.either(of: $0.object.offer, where: $1) }
        case .offerID: .texts { meter, holds in meter.object.offer.map { holds($0.id) } }
        case .group: .texts { meter, holds in any(groups(of: meter.object)) { holds($0.name) || holds($0.id) } }
        case .groupID: .texts { meter, holds in any(groups(of: meter.object)) { holds($0.id) } }
        case .step: .texts { Self.either(of: $0.object.step, where: $1) }
        case .stepID: .texts { meter, holds in meter.object.step.map { holds($0.id) } }
        case .metric: .word { $0.limit.metric.rawValue }
        case .period: .texts { $1($0.limit.period.text) }
        case .unit: .word { $0.limit.period.unit.rawValue.lowercased() }
        case .length: .ratio { QueryRatio(numerator: Int128($0.limit.period.length) * Int128(Quantity.scale)) }
        case .count: .ratio { Self.ratio($0.count) }
        case .maximum: .ratio { Self.ratio($0.limit.maximum) }
        case .left: .ratio(Self.left)
        case .utilisation: .ratio(Self.utilisation)
        case .failedCount: .ratio { Self.ratio($0.failedCount) }
        case .state: .word { $0.state.queryWord }
        case .hard: .flag { !$0.object.isSoftCap }
        case .soft: .flag { $0.object.isSoftCap }
        case .enabled: .flag { $0.object.isEnabled }
        case .disabled: .flag { !$0.object.isEnabled }
        case .timeZone: .texts { $1($0.object.timeZone) }
        case .zoneAssumed: .flag { $0.object.isTimeZoneAssumed }
        case .currency: .texts { $0.limit.metric.isMoney ? $0.object.currency.map($1) : nil }
        case .rules: .texts { any($0.object.rules, where: $1) }
        case .expires: .ratio { meter in meter.expiresAt.map { Self.duration(from: now, to: $0) } }
        case .started: .ratio { meter in meter.startedAt.map { Self.duration(from: $0, to: now) } }
        case .elapsed: .ratio { Self.elapsed($0, at: now) }
        case .trips: .forecast { forecast in forecast.tripsAt.map { Self.duration(from: now, to: $0) } }
        case .odds: .forecast { Self.ratio($0.tripProbability * 100) }
        case .rate: .forecast { Self.ratio($0.ratePerHour) }
        case .pace: .forecast { forecast in Self.ratio(forecast.rhythmPace.map { $0 * 100 }) }
        case .projected: .forecast { Self.ratio($0.countAtReset) }
        case .windowEstimated: .flag { $0.isWindowEstimated }
        case .age: .ratio { Self.duration(from: $0.asOf, to: now) }
        case .precision: .word { $0.precision.rawValue }
        }
    }

    private func groups(of object: CapObject) -> [NamedID] {
        if object.scope == .group { return [NamedID(id: object.id.key, name: object.name)] }
        return object.offer.flatMap { groupsOfOffer[$0.id] } ?? []
    }

    /// No part at all is not known.
    private func any<Part>(_ parts: [Part], where holds: (Part) -> Bool) -> Bool? {
        parts.isEmpty ? nil : parts.contains(where: holds)
    }

    private static func either(of named: NamedID?, where holds: (String) -> Bool) -> Bool? {
        named.map { holds($0.name) || holds($0.id) }
    }

    private static func anyID(of meter: CapMeter, where holds: (String) -> Bool) -> Bool {
        holds(meter.object.id.key) || holds(meter.object.id.text) || holds(meter.id.text)
    }

    private static func ratio(_ quantity: Quantity?) -> QueryRatio? {
        quantity.map { QueryRatio(numerator: Int128($0.millionths)) }
    }

    /// To the millionth; nil for what is no number.
    private static func ratio(_ value: Double?) -> QueryRatio? {
        ratio(value.flatMap { Quantity($0) })
    }

    private static func left(_ meter: CapMeter) -> QueryRatio? {
        guard let count = meter.count, let maximum = meter.limit.maximum else { return nil }
        return QueryRatio(numerator: Int128(maximum.millionths) - Int128(count.millionths))
    }

    private static func utilisation(_ meter: CapMeter) -> QueryRatio? {
        guard let count = meter.count, let maximum = meter.limit.maximum, maximum > .zero else { return nil }
        return percent(Int128(count.millionths), of: maximum.millionths)
    }

    private static func elapsed(_ meter: CapMeter, at now: Timestamp) -> QueryRatio? {
        guard let startedAt = meter.startedAt, let expiresAt = meter.expiresAt, expiresAt > startedAt else {
            return nil
        }
        let (length, isOver) = expiresAt.milliseconds.subtractingReportingOverflow(startedAt.milliseconds)
        guard !isOver else { return nil }
        let passed = Int128(now.milliseconds) - Int128(startedAt.milliseconds)
        return percent(min(Int128(length), max(0, passed)), of: length)
    }

    private static func percent(_ part: Int128, of whole: Int64) -> QueryRatio {
        QueryRatio(numerator: part * 100 * Int128(Quantity.scale), denominator: whole)
    }

    /// Milliseconds; 0 when `end` comes first.
    private static func duration(from start: Timestamp, to end: Timestamp) -> QueryRatio {
        let milliseconds = max(0, Int128(end.milliseconds) - Int128(start.milliseconds))
        return QueryRatio(numerator: milliseconds * Int128(Quantity.scale))
    }
}
