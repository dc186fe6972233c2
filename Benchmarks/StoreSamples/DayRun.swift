// What memory a day of a refresh a second takes when its hours are packed, and when a start reads all of it.
import Models
import Store

struct DayRun {
    let meters: Int
    let path: String

    func run() throws {
        var traffic = Traffic(meters: meters, interval: 1_000)
        print("\(meters) meters, 20 % changing every second")
        try write(&traffic)
        let history = SampleHistory(try StateStore(path: path, now: { Timestamp(milliseconds: 0) }))
        let snapshot = traffic.snapshot
        let before = Measured.residentKilobytes()
        var (read, samples) = (Timings(), 0)
        try read.measure {
            let from = snapshot.asOf.adding(seconds: -3 * 86_400)
            try history.forEachSeries(of: snapshot, from: from, to: snapshot.asOf) { samples += $1.count }
        }
        print("  read by a start    \(read.text), \(samples) samples")
        print("  resident before it \(before >> 10) MiB, highest so far \(Measured.highestKilobytes() >> 10) MiB")
    }

    private func write(_ traffic: inout Traffic) throws {
        let history = SampleHistory(try StateStore(path: path, now: { Timestamp(milliseconds: 0) }))
        for second in 1...86_400 {
            traffic.advance(share: 0.2)
            _ = try history.record(traffic.snapshot)
            if second % 60 == 0 { while try history.thin(now: traffic.snapshot.asOf) {} }
            guard second == 3_540 || second == 86_400 else { continue }
            print(
                "  after \(second / 60) minutes: file and log \(Measured.files(path) >> 20) MiB, highest resident "
                    + "\(Measured.highestKilobytes() >> 10) MiB")
        }
    }
}
