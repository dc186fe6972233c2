// Prints the tables of docs/forecast.md: how far projected trips were from true ones in simulated traffic, how often the
// order of risk was right, and what the forecast costs. Usage: ForecastError [runs]. The trials are those of the tests.
import Models

private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

private func cells(_ score: TrialScore) -> [String] {
    let errors = [0.5, 0.9].flatMap { share in
        [score.forecastErrors, score.straightErrors].map { percent(TrialScore.quantile(share, of: $0)) }
    }
    let runs = Double(max(score.runs, 1))
    return errors + [
        percent(Double(score.covered) / runs), percent(score.promised / runs),
        percent(Double(score.forecastVerdicts) / runs), percent(Double(score.straightVerdicts) / runs),
    ]
}

let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 400
print("| traffic | at | median | line | 90th | line | in range | promised | right | line |")
print("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
for trial in Trial.all {
    for (share, score) in zip(["25 %", "50 %", "75 %"], TrialJudge(trial: trial, runs: runs).scores()) {
        print("| \(trial.name) | \(share) | \(cells(score).joined(separator: " | ")) |")
    }
}

print("\n| at | pairs | by risk | by utilisation |\n| --- | --: | --: | --: |")
for (name, share) in [("25 %", 0.25), ("50 %", 0.5), ("75 %", 0.75)] {
    let trial = RiskTrial(at: share, runs: runs / 4)
    let parts = [trial.byRisk, trial.byUtilisation].map { percent(Double($0) / Double(max(trial.pairs, 1))) }
    print("| \(name) | \(trial.pairs) | \(parts.joined(separator: " | ")) |")
}

/// Nanoseconds for each of `count` turns.
private func cost(_ count: Int, _ turn: (Int) -> Void) -> Int {
    let duration = ContinuousClock().measure {
        for index in 0..<count { turn(index) }
    }
    return Int(duration / .nanoseconds(1)) / count
}

let trial = Trial(name: "cost", traffic: Trial.daily(30), historyHours: 72, maximumShare: 1...1, startHour: 0)
let judge = TrialJudge(trial: trial, runs: 1)
let run = TrialRun(trial, seed: 1)
var tracks = [MeterTrack](repeating: judge.track(of: run, until: 12), count: 100_000)
var second: Int64 = 0
let window = judge.window(at: 12, run)
print("\nbytes a meter: \(MemoryLayout<MeterTrack>.stride)")
// The first round only touches the memory.
for (round, cadence) in [15, 15, 60, 900].enumerated() as EnumeratedSequence<[Int64]> {
    second += cadence
    let sample = MeterSample(
        at: judge.instant(12, run).adding(seconds: second), count: tracks[0].last?.count ?? .zero,
        maximum: tracks[0].last?.maximum)
    let time = cost(tracks.count) { tracks[$0].record(sample, in: window) }
    if round > 0 { print("nanoseconds a sample, \(cadence) s after the last: \(time)") }
}
for share in [0.8, 3] {
    let maximum = Quantity(run.maximum(at: 12) * share)
    var trips = 0
    let time = cost(20_000) { index in
        let now = judge.instant(12, run).adding(seconds: second)
        if Forecast(tracks[index], maximum: maximum, window: window, at: now)?.tripsAt != nil { trips += 1 }
    }
    print("nanoseconds a forecast \(trips > 0 ? "that says a trip" : "without a trip"): \(time)")
}
