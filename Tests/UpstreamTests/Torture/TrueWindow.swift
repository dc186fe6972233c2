// What is truly counted in a faulty world, and when. Worked out apart from captop's calendar: all of it happens in the
// summer time of March 2026, when New York is four hours behind UTC and Chicago five.

import Models

/// A day or an hour of some zone with what is counted in it. Instants are whole seconds since 1970.
struct TrueWindow: Sendable {
    static let hour: Int64 = 3_600
    static let day: Int64 = 86_400
    static let newYork = -4 * hour
    static let chicago = -5 * hour

    /// Days or hours since 1970 on the clocks of the zone.
    let number: Int64
    let start: Int64
    /// Where the next one begins.
    let end: Int64

    /// - Parameter east: seconds that the zone's clocks are ahead of UTC's.
    init(holding instant: Timestamp, length: Int64, east: Int64) {
        number = (instant.milliseconds / 1_000 + east) / length
        start = number * length - east
        end = start + length
    }

    /// No two windows near each other count alike, and each round brings one more to all of them.
    func count(in round: Int) -> Int { TrueWindow.count(of: number, in: round) }

    static func count(of number: Int64, in round: Int) -> Int { Int(number % 24) * 10 + round }

    /// `2026-03-10`, of days since 1970.
    static func date(ofDay number: Int64) -> String { "2026-03-\(two(number - 20_512))" }

    /// `2026-03-10T20:20:41Z`.
    static func text(_ instant: Int64) -> String { "\(date(ofDay: instant / day))T\(time(instant))Z" }

    /// `Tue, 10 Mar 2026 20:20:41 GMT`.
    static func headerDate(_ instant: Int64) -> String {
        let number = instant / day
        // 1970-01-01 was a Thursday.
        let name = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(number % 7)]
        return "\(name), \(two(number - 20_512)) Mar 2026 \(time(instant)) GMT"
    }

    private static func time(_ instant: Int64) -> String {
        "\(two(instant / hour % 24)):\(two(instant / 60 % 60)):\(two(instant % 60))"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension FaultyWorld {
    /// What may be shown of that meter at the end of the refresh that brought it, if it is said to be of now: what is
    /// counted in the window that it names, and nothing once that is over. More than one number where the server's
    /// clock was set meanwhile; none where the window is wrong.
    func truths(of meter: CapMeter, in snapshot: NetworkSnapshot) -> [Double] {
        let serverTime = clock.now.adding(milliseconds: snapshot.clockSkew)
        return counted(by: meter, asOf: snapshot.asOf).compactMap { window, count in
            // LeadConduit names the last millisecond, Everflow's windows end where the next ones begin.
            let last = window.end * 1_000 - (kind == .leadconduit ? 1 : 0)
            guard meter.startedAt != nil || meter.expiresAt != nil,
                meter.startedAt.map({ $0.milliseconds == window.start * 1_000 }) ?? true,
                meter.expiresAt.map({ $0.milliseconds == last }) ?? true
            else { return nil }
            let isOver = meter.expiresAt != nil && serverTime.milliseconds > last
            return isOver ? 0 : Double(count)
        }
    }

    /// Windows that the meter may name, with what is counted in them for it.
    private func counted(by meter: CapMeter, asOf: Timestamp) -> [(window: TrueWindow, count: Int)] {
        let (id, now) = (meter.id.text, moment)
        guard limits[id] != nil else { return [] }
        guard kind == .everflow else {
            // The server says which window it is, by its own clock.
            let (length, step) = id == "leads/cap:c2" ? (TrueWindow.hour, 3) : (TrueWindow.day, 1)
            return now.clocks.map { clock in
                let window = TrueWindow(holding: clock, length: length, east: TrueWindow.chicago)
                return (window, step * window.count(in: now.round))
            }
        }
        // captop asks for days by what it takes for the server's clock, and of UTC without the account's zone.
        let east = meter.object.timeZone == "UTC" ? 0 : TrueWindow.newYork
        let asked = TrueWindow(holding: asOf, length: TrueWindow.day, east: east)
        guard id.contains("/offer:") else { return [(asked, asked.count(in: now.round))] }
        guard meter.precision == .exact else { return [(asked, 2 * asked.count(in: now.round))] }
        // What remains is of the server's own day: of a clock that was set meanwhile captop learns by the answers.
        return now.clocks.map { clock in
            let stated = TrueWindow(holding: clock, length: TrueWindow.day, east: TrueWindow.newYork)
            return (asked, 2 * stated.count(in: now.round))
        }
    }
}
