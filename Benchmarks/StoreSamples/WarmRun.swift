// How long a start waits for the last known state, and what keeping it costs.
import Models
import Store

struct WarmRun {
    let meters: Int
    let path: String

    func run() throws {
        var traffic = Traffic(meters: meters)
        var (first, saves, loads, open) = (Timings(), Timings(), Timings(), Timings())
        let store = try StateStore(path: path, now: { Timestamp(milliseconds: 0) })
        try first.measure { try store.save(traffic.snapshot) }
        let before = Measured.written()
        for _ in 0..<5 {
            for _ in 0..<4 { traffic.advance(share: 0.01) }
            try saves.measure { try store.save(traffic.snapshot) }
        }
        let written = (Measured.written() - before) / 5
        for _ in 0..<9 {
            let opened = try open.measure { try StateStore(path: path, now: { Timestamp(milliseconds: 0) }) }
            let count = try loads.measure { try opened.loadAll().reduce(0) { $0 + $1.meters.count } }
            guard count == meters else { return print("loaded \(count) meters") }
        }
        print("\(meters) meters: last known state")
        print("  first save         \(first.text)")
        print("  save, 4 % changed  \(saves.text), \(written >> 10) KiB handed to the kernel")
        print("  open               \(open.text)")
        print("  load               \(loads.text)")
        print("  file and log \(Measured.files(path) >> 10) KiB, resident \(Measured.residentKilobytes() >> 10) MiB")
    }
}
