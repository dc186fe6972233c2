// How the file grows over simulated days, level by level, with the size that captop allows by default.
import Foundation
import Models
import Store

struct GrowthRun {
    let meters: Int
    let path: String

    func run() throws {
        for share in [0.0, 0.01, 0.2] { try run(share) }
    }

    private func run(_ share: Double) throws {
        let path = "\(path)-\(Int(share * 100))"
        let history = SampleHistory(try StateStore(path: path, now: { Timestamp(milliseconds: 0) }))
        var traffic = Traffic(meters: meters)
        print(
            "\(meters) meters, \(share * 100) % changing every 15 s: after day, file and log MiB, bytes a meter and day by level"
        )
        var refused = 0
        for day in 1...10 {
            for _ in 0..<5_760 {
                traffic.advance(share: share)
                if try history.record(traffic.snapshot) == .full { refused += 1 }
                _ = try history.thin(now: traffic.snapshot.asOf)
            }
            guard [1, 2, 3, 5, 8, 10].contains(day) else { continue }
            let levels = try sqlite3(path, levelSizes).split(separator: "\n").map { line in
                let fields = line.split(separator: "|").compactMap { Double($0) }
                guard fields.count == 3 else { return String(line) }
                let name = ["raw", "minutes", "hours", "weeks"][Int(fields[0])]
                return String(format: "%@ %.1f days %.1f", name, fields[2], fields[1] / fields[2] / Double(meters))
            }
            print(
                "  \(day): \(Measured.files(path) >> 20) MiB, \(levels.joined(separator: ", "))"
                    + (refused == 0 ? "" : ", \(refused) refused"))
        }
    }

    /// By level: bytes, days.
    private var levelSizes: String {
        """
        SELECT level, sum((SELECT sum(length(series)) FROM sample_block b WHERE b.id >> 20 = c.id)),
            sum(last_at - first_at) / 86400000.0
        FROM sample_chunk c GROUP BY level
        """
    }

    private func sqlite3(_ path: String, _ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-batch", path, sql]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
