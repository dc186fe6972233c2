// What an alert says in one sentence, for screens, logs and messages. What comes from upstream is made harmless here.
import Models
import TUIKitLite

enum AlertText {
    /// `97% conv day (39/40), trips 15:31: Harbor Media, Sunrise Kettle CPA, custom cap 412`: the figure first, so that it is
    /// read where there is little room.
    static func sentence(_ alert: Alert) -> String {
        CellText.sanitized(words(alert))
    }

    private static func words(_ alert: Alert) -> String {
        switch alert.subject {
        case .cap(let cap): sentence(cap, at: alert.at, on: alert.network) + suffix(alert.occasion)
        case .caps(let caps, let count):
            "\(count) caps of \(alert.network.name)\(suffix(alert.occasion)): "
                + caps.prefix(3).map(short).joined(separator: "; ")
        case .network(let trouble, let health):
            sentence(trouble, health, of: alert.network.name, at: alert.at) + suffix(alert.occasion)
        }
    }

    private static func suffix(_ occasion: Alert.Occasion) -> String {
        switch occasion {
        case .crossing: ""
        case .start: " at the start"
        case .quietEnd: " since quiet hours"
        }
    }

    private static func sentence(_ cap: AlertedCap, at now: Timestamp, on network: Network) -> String {
        let trips = cap.forecast?.tripsAt.map { ClockText.shortWithZone(at: $0, now: now, in: network.calendar) }
        let outlook = trips.map { ", trips \($0)" } ?? ""
        return "\(usage(cap.meter))\(outlook): \(SubjectText.title(of: cap.meter.object))"
    }

    /// `97% conv day (39/40) Sunrise Kettle CPA`
    private static func short(_ cap: AlertedCap) -> String {
        "\(usage(cap.meter)) \(SubjectText.offer(of: cap.meter.object))"
    }

    private static func usage(_ meter: CapMeter) -> String {
        "\(Figures.percent(meter.utilisation)) \(Figures.limit(meter)) (\(Figures.usage(meter)))"
    }

    private static func sentence(
        _ trouble: NetworkTrouble, _ health: NetworkHealth, of network: String, at now: Timestamp
    ) -> String {
        let reason = health.failure.map { ": \($0)" } ?? ""
        switch trouble {
        case .unreachable: return "\(network) cannot be read\(reason)"
        case .stale:
            let age = Figures.age(milliseconds: now.milliseconds(since: health.goodAt))
            return "no data of \(network) for \(age)\(reason)"
        }
    }
}
