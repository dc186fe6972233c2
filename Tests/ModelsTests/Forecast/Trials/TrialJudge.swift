// Lets the forecast and a straight line through the window's average look at the same runs, and compares both with what
// then happened.
import Models

/// How two projections did at one share of the window.
struct TrialScore {
    /// Distances of the projected trip from the true one, as shares of the window, both cut at the reset. Runs in which
    /// the limit was reached before the reset or somebody said it would be.
    var forecastErrors: [Double] = []
    var straightErrors: [Double] = []
    /// Runs that were not at their limit yet.
    var runs = 0
    /// Runs in which the range held the truth, and in how many it said it would.
    var covered = 0
    var promised = 0.0
    /// Runs in which it was said rightly whether the limit is reached before the reset.
    var forecastVerdicts = 0
    var straightVerdicts = 0

    static func quantile(_ share: Double, of errors: [Double]) -> Double {
        guard !errors.isEmpty else { return 0 }
        let sorted = errors.sorted()
        return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}

struct TrialJudge {
    let trial: Trial
    let runs: Int
    /// Some local midnight.
    private static let origin = Timestamp(seconds: 1_767_571_200)

    /// Scores at 25, 50 and 75 % of the window.
    func scores(seed: Int = 1) -> [TrialScore] {
        let shares = [0.25, 0.5, 0.75]
        var scores = shares.map { _ in TrialScore() }
        for index in 0..<runs { judge(TrialRun(trial, seed: seed &* 100_003 &+ index), shares, &scores) }
        return scores
    }

    private func judge(_ run: TrialRun, _ shares: [Double], _ scores: inout [TrialScore]) {
        var track = newTrack(run)
        var next = 0
        for (place, share) in shares.enumerated() {
            let hour = share * trial.windowHours
            record(run, until: hour, &next, &track)
            judge(track, run, at: hour, &scores[place])
        }
    }

    /// What captop remembers of a run at `hour`.
    func track(of run: TrialRun, until hour: Double) -> MeterTrack {
        var (track, next) = (newTrack(run), 0)
        record(run, until: hour, &next, &track)
        return track
    }

    private func newTrack(_ run: TrialRun) -> MeterTrack {
        MeterTrack(
            windowHours: trial.isGlobal ? nil : trial.windowHours, metric: trial.isMoney ? .payout : .conversion,
            maximum: Quantity(run.maximum(at: 0)))
    }

    private func record(_ run: TrialRun, until hour: Double, _ next: inout Int, _ track: inout MeterTrack) {
        while next < run.readings.count, run.readings[next].hour <= hour {
            let reading = run.readings[next]
            track.record(sample(reading, run), in: window(at: reading.hour, run))
            next += 1
        }
    }

    private func judge(_ track: MeterTrack, _ run: TrialRun, at hour: Double, _ score: inout TrialScore) {
        let maximum = run.maximum(at: hour)
        guard let reading = run.readings.last(where: { $0.hour <= hour }), reading.count < maximum else { return }
        let now = instant(hour, run)
        let end = trial.windowHours
        guard let forecast = Forecast(track, maximum: Quantity(maximum), window: window(at: hour, run), at: now) else {
            return
        }
        score.runs += 1
        let truth = min(run.tripHour(from: reading.hour) ?? end, end)
        let projected = forecast.tripsAt.map { min(self.hour($0, run), end) } ?? end
        let straight = straightLine(reading.count, at: reading.hour, to: maximum)
        if min(truth, projected, straight) < end {
            score.forecastErrors.append(abs(projected - truth) / end)
            score.straightErrors.append(abs(straight - truth) / end)
        }
        score.forecastVerdicts += (projected < end) == (truth < end) ? 1 : 0
        score.straightVerdicts += (straight < end) == (truth < end) ? 1 : 0
        judgeRange(forecast, truth: truth, run, &score)
    }

    /// A range that is open at the reset promises more than 80 %.
    private func judgeRange(_ forecast: Forecast, truth: Double, _ run: TrialRun, _ score: inout TrialScore) {
        let end = trial.windowHours
        let earliest = forecast.tripsAtEarliest.map { hour($0, run) } ?? end
        let latest = forecast.tripsAtLatest.map { hour($0, run) } ?? end
        if truth >= min(earliest, end), truth <= max(latest, earliest) || truth >= end && latest >= end {
            score.covered += 1
        }
        if earliest >= end {
            score.promised += trial.isGlobal ? 0.9 : 1 - forecast.tripProbability
        } else if latest >= end {
            score.promised += 0.9
        } else {
            score.promised += 0.8
        }
    }

    /// Where the line through the window's start and the count reaches the maximum, at the reset at most.
    private func straightLine(_ count: Double, at hour: Double, to maximum: Double) -> Double {
        guard count > 0 else { return trial.windowHours }
        let start = trial.windowStart(holding: hour)
        return min(start + (hour - start) * maximum / count, trial.windowHours)
    }

    private func sample(_ reading: (hour: Double, count: Double, maximum: Double), _ run: TrialRun) -> MeterSample {
        MeterSample(
            at: instant(reading.hour, run), count: Quantity(reading.count) ?? .zero, maximum: Quantity(reading.maximum))
    }

    func window(at hour: Double, _ run: TrialRun) -> CapWindow? {
        guard !trial.isGlobal else { return nil }
        let start = min(trial.windowStart(holding: hour), 0)
        return CapWindow(startedAt: instant(start, run), endsAt: instant(start + trial.windowHours, run))
    }

    func instant(_ hour: Double, _ run: TrialRun) -> Timestamp {
        TrialJudge.origin.adding(milliseconds: Int64((hour + run.run.startHour) * 3_600_000))
    }

    private func hour(_ instant: Timestamp, _ run: TrialRun) -> Double {
        Double(instant.milliseconds(since: TrialJudge.origin)) / 3_600_000 - run.run.startHour
    }
}
