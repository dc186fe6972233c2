// `make soak`: the wall for eight simulated hours, or as many refreshes as are asked for, with everything going wrong by
// turns. Prints samples, slopes and verdicts; exits with 1 when one of them is bad.
import Foundation
import TestSupport

/// Line by line, for whoever looks on.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let arguments = CommandLine.arguments.dropFirst()
guard let captop = arguments.first, let refreshes = Int(arguments.dropFirst().first ?? "1920"), refreshes >= 44,
    let interval = Int(arguments.dropFirst(2).first ?? "15"), (1...3600).contains(interval)
else {
    say("usage: WallSoak CAPTOP [REFRESHES, at least 44] [SIMULATED SECONDS OF EACH, at most 3600]")
    exit(2)
}
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("captop-soak-\(getpid())").path
try FileManager.default.createDirectory(
    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
defer { try? FileManager.default.removeItem(atPath: folder) }

func rounded(_ number: Double, digits: Int = 2) -> Double {
    let scale = pow(10, Double(digits))
    return (number * scale).rounded() / scale
}

let hours = rounded(Double(refreshes * interval) / 3600)
say("\(refreshes) refreshes, one a second, one in \(interval) s of a calendar that is as much faster: \(hours) hours")
let report: SoakReport
let share: Double
do {
    report = try WallSoak(captop: captop, in: folder, interval: interval).run(refreshes: refreshes) { say($0) }
    let pace = folder + "/pace"
    try FileManager.default.createDirectory(atPath: pace, withIntermediateDirectories: false)
    share = try WallSoak(captop: captop, in: pace, interval: 1).share(refresh: 15) ?? .infinity
} catch {
    say("\(error)")
    exit(1)
}
let incidents = report.incidents.sorted { $0.key < $1.key }.map { "\($0.key) x\($0.value)" }
say("incidents: " + incidents.joined(separator: ", "))
say("seconds without any fresh network: \(report.troubled)")
say("CPU a true second, its refresh and its ticks: \(rounded(report.processorPerRefresh)) ms")

// What is kept of changes grows by the refresh, however long a calendar lies between two of them.
let grown = report.residentSlope * Double(interval) / 3600
let memory =
    "resident memory: \(rounded(report.residentSlope)) KiB a simulated hour, "
    + "\(rounded(grown, digits: 4)) KiB a refresh, \(rounded(grown * 4, digits: 3)) KiB a minute at a refresh in 15 s"
// Of few refreshes the first ones, which fill caches, are most.
let isMemoryGood = report.residentSlope < 64 && (refreshes < 1000 || grown < 1)

// For a week the last refresh of each minute is kept: until then the file grows.
let aged = report.samples.filter { $0.at * Double(interval) > 8 * 86_400 }
let daily = Slope.perHour(aged) { Double($0.fileKiB) } / Double(interval) * 24
let file = "state file: \(rounded(report.fileSlope)) KiB a simulated hour"
let fileVerdict =
    aged.count > 1
    ? (what: file + ", after eight days \(rounded(daily)) KiB a simulated day", isGood: daily < 64)
    : (what: file, isGood: report.fileSlope < 1024)

let verdicts: [(what: String, isGood: Bool)] = [
    ("never exited \(report.exit ?? "")", report.exit == nil),
    ("seconds without figures: \(report.blanks)", report.blanks == 0),
    (memory, isMemoryGood),
    ("threads: \(rounded(report.threadSlope * hours)) over all of it", abs(report.threadSlope * hours) < 2),
    ("descriptors: \(rounded(report.descriptorSlope * hours)) over all of it", abs(report.descriptorSlope * hours) < 4),
    fileVerdict,
    ("CPU at life's pace, one refresh in 15 s: \(rounded(share * 100)) % of a core", share < 0.005),
    ("the last frame is that of a fresh start", report.framesAgree),
]
for verdict in verdicts { say((verdict.isGood ? "good  " : "BAD   ") + verdict.what) }
if !report.framesAgree {
    for (old, fresh) in zip(report.frames.old, report.frames.fresh) where old != fresh { say("- \(old)\n+ \(fresh)") }
}
exit(verdicts.allSatisfy(\.isGood) ? 0 : 1)
