// Says what is likely to come, off the main queue: samples into the forecast's memory and to the recorder, forecasts out with
// every refresh.
import Dispatch
import Models
import Store

final class Forecaster: Sendable {
    private let history: SampleHistory?
    private let recorder: Recorder?
    private let queue = DispatchQueue(label: "captop.forecast")
    private let books = Books()

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        var byNetwork: [String: ForecastBook] = [:]
    }

    /// - Parameter store: nil forecasts from what this process has seen alone.
    init(store: StateStore?) {
        history = store.map { SampleHistory($0) }
        // A book of its own: while it waits for another process, nobody waits for it.
        recorder = store.map { Recorder(SampleHistory($0)) }
    }

    /// Records a refresh.
    ///
    /// - Returns: a forecast for each meter of the snapshot, in its order.
    func take(_ snapshot: NetworkSnapshot) async -> [Forecast?] {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                let name = snapshot.network.name
                var book = books.byNetwork[name] ?? warmBook(for: snapshot)
                books.byNetwork[name] = nil
                book.record(snapshot.meters)
                let forecasts = book.forecasts(of: snapshot.meters, at: snapshot.asOf)
                books.byNetwork[name] = book
                continuation.resume(returning: forecasts)
                recorder?.record(snapshot)
            }
        }
    }

    /// What is likely to come of the meters of a last known state, before anything is heard of them.
    func recall(_ snapshot: NetworkSnapshot) async -> [Forecast?] {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                let name = snapshot.network.name
                var book = books.byNetwork[name] ?? warmBook(for: snapshot)
                let forecasts = book.forecasts(of: snapshot.meters, at: snapshot.asOf)
                books.byNetwork[name] = book
                continuation.resume(returning: forecasts)
            }
        }
    }

    /// Returns once all that was taken is on file, or cannot be written.
    func finish() async { await recorder?.finish() }

    private func warmBook(for snapshot: NetworkSnapshot) -> ForecastBook {
        history.map { ForecastBook(rememberedBy: $0, for: snapshot) } ?? ForecastBook()
    }
}

extension ForecastBook {
    /// How much of the stored history is looked back on, in milliseconds: three days show the rhythm of a day.
    private static let memory: Int64 = 3 * 86_400_000

    /// What the store remembers of the network's meters up to the snapshot; nothing when it cannot be read.
    init(rememberedBy history: SampleHistory, for snapshot: NetworkSnapshot) {
        self.init()
        let from = snapshot.asOf.adding(milliseconds: -ForecastBook.memory)
        guard let all = try? history.series(of: snapshot, from: from, to: snapshot.asOf) else { return }
        for (meter, samples) in zip(snapshot.meters, all) where !samples.isEmpty {
            let calendar = CapCalendar(timeZone: meter.object.timeZone) ?? .utc
            let own = CapWindow(of: meter)
            replay(SampleSeries(samples), of: meter) { instant in
                if let own, own.startedAt <= instant { return own }
                // When an earlier window of several units began, nothing says (LeadConduit reference, 5.1).
                guard meter.limit.period.length == 1 else { return nil }
                return CapWindow.containing(instant, period: meter.limit.period, calendar: calendar)
            }
        }
    }
}
