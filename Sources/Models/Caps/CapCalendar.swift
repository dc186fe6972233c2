// The calendar of one IANA zone: which date it is, and when a date begins. The only file of Models that asks Foundation
// for zones; everything after the first question about a zone is a search in its own table.
import Foundation
import Synchronization

/// A zone's calendar. Copies are one reference; creating one for a zone seen before is a dictionary look-up.
///
/// Offsets come from Foundation's zone data for 1900 to 2300; outside of these years the clock is taken to stand still.
public struct CapCalendar: Sendable, Hashable {
    private let clock: ZoneClock

    private static let known = Mutex<[String: ZoneClock]>([:])
    private static let years: ClosedRange<Int64> = -2_208_988_800...10_413_792_000

    public static let utc = CapCalendar(clock: ZoneClock(identifier: "UTC", initialOffset: 0, changes: []))

    private init(clock: ZoneClock) {
        self.clock = clock
    }

    /// The calendar of an IANA zone. Spaces become `_` (LeadConduit reference, section 9, rule 14).
    ///
    /// - Returns: nil when the zone is unknown here.
    public init?(timeZone identifier: String) {
        if identifier == "UTC" {
            self = .utc
            return
        }
        // The longest IANA names have some thirty letters; what an upstream writes may have any number.
        guard identifier.utf8.count <= 64 else { return nil }
        if let clock = CapCalendar.known.withLock({ $0[identifier] }) {
            self.init(clock: clock)
            return
        }
        let name = String(identifier.map { $0 == " " ? "_" : $0 })
        if let clock = CapCalendar.known.withLock({ $0[name] }) {
            self.init(clock: clock)
            return
        }
        guard let zone = TimeZone(identifier: name) else { return nil }
        let clock = CapCalendar.readClock(of: zone, named: name)
        CapCalendar.known.withLock { $0[name] = clock }
        self.init(clock: clock)
    }

    public var identifier: String { clock.identifier }

    /// The local calendar date.
    public func date(at instant: Timestamp) -> CivilDate {
        let local = instant.seconds + clock.offset(at: instant.seconds)
        return CivilDate(daysSinceEpoch: Int(local.flooredQuotient(by: 86_400)))
    }

    /// The local date and time of day.
    public func dateTime(at instant: Timestamp) -> CivilDateTime {
        CivilDateTime(localSeconds: instant.seconds + clock.offset(at: instant.seconds))
    }

    /// The first instant of the local date; where the date is skipped, the first instant after it.
    public func startOfDay(_ date: CivilDate) -> Timestamp {
        Timestamp(seconds: clock.firstInstant(showing: Int64(date.daysSinceEpoch) * 86_400))
    }

    /// The first instant at which the local clock shows that date and time; where it jumps over them, the instant of the
    /// jump.
    public func instant(showing local: CivilDateTime) -> Timestamp {
        let timeOfDay = Int64(local.hour * 3_600 + local.minute * 60 + local.second)
        return Timestamp(seconds: clock.firstInstant(showing: Int64(local.date.daysSinceEpoch) * 86_400 + timeOfDay))
    }

    /// Seconds east of UTC.
    public func offsetSeconds(at instant: Timestamp) -> Int {
        Int(clock.offset(at: instant.seconds))
    }

    /// The zone's letters, as `CDT` or `UTC`; the offset, as `-03` or `+0330`, for zones that have none.
    public func abbreviation(at instant: Timestamp) -> String {
        if offsetSeconds(at: instant) == 0, identifier == "UTC" || identifier.hasPrefix("Etc/") { return "UTC" }
        return clock.abbreviation(at: instant.seconds) { foundAbbreviation(at: instant) }
    }

    private func foundAbbreviation(at instant: Timestamp) -> String {
        guard let zone = TimeZone(identifier: identifier) else { return offsetText(at: instant) }
        let moment = Date(timeIntervalSince1970: Double(instant.seconds))
        let style: TimeZone.NameStyle = zone.isDaylightSavingTime(for: moment) ? .shortDaylightSaving : .shortStandard
        // Each English region names only the zones that its own people name.
        for region in ["en_US", "en_GB", "en_AU", "en_IN", "en_ZA"] {
            guard let name = zone.localizedName(for: style, locale: Locale(identifier: region)) else { continue }
            let isOffset = name.hasPrefix("GMT") && offsetSeconds(at: instant) != 0
            if !isOffset, name.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) { return name }
        }
        return offsetText(at: instant)
    }

    /// The clock unit (3600: hour, 60: minute) that holds `instant`, and `count` units on from there.
    func clockUnits(holding instant: Timestamp, unit: Int64, count: Int) -> (start: Timestamp, end: Timestamp) {
        let start = clock.unitStart(holding: instant.seconds, unit: unit)
        let end = clock.unitStart(after: start, count: Int64(count), unit: unit)
        return (Timestamp(seconds: start), Timestamp(seconds: end))
    }

    private func offsetText(at instant: Timestamp) -> String {
        let offset = offsetSeconds(at: instant)
        var bytes = [UInt8(ascii: offset < 0 ? "-" : "+")]
        let minutes = Int(offset.magnitude) / 60
        bytes.append(decimal: minutes / 60, width: 2)
        if minutes % 60 != 0 { bytes.append(decimal: minutes % 60, width: 2) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func readClock(of zone: TimeZone, named name: String) -> ZoneClock {
        var moment = Date(timeIntervalSince1970: Double(years.lowerBound))
        let initialOffset = Int64(zone.secondsFromGMT(for: moment))
        var changes: [(second: Int64, offset: Int64)] = []
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment,
            next.timeIntervalSince1970 < Double(years.upperBound)
        {
            let second = Int64(next.timeIntervalSince1970.rounded(.up))
            let offset = Int64(zone.secondsFromGMT(for: next))
            if offset != changes.last?.offset ?? initialOffset { changes.append((second, offset)) }
            moment = next
        }
        return ZoneClock(identifier: name, initialOffset: initialOffset, changes: changes)
    }

    public static func == (left: CapCalendar, right: CapCalendar) -> Bool {
        left.identifier == right.identifier
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}
