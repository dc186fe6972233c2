// Seeds the caps of one flow over its past: levels, nesting, rules, units, and counters for those that met a lead.

import Models

struct LeadCapSeed {
    private(set) var random: SplitMix64
    private(set) var document: FlowDocument
    private(set) var counters: [LeadCounter] = []
    private let now: Timestamp
    private let past: [LeadStatisticsRow]
    private let calendar: CapCalendar

    /// One cap of the pattern that flows repeat.
    private struct Kind {
        var place: FlowDocument.CapPlace
        var unit: CapPeriod.Unit
        var length = 1
        var rule: Int?
        var isNamed = true
        var hasReason = false
    }

    private static let kinds: [Kind] = [
        Kind(place: .flow, unit: .month, hasReason: true),
        Kind(place: .nested(in: 0), unit: .day, rule: 0),
        Kind(place: .source(0), unit: .hour),
        Kind(place: .step(0), unit: .week),
        Kind(place: .nested(in: 0), unit: .day, rule: 1),
        Kind(place: .source(1), unit: .day, rule: 3),
        Kind(place: .nested(in: 1), unit: .hour, rule: 4),
        Kind(place: .source(0), unit: .minute, length: 15),
        Kind(place: .flow, unit: .day, length: 2, rule: 2, isNamed: false),
        Kind(place: .step(1), unit: .month, length: 3, rule: 5),
        Kind(place: .nested(in: 5), unit: .week, length: 2, rule: 6),
    ]

    init(random: SplitMix64, now: Timestamp, document: FlowDocument, past: [LeadStatisticsRow]) {
        self.random = random
        self.now = now
        self.document = document
        self.past = past
        calendar = CapCalendar(timeZone: SandboxNetwork.accountZone) ?? .utc
    }

    mutating func add(_ count: Int) {
        for kind in LeadCapSeed.kinds.prefix(count) { add(kind) }
        for _ in 0..<max(0, count - LeadCapSeed.kinds.count) { add(Kind(place: .flow, unit: .week, rule: 7)) }
    }

    private mutating func add(_ kind: Kind) {
        let period = CapPeriod(unit: kind.unit, length: kind.length)
        let rule = kind.rule.map { LeadProfile.rules[$0] }
        let traffic = rows(of: kind.place)
        let share = document.share(of: kind.place) * (rule?.share ?? 1)
        let window = startedWindow(period)
        let used = Int(Double(sum(traffic, from: window.startedAt)) * share)
        let perDay = Double(sum(traffic, from: now.adding(seconds: -14 * 86_400))) / 14 * share
        let isUnused = random.chance(0.1) || document.isUnused(kind.place)
        let maximum = LimitPicker.maximum(
            LimitPicker.style(using: &random), used: isUnused ? .zero : Quantity(used),
            usual: perDay * LeadCapSeed.days(period), isMoney: false)
        let cap = FlowDocument.Cap(
            id: random.longID(at: document.createdAt), place: kind.place, name: kind.isNamed ? name(kind, rule) : nil,
            maximum: maximum, period: period, rule: rule, share: share,
            reason: kind.hasReason ? "Monthly cap reached" : nil, isUnused: isUnused)
        document.caps.append(cap)
        if used > 0, !isUnused { addCounter(cap, window, count: used) }
    }

    /// Caps of N units began with a unit in the past, as their first lead did.
    private mutating func startedWindow(_ period: CapPeriod) -> CapWindow {
        let unit = CapPeriod(unit: period.unit)
        var anchor = now
        for _ in 0..<random.integer(in: 0...(period.length - 1)) {
            guard let current = CapWindow.containing(anchor, period: unit, calendar: calendar) else { break }
            anchor = current.startedAt.adding(milliseconds: -1)
        }
        return CapWindow.starting(with: anchor, period: period, calendar: calendar)
            ?? CapWindow(startedAt: now, endsAt: now.adding(seconds: 60))
    }

    private func rows(of place: FlowDocument.CapPlace) -> [LeadStatisticsRow] {
        guard case .source(let index) = document.root(of: place) else { return past }
        let entity = document.sources[index].entityID
        return past.filter { $0.sourceID == entity }
    }

    private func sum(_ rows: [LeadStatisticsRow], from start: Timestamp) -> Int {
        rows.reduce(0) { $0 + ($1.minute >= start ? $1.successes : 0) }
    }

    private mutating func addCounter(_ cap: FlowDocument.Cap, _ window: CapWindow, count: Int) {
        let isFull = Quantity(count) >= cap.maximum
        let latest = max(window.startedAt.milliseconds, now.milliseconds - 3_600_000)
        let updated = latest + Int64(random.fraction() * Double(now.milliseconds - latest))
        counters.append(
            LeadCounter(
                capID: cap.id, window: window, count: count,
                failedCount: isFull ? random.integer(in: 1...(count / 4 + 3)) : 0,
                updatedAt: Timestamp(milliseconds: updated)))
    }

    private func name(_ kind: Kind, _ rule: LeadProfile.Rule?) -> String {
        let subject = rule?.name ?? document.title(of: kind.place)
        switch (kind.unit, kind.length) {
        case (.minute, let length): return "\(subject) per \(length) minutes"
        case (.hour, 1): return "\(subject) hourly"
        case (.day, 1): return "\(subject) per day"
        case (.week, 1): return "\(subject) weekly"
        case (.month, 1): return "\(subject) monthly total"
        case (let unit, let length): return "\(subject) per \(length) \(unit.rawValue)s"
        }
    }

    private static func days(_ period: CapPeriod) -> Double {
        let unit: Double =
            switch period.unit {
            case .minute: 1 / 1440
            case .hour: 1 / 24
            case .week: 7
            case .month: 30
            default: 1
            }
        return unit * Double(period.length)
    }
}
