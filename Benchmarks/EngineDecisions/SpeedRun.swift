// The same conversions through the engine and through Redis, in batches of several sizes. A batch is one transaction here
// and one pipeline there; both are durable against the death of the process when they are answered.
import Foundation
import Sandbox

struct SpeedRun {
    let folder: String
    let seconds: Double

    private struct Batch {
        var pairs: [ConversionStream.Pair]
        var decisions: [DirectDecision]
    }

    func run() async throws {
        for (place, size) in [1, 10, 100, 1000].enumerated() {
            let sandbox = try Sandbox(
                SandboxConfiguration(
                    databasePath: "\(folder)/\(place).sqlite", seed: 7, caps: 5_000, trafficPerSecond: 0))
            let pairs = await sandbox.cappedPairs
            var script = CounterScript()
            for pair in pairs { script.add(pair, await sandbox.limits(offer: pair.offer, affiliate: pair.affiliate)) }
            let (batches, engine) = try await decide(sandbox, pairs, batch: size)
            await sandbox.stop()
            let accepted = batches.reduce(0) { $0 + $1.decisions.count(where: \.isAccepted) }
            print("engine, batches of \(size): \(Int(engine)) decisions/s, \(accepted) accepted")
            for policy in ["everysec", "always"] {
                let redis = try RedisServer(folder: "\(folder)/redis-\(place)-\(policy)", appendfsync: policy)
                defer { redis.stop() }
                let connection = try RedisConnection(port: redis.port)
                try script.load(into: connection)
                let (agreeing, count, rate) = try replay(batches, script, connection)
                print("redis \(policy), batches of \(size): \(Int(rate)) decisions/s")
                if policy == "everysec" {
                    print("same outcome, batches of \(size): \(agreeing) of \(count)")
                }
            }
        }
    }

    /// Decides for as long as asked.
    private func decide(
        _ sandbox: Sandbox, _ pairs: [ConversionStream.Pair], batch size: Int
    ) async throws -> (batches: [Batch], rate: Double) {
        var stream = ConversionStream(pairs: pairs)
        var batches: [Batch] = []
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) {
            let next = stream.next(size)
            batches.append(Batch(pairs: next, decisions: try await sandbox.decideConversions(next)))
        }
        return (batches, Double(batches.count * size) / SpeedRun.seconds(since: start))
    }

    /// The same conversions, each worth what the engine said; no longer than asked, as `always` waits for the disk.
    private func replay(
        _ batches: [Batch], _ script: CounterScript, _ connection: RedisConnection
    ) throws -> (agreeing: Int, count: Int, rate: Double) {
        let requests = batches.map { batch in
            zip(batch.pairs, batch.decisions).map { script.call($0, payout: $1.payout, revenue: $1.revenue) }
        }
        var (agreeing, count) = (0, 0)
        let start = ContinuousClock.now
        for (batch, request) in zip(batches, requests) where ContinuousClock.now - start < .seconds(seconds) {
            let answers = try connection.integers(request)
            agreeing += zip(answers, batch.decisions).count { ($0 == 1) == $1.isAccepted }
            count += batch.pairs.count
        }
        return (agreeing, count, Double(count) / SpeedRun.seconds(since: start))
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
