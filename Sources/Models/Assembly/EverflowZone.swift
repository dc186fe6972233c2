// In which zone an Everflow object's caps reset (Everflow reference, section 2), with the running windows worked out once
// per zone.

/// One caps zone at one instant.
final class EverflowZone: Sendable {
    /// The `timezone_id` that report requests take.
    let timezoneID: Int
    let identifier: String
    /// True when the zone is not what the account says, because that is unknown here.
    let isAssumed: Bool
    let calendar: CapCalendar
    /// The local date.
    let today: CivilDate
    /// In the order of `CapPeriod.everflow`; nil for global.
    private let windows: [CapWindow?]

    init(timezoneID: Int, identifier: String, isAssumed: Bool, calendar: CapCalendar, now: Timestamp) {
        self.timezoneID = timezoneID
        self.identifier = identifier
        self.isAssumed = isAssumed
        self.calendar = calendar
        today = calendar.date(at: now)
        windows = CapPeriod.everflow.map { CapWindow.containing(now, period: $0, calendar: calendar) }
    }

    func window(_ period: CapPeriod) -> CapWindow? {
        CapPeriod.everflow.firstIndex(of: period).flatMap { windows[$0] }
    }

    /// First day of the running window, as reports are asked for it; nil for global.
    func firstDay(_ period: CapPeriod) -> CivilDate? {
        switch period {
        case .daily: today
        case .weekly: today.mondayOfWeek
        case .monthly: today.firstOfMonth
        default: nil
        }
    }
}

/// The zones of one account at one instant, each made once.
struct EverflowZoneBook {
    private static let utcID = 67

    private let timezones: [Int: String]
    private let now: Timestamp
    private var known: [Int: EverflowZone] = [:]
    /// The network's own, for objects without a zone.
    let network: EverflowZone

    init(_ inventory: EverflowInventory, now: Timestamp) {
        timezones = inventory.timezones
        self.now = now
        let own = inventory.info?.reportingTimezoneID
        network =
            own.flatMap { EverflowZoneBook.zone($0, in: inventory.timezones, now: now) }
            ?? EverflowZone(
                timezoneID: own ?? inventory.timezones.first { $0.value == "UTC" }?.key ?? EverflowZoneBook.utcID,
                identifier: "UTC", isAssumed: true, calendar: .utc, now: now)
    }

    /// The zone of an offer's `caps_timezone_id`; the network's for 0 and nil, and, assumed, for an unknown id.
    mutating func zone(ofOffer offer: EverflowInventory.OfferEntry?) -> EverflowZone {
        guard let offer, let id = offer.capsTimezoneID else { return zone(assumedFor: -1) }
        guard id != 0 else { return network }
        if let zone = known[id] { return zone }
        let zone = EverflowZoneBook.zone(id, in: timezones, now: now) ?? zone(assumedFor: id)
        known[id] = zone
        return zone
    }

    /// The network's zone where the object's own is unknown.
    private mutating func zone(assumedFor id: Int) -> EverflowZone {
        if let zone = known[id] { return zone }
        let zone = EverflowZone(
            timezoneID: network.timezoneID, identifier: network.identifier, isAssumed: true,
            calendar: network.calendar, now: now)
        known[id] = zone
        return zone
    }

    private static func zone(_ id: Int, in timezones: [Int: String], now: Timestamp) -> EverflowZone? {
        guard let name = timezones[id], let calendar = CapCalendar(timeZone: name) else { return nil }
        return EverflowZone(
            timezoneID: id, identifier: calendar.identifier, isAssumed: false, calendar: calendar, now: now)
    }
}
