// One network of a few caps whose counts a test sets, refreshed every fifteen seconds: what the alert tests play on.
import Models

struct AlertWorld {
    /// Tuesday 2026-03-10 20:20:41 UTC, 15:20:41 in Chicago.
    static let start = Timestamp(seconds: 1_773_174_041)

    var engine: AlertEngine
    var now = AlertWorld.start
    /// By the cap's number; nil = not known.
    var counts: [Int: Int?] = [:]
    var zone = "America/Chicago"

    init(_ rules: AlertRule...) {
        engine = AlertEngine(rules: rules)
    }

    var network: Network {
        Network(name: "acme", kind: .everflow, environment: .production, timeZone: zone)
    }

    var snapshot: NetworkSnapshot {
        let meters = counts.sorted { $0.key < $1.key }.map { number, count in
            let object = CapObject(
                id: ObjectID(network: "acme", kind: .custom, key: "\(number)"), scope: .custom, name: "cap \(number)",
                timeZone: zone)
            return CapMeter(
                object: object, limit: CapLimit(metric: .conversion, period: .daily, maximum: Quantity(100)),
                count: count.map { Quantity($0) }, asOf: now)
        }
        return NetworkSnapshot(network: network, meters: meters, asOf: now)
    }

    /// One refresh, `seconds` after the last.
    mutating func refresh(after seconds: Int64 = 15) -> [Alert] {
        now = now.adding(seconds: seconds)
        return engine.take(snapshot, forecasts: [], at: now)
    }

    /// Refreshes with the cap at one count after the other.
    ///
    /// - Returns: which of the refreshes gave how many alerts.
    mutating func play(_ series: [Int?], cap: Int = 1, every seconds: Int64 = 15) -> [Int] {
        series.map { count in
            counts[cap] = .some(count)
            return refresh(after: seconds).count
        }
    }

    /// A refresh that brings no data, or nothing but the news that the network answers.
    mutating func health(goodSecondsAgo seconds: Int64, failure: String?, after pause: Int64 = 15) -> [Alert] {
        now = now.adding(seconds: pause)
        let health = NetworkHealth(interval: 15_000, goodAt: now.adding(seconds: -seconds), failure: failure)
        return engine.take(health, of: network, at: now)
    }
}

extension AlertRule {
    static func caps(
        _ when: String, clear: String? = nil, hold: Int = 1, cooldown seconds: Int64 = 0, quiet: String? = nil,
        name: String = "rule"
    ) throws -> AlertRule {
        AlertRule(
            name: name, condition: .caps(when: try CapQuery(when), clear: try clear.map { try CapQuery($0) }),
            hold: hold, cooldown: seconds * 1000, quiet: quiet.flatMap { QuietHours($0) })
    }
}
