// Several edits on their way: which of them wait for which, how many are under way at once, and what is told of them. WriteRun
// knows how one edit is made, BulkRun how one request makes several.

import Models
import Synchronization

struct WriteSeries: Sendable {
    /// Batches under way at once: enough to fill the pace of a network, few enough to stop soon.
    static let batchesInFlight = 4

    /// Set from outside to send nothing that has not begun.
    final class Stop: Sendable {
        private let flag = Mutex(false)

        var isSet: Bool { flag.withLock { $0 } }

        func set() { flag.withLock { $0 = true } }
    }

    let writer: EditWriter
    let edits: [Edit]
    let token: WriteToken
    let batch: String
    let undoOf: [Int: Int64]
    let onEvent: @Sendable (WriteEvent) -> Void
    let stop = Stop()

    /// - Returns: the results in the order of `edits`.
    func run() async -> [WriteResult] {
        var results: [Int: WriteResult] = [:]
        await withTaskGroup(of: [Int: WriteResult].self) { group in
            var waiting = lanes().makeIterator()
            for _ in 0..<WriteSeries.batchesInFlight {
                guard let lane = waiting.next() else { break }
                group.addTask { await perform(lane) }
            }
            while let ended = await group.next() {
                results.merge(ended) { $1 }
                if let lane = waiting.next() { group.addTask { await perform(lane) } }
            }
        }
        return edits.indices.map { results[$0] ?? WriteSeries.stopped }
    }

    // MARK: - Order

    /// Batches by what has to happen one after the other: those that share an object, all of LeadConduit, where a flow is
    /// written back whole, and tiers, of which an affiliate leaves one before it joins another.
    private func lanes() -> [[[Int]]] {
        var lanes: [Int: [[Int]]] = [:]
        var laneOf: [String: Int] = [:]
        for (number, batch) in WritePlan.batchIndices(of: edits).enumerated() {
            let keys = Set(batch.map { key(of: edits[$0]) })
            let joined = Set(keys.compactMap { laneOf[$0] }).sorted()
            let lane = joined.first ?? number
            for other in joined.dropFirst() {
                lanes[lane, default: []] += lanes.removeValue(forKey: other) ?? []
                for (key, value) in laneOf where value == other { laneOf[key] = lane }
            }
            lanes[lane, default: []].append(batch)
            for key in keys { laneOf[key] = lane }
        }
        return lanes.sorted { $0.key < $1.key }.map { lane in
            lane.value.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        }
    }

    private func key(of edit: Edit) -> String {
        switch edit.target.kind {
        case .leadCap, .flow, .source: ""
        case .affiliateTier: edit.target.kind.rawValue
        case .customCap, .offer, .offerGroup, .affiliate, .customPayout, .tieredCommission: edit.target.text
        }
    }

    private func perform(_ lane: [[Int]]) async -> [Int: WriteResult] {
        var results: [Int: WriteResult] = [:]
        var trail = FlowTrail()
        for batch in lane {
            guard !stop.isSet else {
                for index in batch { results[index] = end(index, WriteSeries.stopped) }
                continue
            }
            for index in batch { onEvent(.began(index)) }
            let ended = batch.count > 1 ? await together(batch) : [:]
            results.merge(ended) { $1 }
            for index in batch where ended[index] == nil {
                let result = stop.isSet && batch.count > 1 ? WriteSeries.stopped : await alone(index, &trail)
                results[index] = end(index, result)
            }
        }
        return results
    }

    // MARK: - Writing

    /// Those of a bulk request that came to an end; the others have to be sent alone.
    private func together(_ batch: [Int]) async -> [Int: WriteResult] {
        let items = batch.map { BulkRun.Item(index: $0, edit: edits[$0], run: run(of: $0)) }
        return await BulkRun(writer: writer, token: token, items: items).perform { index, result in
            onEvent(.ended(index, result))
        }
    }

    private func alone(_ index: Int, _ trail: inout FlowTrail) async -> WriteResult {
        let edit = edits[index]
        let result = await run(of: index).apply(edit, trail: trail)
        switch result.outcome {
        case .applied, .savedNotLive:
            guard edit.target.kind.network == .leadconduit else { break }
            var live = result.live
            if live == nil { live = (try? await writer.read(edit.target)) ?? nil }
            trail.note(edit, leaving: live)
        case .alreadySo, .refused, .conflict, .unknown, .notSent, .notRecorded: break
        }
        return result
    }

    private func run(of index: Int) -> WriteRun {
        WriteRun(writer: writer, token: token, undoOf: undoOf[index], batch: batch)
    }

    private func end(_ index: Int, _ result: WriteResult) -> WriteResult {
        onEvent(.ended(index, result))
        return result
    }

    private static let stopped = WriteResult(.notSent(UpstreamError(.cancelled, "not sent: stopped before its turn")))
}
