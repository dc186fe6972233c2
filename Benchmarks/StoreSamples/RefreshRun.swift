// What a refresh costs at several shares of change, and what reading costs over the hours that it wrote.
import Models
import Store

struct RefreshRun {
    let meters: Int
    let path: String

    func run() throws {
        for share in [0.0, 0.01, 0.2] { try run(share) }
    }

    private func run(_ share: Double) throws {
        let path = "\(path)-\(Int(share * 100))"
        let store = try StateStore(path: path, sizeLimit: 4 << 30, now: { Timestamp(milliseconds: 0) })
        let history = SampleHistory(store)
        var traffic = Traffic(meters: meters)
        print("\(meters) meters, \(share * 100) % changing every 15 s")
        var first = Timings()
        _ = try first.measure { try history.record(traffic.snapshot) }
        print("  first refresh      \(first.text)")
        var (records, thinning) = (Timings(), Timings())
        let before = Measured.written()
        var samples = 0
        let refreshes = 600
        for _ in 0..<refreshes {
            traffic.advance(share: share)
            let outcome = try records.measure { try history.record(traffic.snapshot) }
            if case .written(let count) = outcome { samples += count }
            var more = true
            for _ in 0..<4 where more {
                more = try thinning.measure { try history.thin(now: traffic.snapshot.asOf, steps: 1) }
            }
        }
        print("  refresh            \(records.text)")
        print("  thinning step      \(thinning.text)")
        let written = Measured.written() - before
        print(
            "  bytes handed to the kernel a sample \(samples == 0 ? 0 : written / samples), a refresh \(written / refreshes)"
        )
        print("  file and log \(Measured.files(path) >> 10) KiB, resident \(Measured.residentKilobytes() >> 10) MiB")
        try reads(SampleHistory(store), traffic.snapshot, path)
    }

    private func reads(_ history: SampleHistory, _ snapshot: NetworkSnapshot, _ path: String) throws {
        let end = snapshot.asOf
        let start = end.adding(seconds: -7_200)
        var (one, all, again, past) = (Timings(), Timings(), Timings(), Timings())
        var count = 0
        for place in stride(from: 0, to: meters, by: meters / 20) {
            let id = snapshot.meters[place].id
            let excerpt = try one.measure {
                try history.excerpt(of: [id], network: snapshot.network, from: start, to: end)
            }
            count += excerpt.series[id]?.count ?? 0
        }
        print("  one series, 2 h    \(one.text), \(count / 20) samples")
        try all.measure { try history.forEachSeries(of: snapshot, from: start, to: end) { _, _ in } }
        print("  all series, 2 h    \(all.text), the first time")
        var samples = 0
        try again.measure {
            try history.forEachSeries(of: snapshot, from: start, to: end) { samples += $1.count }
        }
        print("  all series, 2 h    \(again.text), \(samples) samples")
        for back in stride(from: Int64(0), to: 7_200, by: 700) {
            _ = try past.measure { try history.past(of: snapshot, at: end.adding(seconds: -back)) }
        }
        print("  dashboard at       \(past.text)")
        var restart = Timings()
        let later = SampleHistory(try StateStore(path: path, now: { Timestamp(milliseconds: 0) }))
        var next = snapshot
        next.asOf = end.adding(seconds: 15)
        _ = try restart.measure { try later.record(next) }
        print("  first after start  \(restart.text)")
    }
}
