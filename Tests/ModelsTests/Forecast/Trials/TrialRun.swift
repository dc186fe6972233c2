// One run of a trial: what the network shows minute by minute, and when the limit is truly reached.
import Models

/// A meter's whole story. Hours count from the start of the judged window.
struct TrialRun {
    let trial: Trial
    let run: TrialTraffic.Run
    private let events: [TrialTraffic.Event]
    private let maximum: Double
    /// Readings by hour: what captop saw.
    private(set) var readings: [(hour: Double, count: Double, maximum: Double)] = []

    init(_ trial: Trial, seed: Int) {
        self.trial = trial
        var random = TrialRandom(seed: seed)
        run = TrialTraffic.Run(startHour: trial.startHour ?? random.fraction() * 24, moment: random.fraction())
        events = trial.traffic.events(
            from: trial.windowStart(holding: -trial.historyHours), to: 3 * trial.windowHours, run: run, using: &random)
        let share = random.fraction(in: trial.maximumShare)
        maximum = max(1, (share * trial.usualCount(run)).rounded())
        read(using: &random)
    }

    /// The maximum in force at `hour`.
    func maximum(at hour: Double) -> Double {
        hour >= 0.4 * trial.windowHours ? (maximum * trial.raise).rounded() : maximum
    }

    /// When the count that was seen at `hour` reaches the maximum of that hour, if nothing resets it; nil when that is
    /// not within three windows.
    func tripHour(from hour: Double) -> Double? {
        guard var count = readings.last(where: { $0.hour <= hour })?.count else { return nil }
        for event in events where event.hour > hour {
            count += event.worth
            if count >= maximum(at: hour) { return event.hour }
        }
        return nil
    }

    /// Reads the counter through history and window. At its maximum a hard cap counts no more.
    private mutating func read(using random: inout TrialRandom) {
        var (count, next) = (0.0, 0)
        var windowStart = trial.windowStart(holding: -trial.historyHours)
        var correctionIsDue = trial.correctionShare != nil
        var hour = -trial.historyHours
        while hour <= trial.windowHours {
            while next < events.count, events[next].hour <= hour {
                let event = events[next]
                let start = trial.windowStart(holding: event.hour)
                if start != windowStart { (count, windowStart) = (0, start) }
                if count < maximum(at: event.hour) { count += event.worth }
                next += 1
            }
            let start = trial.windowStart(holding: hour)
            if start != windowStart { (count, windowStart) = (0, start) }
            if correctionIsDue, let share = trial.correctionShare, hour >= share * trial.windowHours {
                count -= (count / 20).rounded()
                correctionIsDue = false
            }
            if !trial.gaps.contains(where: { $0.contains(hour / trial.windowHours) }) {
                readings.append((hour, count, maximum(at: hour)))
            }
            hour += trial.minutesBetweenSamples / 60 * random.fraction(in: 0.9...1.1)
        }
    }
}

extension Trial {
    func windowStart(holding hour: Double) -> Double {
        isGlobal ? -historyHours : (hour / windowHours).rounded(.down) * windowHours
    }

    /// The traffic of the window without chance.
    func usualCount(_ run: TrialTraffic.Run) -> Double {
        let steps = 2_000
        let step = windowHours / Double(steps)
        var sum = 0.0
        for index in 0..<steps { sum += traffic.shape((Double(index) + 0.5) * step, run) * step }
        // A meter that never resets has counted before.
        if isGlobal { sum += historyHours }
        return sum * traffic.perHour * (traffic.worth.lowerBound + traffic.worth.upperBound) / 2
    }
}
