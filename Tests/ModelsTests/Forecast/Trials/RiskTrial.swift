// Many different meters at one instant of one day: does the order of risk put first what then happened first?
import Models

/// How often an order of two meters was the order in which they then reached their limits.
struct RiskTrial {
    /// Among pairs of which at least one reached its limit before the reset.
    private(set) var pairs = 0
    private(set) var byRisk = 0
    private(set) var byUtilisation = 0

    /// Meters of all sizes and habits that share a zone, each watched for three days.
    private static var trials: [Trial] {
        let rhythmic = [2.0, 8, 30, 120].map { Trial.daily($0) } + [Trial.daily(40, batch: 6)]
        let even = [TrialTraffic(perHour: 20), TrialTraffic(perHour: 40, gusts: (0.8, 0.67))]
        return (rhythmic + even).map {
            Trial(name: "risk", traffic: $0, historyHours: 72, maximumShare: 0.3...2, startHour: 0)
        }
    }

    private struct Outcome {
        var meter: CapMeter
        var forecast: Forecast
        var tripHour: Double
    }

    /// - Parameters:
    ///   - share: of the day that has passed.
    ///   - runs: of each kind of meter.
    init(at share: Double, runs: Int) {
        let hour = share * 24
        var outcomes: [Outcome] = []
        for (place, trial) in RiskTrial.trials.enumerated() {
            let judge = TrialJudge(trial: trial, runs: runs)
            for index in 0..<runs {
                let run = TrialRun(trial, seed: place &* 7_919 &+ index)
                if let outcome = RiskTrial.outcome(of: run, judge, at: hour, key: "\(place)-\(index)") {
                    outcomes.append(outcome)
                }
            }
        }
        compare(outcomes)
    }

    private static func outcome(of run: TrialRun, _ judge: TrialJudge, at hour: Double, key: String) -> Outcome? {
        let (track, now) = (judge.track(of: run, until: hour), judge.instant(hour, run))
        guard let last = track.last, let maximum = last.maximum, last.count < maximum else { return nil }
        let window = judge.window(at: hour, run)
        let meter = CapMeter(
            object: CapObject(
                id: ObjectID(network: "trial", kind: .custom, key: key), scope: .custom, name: key, timeZone: "UTC"),
            limit: CapLimit(metric: .conversion, period: .daily, maximum: maximum), count: last.count,
            startedAt: window?.startedAt, expiresAt: window?.endsAt, asOf: last.at)
        guard let forecast = Forecast(meter, track, at: now) else { return nil }
        return Outcome(meter: meter, forecast: forecast, tripHour: min(run.tripHour(from: hour) ?? 24, 24))
    }

    private mutating func compare(_ outcomes: [Outcome]) {
        func ranks(_ sort: CapSort) -> [Int] {
            var ranks = outcomes.map { _ in 0 }
            let places = sort.places(of: outcomes.map(\.meter)) { outcomes[$0].forecast }
            for (rank, place) in places.enumerated() { ranks[place] = rank }
            return ranks
        }
        let (risk, utilisation) = (ranks(CapSort(.risk)), ranks(CapSort(.utilisation)))
        for left in outcomes.indices {
            for right in outcomes.indices where outcomes[left].tripHour < outcomes[right].tripHour {
                pairs += 1
                byRisk += risk[left] < risk[right] ? 1 : 0
                byUtilisation += utilisation[left] < utilisation[right] ? 1 : 0
            }
        }
    }
}
