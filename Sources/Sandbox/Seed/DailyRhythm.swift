// How traffic rises and falls over a local day: quiet at night, busiest in the afternoon.

import Models

enum DailyRhythm {
    /// By local hour, relative to the mean of a day.
    private static let weights = [
        0.42, 0.33, 0.27, 0.25, 0.28, 0.38, 0.55, 0.76, 0.95, 1.10, 1.22, 1.30,
        1.36, 1.40, 1.44, 1.46, 1.45, 1.42, 1.40, 1.40, 1.36, 1.22, 0.96, 0.72,
    ]
    private static let mean = weights.reduce(0, +) / Double(weights.count)

    /// 1 on average over a day.
    static func weight(at instant: Timestamp, calendar: CapCalendar) -> Double {
        let local = instant.seconds + Int64(calendar.offsetSeconds(at: instant))
        let hour = Int((local % 86_400 + 86_400) % 86_400 / 3600)
        return weights[hour] / mean
    }
}
