// Runs all rules over all networks: what the network says goes in with every refresh, and what has just begun to hold comes
// out. Edge-triggered: what goes on is told once. Knows no clock, no file and no way of telling anybody.

/// The rules, and what each has raised.
///
/// It remembers caps for which a rule holds, or held within the rule's cool-down, and nothing of the others.
public struct AlertEngine: Sendable {
    private struct Place: Hashable, Sendable {
        var rule: Int
        var network: String
    }

    /// More crossings of one rule in one refresh are one alert, which names so many caps.
    public static let mostSingly = 10

    public let rules: [AlertRule]
    private var capWatches: [Place: CapWatch] = [:]
    private var networkWatches: [Place: NetworkWatch] = [:]
    private var recalled: [Place: [String: Timestamp]] = [:]

    public init(rules: [AlertRule]) {
        self.rules = rules
    }

    /// How many caps it remembers, over all rules and networks.
    public var remembered: Int { capWatches.values.reduce(0) { $0 + $1.count } }

    /// What an earlier process has told and nobody need tell again; to be called before the first refresh of the network.
    public mutating func recall(_ told: [String: Timestamp], rule: String, network: String) {
        if let place = place(rule, network) { recalled[place] = told }
    }

    /// When what a rule has told of a network and goes on was told, by the meter's id or the network's name.
    public func told(rule: String, network: String) -> [String: Timestamp] {
        guard let place = place(rule, network) else { return [:] }
        return capWatches[place]?.told ?? networkWatches[place]?.told ?? [:]
    }

    /// Another one when anything of that has changed; nil before the first refresh.
    public func toldRevision(rule: String, network: String) -> Int? {
        guard let place = place(rule, network) else { return nil }
        return capWatches[place]?.revision ?? networkWatches[place]?.revision
    }

    private func place(_ rule: String, _ network: String) -> Place? {
        rules.firstIndex { $0.name == rule }.map { Place(rule: $0, network: network) }
    }

    /// A refresh that has brought data. The first of a network raises what holds already, as one alert a rule.
    ///
    /// - Parameters:
    ///   - forecasts: of the snapshot's meters, in their order.
    ///   - now: local time.
    public mutating func take(
        _ snapshot: NetworkSnapshot, forecasts: [Forecast?], at now: Timestamp
    ) -> [Alert] {
        let serverTime = now.adding(milliseconds: snapshot.clockSkew)
        let context = QueryContext(snapshot, now: serverTime)
        var alerts: [Alert] = []
        for (index, rule) in rules.enumerated() {
            guard case .caps(let when, let clear) = rule.condition else { continue }
            let place = Place(rule: index, network: snapshot.network.name)
            let isQuiet = rule.isQuiet(at: serverTime, on: snapshot.network)
            // Moved out and back, so that what it remembers is changed in place.
            var watch =
                capWatches.removeValue(forKey: place)
                ?? CapWatch(
                    when: when, clear: clear, pace: .init(hold: rule.hold, cooldown: rule.cooldown),
                    recalled: recalled.removeValue(forKey: place) ?? [:])
            for (occasion, places) in watch.take(
                snapshot, forecasts: forecasts, context, isQuiet: isQuiet, now: now)
            {
                for subject in AlertEngine.subjects(places, snapshot, forecasts, occasion, at: serverTime) {
                    alerts.append(
                        Alert(
                            rule: rule.name, network: snapshot.network, subject: subject, occasion: occasion, at: now,
                            asOf: snapshot.asOf, isQuiet: isQuiet))
                }
            }
            capWatches[place] = watch
        }
        return alerts
    }

    /// How a network answers, after every refresh, whether it brought data or not.
    ///
    /// - Parameter now: local time.
    public mutating func take(_ health: NetworkHealth, of network: Network, at now: Timestamp) -> [Alert] {
        var alerts: [Alert] = []
        for (index, rule) in rules.enumerated() {
            guard case .network(let trouble) = rule.condition else { continue }
            let place = Place(rule: index, network: network.name)
            let isQuiet = rule.isQuiet(at: now, on: network)
            var watch =
                networkWatches[place]
                ?? NetworkWatch(
                    trouble, pace: .init(hold: rule.hold, cooldown: rule.cooldown),
                    recalled: recalled.removeValue(forKey: place) ?? [:])
            for occasion in watch.take(health, of: network.name, isQuiet: isQuiet, now: now) {
                alerts.append(
                    Alert(
                        rule: rule.name, network: network, subject: .network(trouble, health), occasion: occasion,
                        at: now, asOf: now, isQuiet: isQuiet))
            }
            networkWatches[place] = watch
        }
        return alerts
    }

    /// Few crossings singly, many as one; the fullest first. What holds at the start, or at the end of quiet hours, is
    /// never told singly.
    private static func subjects(
        _ places: [Int], _ snapshot: NetworkSnapshot, _ forecasts: [Forecast?], _ occasion: Alert.Occasion,
        at serverTime: Timestamp
    ) -> [Alert.Subject] {
        let isSingly = places.count == 1 || (occasion == .crossing && places.count <= mostSingly)
        let meters = snapshot.meters
        let urgent = places.sorted { left, right in
            let (full, empty) = (meters[left].utilisation ?? -1, meters[right].utilisation ?? -1)
            return full == empty ? left < right : full > empty
        }
        let named = urgent.prefix(mostSingly).map { place in
            AlertedCap(
                meter: meters[place].shown(at: serverTime),
                forecast: forecasts.indices.contains(place) ? forecasts[place]?.current(at: serverTime) : nil)
        }
        return isSingly ? named.map(Alert.Subject.cap) : [.caps(Array(named), count: places.count)]
    }
}

extension AlertRule {
    fileprivate func isQuiet(at instant: Timestamp, on network: Network) -> Bool {
        guard let quiet else { return false }
        return quiet.contains(instant, in: network.calendar)
    }
}
