// Reads the time that somebody types to look at: on the clock in the header, and always in the past.
import Models

struct TypedTime: Equatable {
    /// Time of day, 0..<86400 seconds; a date alone is its last second.
    private var timeOfDay: Int
    private var date: CivilDate?

    /// `14:05`, `14:05:30`, `2026-03-10 14:05` or `2026-03-10`; nil for anything else.
    init?(_ text: String) {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard let first = words.first, words.count <= 2 else { return nil }
        date = CivilDate(text: first)
        guard words.count == (date == nil ? 1 : 2) else {
            guard date != nil else { return nil }
            timeOfDay = 86_399
            return
        }
        let parts = words[words.count - 1].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count == 2 ? UInt8($0) : nil }
        guard numbers.count == parts.count, (2...3).contains(parts.count), numbers[0] < 24,
            numbers.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        timeOfDay = Int(numbers[0]) * 3_600 + Int(numbers[1]) * 60 + (numbers.count > 2 ? Int(numbers[2]) : 0)
    }

    /// The last instant up to `now` at which the clock showed that; a date that is still to come is after it.
    func instant(upTo now: Timestamp, in calendar: CapCalendar) -> Timestamp {
        let today = instant(on: date ?? calendar.date(at: now), upTo: now, in: calendar)
        guard date == nil, today > now else { return today }
        return instant(on: calendar.date(at: now).adding(days: -1), upTo: now, in: calendar)
    }

    private func instant(on date: CivilDate, upTo now: Timestamp, in calendar: CapCalendar) -> Timestamp {
        let wanted = CivilDateTime(
            date: date, hour: timeOfDay / 3_600, minute: timeOfDay / 60 % 60, second: timeOfDay % 60)
        let first = calendar.instant(showing: wanted)
        // Where clocks are set back, they show it again.
        let later = first.adding(seconds: TypedTime.longestStepBack)
        let step = calendar.offsetSeconds(at: first) - calendar.offsetSeconds(at: later)
        let again = first.adding(seconds: Int64(step))
        return step > 0 && again <= now && calendar.dateTime(at: again) == wanted ? again : first
    }

    /// By how many seconds clocks are set back at most, as far as the zones of this century go.
    private static let longestStepBack: Int64 = 3 * 3_600
}

extension AppState {
    /// The network whose clock stands in the header: the first profile's, whatever is selected, so that times of one screen
    /// compare. One that fails before anything is known of it leaves that to the next.
    var clockNetwork: NetworkState? {
        let known = present.networks.firstIndex { network in
            network.network.timeZone != nil || network.snapshot != nil || network.failure == nil
        }
        return networks.dropFirst(known ?? 0).first
    }

    /// An instant of local time as that clock showed it.
    func clockTime(_ instant: Timestamp) -> Timestamp { clockNetwork?.serverTime(at: instant) ?? instant }

    /// An instant of a network's own clock as the one in the header showed it.
    func clockTime(_ instant: Timestamp, of network: NetworkState?) -> Timestamp {
        let skew = network?.snapshot?.clockSkew ?? 0
        return clockTime(instant.adding(milliseconds: -skew))
    }

    var clockCalendar: CapCalendar { clockNetwork?.network.calendar ?? .utc }

    mutating func travel(toTypedTime text: String) throws(CommandCall.Refusal) -> [Effect] {
        guard let time = TypedTime(text) else {
            throw CommandCall.Refusal(message: "'\(text)' is not \(Command.time.argument?.meaning ?? "a time")")
        }
        let skew = clockNetwork?.snapshot?.clockSkew ?? 0
        let present = travel?.present.now ?? now
        return travel(
            to: time.instant(upTo: present.adding(milliseconds: skew), in: clockCalendar).adding(milliseconds: -skew))
    }
}
