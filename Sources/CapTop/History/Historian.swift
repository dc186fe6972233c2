// Reads stored samples for the screen, off the main queue and apart from the queue that records them: trends and courses of
// a few meters, and whole networks as they were. Knows no screen.
import Dispatch
import Models
import Store

final class Historian: Sendable {
    private let history: SampleHistory
    private let queue = DispatchQueue(label: "captop.history")

    init(store: StateStore) {
        history = SampleHistory(store)
    }

    func answer(_ request: HistoryRequest) async -> HistoryAnswer {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: read(request)) }
        }
    }

    /// What cannot be read is not shown; the next refresh asks again.
    private func read(_ request: HistoryRequest) -> HistoryAnswer {
        var answer = HistoryAnswer(request: request)
        if !request.trends.isEmpty {
            let longest = request.trends.map { MeterTrend.span(of: $0.period) }.max() ?? 0
            let excerpt = try? history.excerpt(
                of: request.trends, network: request.network, from: request.until.adding(milliseconds: -longest),
                to: request.until)
            for id in request.trends {
                guard let excerpt, let samples = excerpt.series[id], !samples.isEmpty else { continue }
                answer.trends[id] = MeterTrend(
                    samples: samples, sampledAt: excerpt.instants, until: request.until,
                    span: MeterTrend.span(of: id.period))
            }
        }
        if let course = request.course,
            let excerpt = try? history.excerpt(
                of: [course.id], network: request.network, from: course.from, to: request.until)
        {
            answer.course = MeterCourse(
                samples: excerpt.series[course.id] ?? [], sampledAt: excerpt.instants, from: course.from,
                to: request.until)
        }
        return answer
    }

    // MARK: - The past

    func find(_ request: PastRequest) async -> PastAnswer {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: past(request)) }
        }
    }

    private func past(_ request: PastRequest) -> PastAnswer {
        do throws(StoreError) {
            guard let instant = try instant(request) else { return .nothing(request.wish) }
            var networks: [PastNetwork] = []
            for snapshot in request.snapshots {
                if let network = try network(snapshot, at: instant) { networks.append(network) }
            }
            return networks.isEmpty ? .nothing(request.wish) : .found(Past(instant: instant, networks: networks))
        } catch {
            return .unreadable(error.message)
        }
    }

    /// One network at an instant of the local clock; nil when it was not sampled by then.
    private func network(_ snapshot: NetworkSnapshot, at instant: Timestamp) throws(StoreError) -> PastNetwork? {
        let own = instant.adding(milliseconds: snapshot.clockSkew)
        guard var past = try history.past(of: snapshot, at: own) else { return nil }
        // Not kept over time, and so not known.
        past.money = nil
        past.notes = []
        past.pending = []
        let book = ForecastBook(rememberedBy: history, for: past)
        return PastNetwork(snapshot: past, forecasts: past.meters.map { book.forecast($0, at: past.asOf) })
    }

    /// The instant that is wished for, on the local clock; nil when nothing is stored there.
    private func instant(_ request: PastRequest) throws(StoreError) -> Timestamp? {
        switch request.wish {
        case .at(let instant): return instant
        case .sampleBefore:
            for span in Historian.reaches {
                let from = request.from.adding(milliseconds: -span)
                if let found = try instants(request, from: from, to: request.from.adding(milliseconds: -1)).max() {
                    return found
                }
            }
            return nil
        case .sampleAfter:
            for span in Historian.reaches {
                let to = request.from.adding(milliseconds: span)
                if let found = try instants(request, from: request.from.adding(milliseconds: 1), to: to).min() {
                    return found
                }
            }
            return nil
        }
    }

    /// Looked through one after the other for the next sample, in milliseconds: most often it is near.
    private static let reaches: [Int64] = [600_000, 86_400_000, 8 * 86_400_000, 400 * 86_400_000]

    /// When any of the networks was sampled, on the local clock.
    private func instants(
        _ request: PastRequest, from: Timestamp, to: Timestamp
    ) throws(StoreError) -> [Timestamp] {
        var found: [Timestamp] = []
        for snapshot in request.snapshots {
            let skew = snapshot.clockSkew
            found += try history.instants(
                of: snapshot.network, from: from.adding(milliseconds: skew), to: to.adding(milliseconds: skew)
            ).map { $0.adding(milliseconds: -skew) }
        }
        return found
    }
}
