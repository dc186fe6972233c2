// Traffic with a known truth: when each event happens and what it counts. Written apart from the forecast, which it is to
// judge: it knows no rates but its own, and nothing of captop.
import Glibc

/// A kind of traffic. Hours count from the start of the judged window; history has hours below 0.
struct TrialTraffic {
    /// Events an hour on average.
    var perHour: Double
    /// Relative intensity at an hour, before chance; at most `peak`.
    var shape: @Sendable (_ hour: Double, _ run: Run) -> Double = { _, _ in 1 }
    /// The highest value of `shape`.
    var peak = 1.0
    /// Standard deviation of the intensity's logarithm, and for how many hours it stays as it is.
    var gusts: (deviation: Double, hours: Double)?
    /// Mean number of events that come at once.
    var batch = 1.0
    /// What an event counts: a range of amounts.
    var worth: ClosedRange<Double> = 1...1

    /// What chance decides once for a run.
    struct Run {
        /// The hour of the day at which the window starts.
        var startHour: Double
        /// In 0...1; for shapes that change at some point.
        var moment: Double
    }

    struct Event {
        var hour: Double
        var worth: Double
    }

    /// A working day: little at night, two peaks, as a smooth curve with mean 1.
    static func day(_ hourOfDay: Double) -> Double {
        let angle = 2 * Double.pi * hourOfDay / 24
        return 1 - 0.62 * cos(angle - 0.9) - 0.18 * cos(2 * angle - 0.6) + 0.06 * sin(3 * angle)
    }

    static let dayPeak = 1.9

    /// The events from `start` to `end`, in order: candidates at the highest intensity, thinned.
    func events(from start: Double, to end: Double, run: Run, using random: inout TrialRandom) -> [Event] {
        var events: [Event] = []
        var gust = Gust(gusts, at: start, using: &random)
        let highest = perHour / batch * peak * gust.highest
        var hour = start
        while true {
            hour += random.wait() / highest
            guard hour < end else { return events }
            let intensity = perHour / batch * shape(hour, run) * gust.factor(at: hour, using: &random)
            guard random.fraction() * highest < intensity else { continue }
            repeat {
                events.append(Event(hour: hour, worth: random.fraction(in: worth)))
            } while batch > 1 && random.fraction() > 1 / batch
        }
    }
}

/// A factor of mean 1 whose logarithm wanders around its mean.
private struct Gust {
    let deviation: Double
    let hours: Double
    private var value = 0.0
    private var at: Double

    init(_ gusts: (deviation: Double, hours: Double)?, at start: Double, using random: inout TrialRandom) {
        deviation = gusts?.deviation ?? 0
        hours = gusts?.hours ?? 1
        at = start
        if deviation > 0 { value = deviation * random.deviation() }
    }

    /// Higher factors, which three in ten thousand are, are cut.
    var highest: Double { deviation > 0 ? exp(3.4 * deviation - deviation * deviation / 2) : 1 }

    mutating func factor(at hour: Double, using random: inout TrialRandom) -> Double {
        guard deviation > 0 else { return 1 }
        let kept = exp(-(hour - at) / hours)
        value = value * kept + deviation * sqrt(1 - kept * kept) * random.deviation()
        at = hour
        return min(exp(value - deviation * deviation / 2), highest)
    }
}
