// One kind of simulated meter: its traffic, its window, and what happens to it and to captop while it is watched.

struct Trial {
    var name: String
    var traffic: TrialTraffic
    /// Of the judged window and of those before it.
    var windowHours = 24.0
    /// How long captop watched before the judged window began.
    var historyHours = 0.0
    var minutesBetweenSamples = 2.0
    /// The maximum as a share of the traffic that the window has on average.
    var maximumShare = 0.3...1.2
    /// The maximum is so many times as large from 40 % of the window on.
    var raise = 1.0
    /// captop sees nothing from one share of the window to the other.
    var gaps: [ClosedRange<Double>] = []
    /// At this share of the window the network takes a twentieth of the count back.
    var correctionShare: Double?
    /// The hour of the day at which the window starts; nil for any, as zones have it.
    var startHour: Double?
    /// The meter never resets: the window is only how far the judges look.
    var isGlobal = false
    var isMoney = false
    /// Whether traffic follows a daily rhythm that there was a day or more to learn.
    var hasKnownRhythm = false
}

extension Trial {
    static func daily(_ perHour: Double, batch: Double = 1) -> TrialTraffic {
        TrialTraffic(
            perHour: perHour, shape: { TrialTraffic.day($0 + $1.startHour) }, peak: TrialTraffic.dayPeak, batch: batch)
    }

    static let all: [Trial] = even + rhythmic + changing + disturbed + otherWindows

    private static let even = [
        Trial(name: "even, 20 an hour", traffic: TrialTraffic(perHour: 20)),
        Trial(name: "even, 20 an hour, 3 days known", traffic: TrialTraffic(perHour: 20), historyHours: 72),
        Trial(
            name: "gusts of 40 minutes, 3 days known",
            traffic: TrialTraffic(perHour: 40, gusts: (0.8, 0.67)), historyHours: 72),
        Trial(
            name: "batches of 8, 3 days known", traffic: TrialTraffic(perHour: 40, batch: 8), historyHours: 72),
        Trial(name: "sparse, 4 a day", traffic: TrialTraffic(perHour: 4.0 / 24), historyHours: 72),
    ]

    private static let rhythmic = [
        Trial(name: "daily rhythm, first day", traffic: daily(30)),
        Trial(
            name: "office hours only, 3 days known",
            traffic: TrialTraffic(
                perHour: 15,
                shape: { (9..<18).contains(($0 + $1.startHour + 96).truncatingRemainder(dividingBy: 24)) ? 2.6 : 0.04 },
                peak: 2.6), historyHours: 72, hasKnownRhythm: true),
        Trial(name: "daily rhythm, 1 day known", traffic: daily(30), historyHours: 24, hasKnownRhythm: true),
        Trial(name: "daily rhythm, 3 days known", traffic: daily(30), historyHours: 72, hasKnownRhythm: true),
        Trial(
            name: "daily rhythm and batches of 5, 3 days known", traffic: daily(40, batch: 5), historyHours: 72,
            hasKnownRhythm: true),
        Trial(
            name: "daily rhythm, 12 a day, 3 days known", traffic: daily(0.5), historyHours: 72, hasKnownRhythm: true),
        Trial(
            name: "daily rhythm, payout of 5 to 90 each, 3 days known",
            traffic: {
                var traffic = daily(10)
                traffic.worth = 5...90
                return traffic
            }(), historyHours: 72, isMoney: true, hasKnownRhythm: true),
    ]

    private static let changing = [
        Trial(
            name: "ramp-up, six times as much at the end",
            traffic: TrialTraffic(perHour: 20, shape: { hour, _ in max(2.0, 2 + 10 * hour / 24) / 7 }, peak: 2.2)),
        Trial(
            name: "traffic stops",
            traffic: TrialTraffic(perHour: 30, shape: { hour, run in hour < 24 * (0.1 + 0.6 * run.moment) ? 1 : 0 }),
            historyHours: 24, maximumShare: 0.3...2.0),
        Trial(
            name: "traffic doubles",
            traffic: TrialTraffic(
                perHour: 20, shape: { hour, run in hour < 24 * (0.1 + 0.6 * run.moment) ? 1 : 2 }, peak: 2),
            historyHours: 24),
    ]

    private static let disturbed = [
        Trial(name: "maximum raised", traffic: daily(30), historyHours: 72, raise: 1.6, hasKnownRhythm: true),
        Trial(
            name: "captop off for hours", traffic: daily(30), historyHours: 72,
            gaps: [-1.4 ... -0.9, 0.1...0.24, 0.4...0.49, 0.6...0.74], hasKnownRhythm: true),
        Trial(
            name: "count corrected downwards", traffic: daily(30), historyHours: 72, correctionShare: 0.2,
            hasKnownRhythm: true),
    ]

    private static let otherWindows = [
        Trial(
            name: "hourly window, 60 an hour, resets seen", traffic: TrialTraffic(perHour: 60), windowHours: 1,
            historyHours: 12, minutesBetweenSamples: 0.25),
        Trial(
            name: "15-minute window, 200 an hour", traffic: TrialTraffic(perHour: 200), windowHours: 0.25,
            historyHours: 3, minutesBetweenSamples: 0.25),
        Trial(
            name: "2-day window, daily rhythm", traffic: daily(20), windowHours: 48, historyHours: 96,
            minutesBetweenSamples: 5, hasKnownRhythm: true),
        Trial(
            name: "week, daily rhythm", traffic: daily(8), windowHours: 168, historyHours: 72,
            minutesBetweenSamples: 15,
            hasKnownRhythm: true),
        Trial(name: "month, daily rhythm", traffic: daily(4), windowHours: 720, minutesBetweenSamples: 30),
        Trial(
            name: "global, daily rhythm", traffic: daily(8), windowHours: 168, historyHours: 72,
            minutesBetweenSamples: 15, isGlobal: true, hasKnownRhythm: true),
    ]
}
