// Says what is likely to come, off the main queue: samples into the forecast's memory and to the recorder, forecasts out
// with every refresh. What is stored is read apart from that: a disk that hangs costs forecasts and nothing else.
import Dispatch
import Models
import Store

final class Forecaster: Sendable {
    private let history: SampleHistory?
    private let recorder: Recorder?
    private let queue = DispatchQueue(label: "captop.forecast")
    /// Reads what is stored; nothing that `queue` does waits for it.
    private let memory = DispatchQueue(label: "captop.memory")
    private let books = Books()

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        var byNetwork: [String: ForecastBook] = [:]
        /// The networks whose book is there or being read.
        var begun: Set<String> = []
        /// The newest question about each network whose book is being read.
        var waiting: [String: Question] = [:]
    }

    private final class Question: Sendable {
        let snapshot: NetworkSnapshot
        /// From the network itself.
        let isNews: Bool
        let asker: CheckedContinuation<[Forecast?], Never>

        init(_ snapshot: NetworkSnapshot, isNews: Bool, asker: CheckedContinuation<[Forecast?], Never>) {
            self.snapshot = snapshot
            self.isNews = isNews
            self.asker = asker
        }

        var network: String { snapshot.network.name }
    }

    /// - Parameter store: nil forecasts from what this process has seen alone.
    init(store: StateStore?) {
        history = store.map { SampleHistory($0) }
        // A book of its own: while it waits for another process, nobody waits for it.
        recorder = store.map { Recorder(SampleHistory($0)) }
    }

    /// Records a refresh.
    ///
    /// - Parameter patience: how long to wait for what is stored, in milliseconds; nil for as long as it takes.
    /// - Returns: a forecast for each meter of the snapshot, in its order. None, and nothing is recorded, when that was not
    ///   long enough or the next refresh has come meanwhile.
    func take(_ snapshot: NetworkSnapshot, patience: Int? = nil) async -> [Forecast?] {
        await ask(about: snapshot, isNews: true, patience: patience)
    }

    /// What is likely to come of the meters of a last known state, before anything is heard of them; none when a refresh
    /// comes before it is known.
    func recall(_ snapshot: NetworkSnapshot) async -> [Forecast?] {
        await ask(about: snapshot, isNews: false)
    }

    /// Returns once all that was taken is on file, or cannot be written.
    func finish() async { await recorder?.finish() }

    private func ask(about snapshot: NetworkSnapshot, isNews: Bool, patience: Int? = nil) async -> [Forecast?] {
        await withCheckedContinuation { continuation in
            let question = Question(snapshot, isNews: isNews, asker: continuation)
            queue.async { [self] in hear(question, patience: patience) }
        }
    }

    // MARK: - On the queue

    private func hear(_ question: Question, patience: Int?) {
        let name = question.network
        guard books.byNetwork[name] == nil || books.waiting[name] != nil else { return answer(question) }
        guard question.isNews || books.waiting[name] == nil else { return question.asker.resume(returning: []) }
        books.waiting.updateValue(question, forKey: name)?.asker.resume(returning: [])
        if books.begun.insert(name).inserted { readBook(for: question.snapshot) }
        guard let patience else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(patience)) { [self] in giveUp(question) }
    }

    private func readBook(for snapshot: NetworkSnapshot) {
        let name = snapshot.network.name
        memory.async { [self] in
            let book = history.map { ForecastBook(rememberedBy: $0, for: snapshot) } ?? ForecastBook()
            queue.async { [self] in books.byNetwork[name] = book }
            // Once nothing but `books` holds the book: what is in two places is copied when it changes.
            queue.async { [self] in
                if let question = books.waiting.removeValue(forKey: name) { answer(question) }
            }
        }
    }

    private func giveUp(_ question: Question) {
        guard books.waiting[question.network] === question else { return }
        books.waiting[question.network] = nil
        question.asker.resume(returning: [])
    }

    private func answer(_ question: Question) {
        let snapshot = question.snapshot
        // Taken out meanwhile, for the same reason.
        var book = books.byNetwork.removeValue(forKey: question.network) ?? ForecastBook()
        if question.isNews {
            book.record(snapshot.meters)
            recorder?.record(snapshot)
        }
        let forecasts = book.forecasts(of: snapshot.meters, at: snapshot.asOf)
        books.byNetwork[question.network] = book
        question.asker.resume(returning: forecasts)
    }
}

extension ForecastBook {
    /// How much of the stored history is looked back on, in milliseconds: three days show the rhythm of a day.
    private static let memory: Int64 = 3 * 86_400_000

    /// What the store remembers of the network's meters up to the snapshot; nothing when it cannot be read.
    init(rememberedBy history: SampleHistory, for snapshot: NetworkSnapshot) {
        let from = snapshot.asOf.adding(milliseconds: -ForecastBook.memory)
        var book = ForecastBook()
        try? history.forEachSeries(of: snapshot, from: from, to: snapshot.asOf) { place, samples in
            guard !samples.isEmpty else { return }
            let meter = snapshot.meters[place]
            let calendar = CapCalendar(timeZone: meter.object.timeZone) ?? .utc
            let own = CapWindow(of: meter)
            book.replay(SampleSeries(samples), of: meter) { instant in
                if let own, own.startedAt <= instant { return own }
                // When an earlier window of several units began, nothing says (LeadConduit reference, 5.1).
                guard meter.limit.period.length == 1 else { return nil }
                return CapWindow.containing(instant, period: meter.limit.period, calendar: calendar)
            }
        }
        self = book
    }
}
