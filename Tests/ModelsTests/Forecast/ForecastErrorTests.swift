// The forecast against simulated traffic whose future is known, beside a straight line through the window's average. The
// whole table, with more runs, is printed by Benchmarks/ForecastError.
import Testing

@Suite("Error of the projected trip")
struct ForecastErrorTests {
    private static let runs = 60
    /// Traffic changes as nothing before it told: no range can hold that.
    private static let surprising: Set = [
        "ramp-up, six times as much at the end", "traffic stops", "traffic doubles",
    ]

    private static func trials(_ isIncluded: (Trial) -> Bool) -> [Trial] {
        // The longest ones are the benchmark's.
        Trial.all.filter { $0.windowHours <= 24 && isIncluded($0) }
    }

    private func quantile(_ share: Double, _ scores: [TrialScore], _ errors: (TrialScore) -> [Double]) -> Double {
        scores.map { TrialScore.quantile(share, of: errors($0)) }.reduce(0, +) / Double(scores.count)
    }

    @Test("where a rhythm is known the forecast beats the straight line", arguments: trials(\.hasKnownRhythm))
    func beatsLine(trial: Trial) {
        let scores = TrialJudge(trial: trial, runs: Self.runs).scores()
        #expect(quantile(0.5, scores, \.forecastErrors) < 0.9 * quantile(0.5, scores, \.straightErrors))
        #expect(quantile(0.9, scores, \.forecastErrors) < quantile(0.9, scores, \.straightErrors))
        expectRange(scores, slack: 0.12)
    }

    @Test("elsewhere it is never much worse", arguments: trials { !$0.hasKnownRhythm })
    func neverMuchWorse(trial: Trial) {
        let scores = TrialJudge(trial: trial, runs: Self.runs).scores()
        #expect(quantile(0.5, scores, \.forecastErrors) < 1.1 * quantile(0.5, scores, \.straightErrors) + 0.01)
        #expect(quantile(0.9, scores, \.forecastErrors) < 1.1 * quantile(0.9, scores, \.straightErrors) + 0.01)
        expectRange(scores, slack: Self.surprising.contains(trial.name) ? 0.3 : 0.12)
    }

    @Test("the order of risk is mostly the order in which limits are then reached", arguments: [0.25, 0.5, 0.75])
    func riskOrder(share: Double) {
        let trial = RiskTrial(at: share, runs: 12)
        #expect(trial.pairs > 500)
        #expect(Double(trial.byRisk) > 0.8 * Double(trial.pairs))
        #expect(Double(trial.byRisk) > 0.98 * Double(trial.byUtilisation))
    }

    /// The range must hold the truth about as often as it says, and may err on the safe side.
    private func expectRange(_ scores: [TrialScore], slack: Double) {
        let runs = Double(scores.map(\.runs).reduce(0, +))
        let covered = Double(scores.map(\.covered).reduce(0, +)) / runs
        let promised = scores.map(\.promised).reduce(0, +) / runs
        #expect(covered > promised - slack)
        #expect(covered < promised + 0.15)
    }
}
