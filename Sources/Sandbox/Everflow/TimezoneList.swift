// Everflow's time zone list: ids and IANA names. The documented ids are as documented, the others are filled from east to
// west by the sandbox. Everflow reference, 1.7.

import Models

enum TimezoneList {
    static let berlin = 53
    static let kolkata = 27

    private static let names = [
        "Pacific/Kiritimati", "Pacific/Enderbury", "Pacific/Tongatapu", "Pacific/Chatham", "Pacific/Auckland",
        "Pacific/Fiji", "Asia/Kamchatka", "Pacific/Norfolk", "Australia/Lord_Howe", "Pacific/Guadalcanal",
        "Australia/Adelaide", "Australia/Sydney", "Australia/Brisbane", "Australia/Darwin", "Asia/Seoul", "Asia/Tokyo",
        "Asia/Hong_Kong", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei",
        "Australia/Perth", "Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh", "Asia/Kolkata", "Asia/Yangon",
        "Asia/Dhaka", "Asia/Almaty", "Asia/Kathmandu", "Asia/Colombo", "Asia/Karachi", "Asia/Tashkent",
        "Asia/Yekaterinburg", "Asia/Kabul", "Asia/Baku", "Asia/Dubai", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Tehran",
        "Africa/Nairobi", "Asia/Baghdad", "Asia/Kuwait", "Asia/Riyadh", "Europe/Moscow", "Africa/Cairo",
        "Asia/Beirut", "Asia/Jerusalem", "Europe/Athens", "Europe/Bucharest", "Africa/Johannesburg", "Europe/Berlin",
        "Europe/Amsterdam", "Europe/Brussels", "Europe/Madrid", "Europe/Paris", "Europe/Prague", "Europe/Rome",
        "Europe/Stockholm", "Europe/Warsaw", "Africa/Algiers", "Africa/Lagos", "Europe/London", "Europe/Dublin",
        "Europe/Lisbon", "UTC", "Africa/Casablanca", "Atlantic/Reykjavik", "Atlantic/Azores", "Atlantic/Cape_Verde",
        "America/Noronha", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Montevideo",
        "America/St_Johns", "America/Halifax", "America/Santiago", "America/Caracas", "America/New_York",
        "America/Toronto", "America/Bogota", "America/Lima", "America/Havana", "America/Chicago",
        "America/Mexico_City", "America/Guatemala", "America/Denver", "America/Phoenix", "America/Los_Angeles",
        "America/Tijuana", "America/Anchorage", "Pacific/Marquesas", "Pacific/Honolulu", "Pacific/Pago_Pago",
    ]

    /// nil for ids that are not in the list.
    static func zone(_ id: Int) -> String? {
        names.indices.contains(id - 1) ? names[id - 1] : nil
    }

    /// The list as it stands at `now`: offsets change with daylight saving.
    static func entries(at now: Timestamp) -> [Everflow.Timezone] {
        names.enumerated().compactMap { index, name in
            guard let calendar = CapCalendar(timeZone: name) else { return nil }
            let offset = offsetText(calendar.offsetSeconds(at: now))
            let title = name == "UTC" ? "Greenwich Mean Time (UTC)" : displayName(name, calendar.abbreviation(at: now))
            return Everflow.Timezone(id: index + 1, timezone: name, timezoneName: title, utcOffset: offset)
        }
    }

    private static func displayName(_ zone: String, _ abbreviation: String) -> String {
        let place = zone.split(separator: "/").last.map { $0.split(separator: "_").joined(separator: " ") } ?? zone
        return "\(place) (\(abbreviation))"
    }

    private static func offsetText(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        return (seconds < 0 ? "-" : "+") + padded(hours) + ":" + padded(rest)
    }

    private static func padded(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
