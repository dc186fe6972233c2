// Owns one soak of the wall: captop on a pty and its sandbox, incidents one after the other, and what is seen of it from
// outside all the while. The calendar of both is hurried, so that a second holds the time between two refreshes.
import Glibc

public final class WallSoak {
    private static let size = (columns: 120, rows: 50)
    /// All caps fit on one page. Which of them fill the first of two rests on what each process expects.
    private static let rowsForAll = 80

    private let captop: String
    private let folder: String
    private let clock: ShiftedClock
    private let interval: Int
    private let sandbox: SoakSandbox
    private var report: SoakReport

    /// - Parameters:
    ///   - captop: the program.
    ///   - folder: an empty one, for its home, its state and the sandbox's data.
    ///   - interval: simulated seconds from one refresh to the next, which take one true second.
    public init(captop: String, in folder: String, interval: Int) throws {
        self.captop = captop
        self.folder = folder
        self.interval = interval
        report = SoakReport(interval: interval)
        clock = try ShiftedClock(in: folder, rate: interval)
        sandbox = SoakSandbox(
            captop: captop, database: folder + "/sandbox.sqlite", key: "first-key", clock: clock, speed: interval)
        try write(sandbox.key, to: "key")
        try sandbox.start()
        try configure()
    }

    /// Runs the wall for so many refreshes of its fastest network, then compares it with a fresh start on the same data.
    ///
    /// - Parameter say: takes a line for each sample.
    public func run(refreshes: Int, say: (String) -> Void) throws -> SoakReport {
        let wall = try startFresh()
        let incidents = SoakIncident.allCases
        let turn = max(4, min(60, refreshes / incidents.count))
        let start = Deadline(seconds: Double(refreshes))
        let every = max(1, refreshes / 64)
        say(ProcessSample.heading)
        for second in 0..<refreshes {
            let incident = incidents[second / turn % incidents.count]
            if second % turn == 1 { try begin(incident, say) }
            if second % turn == turn / 2 + 1 { try end(incident) }
            if second % every == 0 { sample(wall, Double(second), say) }
            wall.watch(seconds: max(0, Double(start.milliseconds) / 1000 - Double(refreshes - second - 1)))
            look(at: wall, second)
            guard report.exit == nil else { return report }
        }
        sample(wall, Double(refreshes), say)
        try finish(wall)
        return report
    }

    /// Of a core, what a wall costs that refreshes once in `refresh` true seconds, for twice as long.
    public func share(refresh: Int) throws -> Double? {
        try configure(refreshes: refresh)
        let wall = try startFresh()
        defer {
            wall.terminate()
            sandbox.stop()
        }
        let seconds = Double(2 * refresh)
        guard let first = ProcessSample(of: wall.pid, at: 0, files: []) else { return nil }
        wall.watch(seconds: seconds)
        return ProcessSample(of: wall.pid, at: seconds, files: []).map { ($0.processor - first.processor) / seconds }
    }

    // MARK: - Incidents

    private func begin(_ incident: SoakIncident, _ say: (String) -> Void) throws {
        report.incidents[incident.rawValue, default: 0] += 1
        if let fault = incident.fault { try sandbox.makeFail(["* /**=\(fault)"]) }
        switch incident {
        case .forward: try clock.set(3 * 3600)
        case .back: try clock.set(-2 * 3600)
        case .rotation: try sandbox.start(key: "key-\(report.incidents[incident.rawValue, default: 0])")
        case .outage: sandbox.stop()
        default: break
        }
    }

    private func end(_ incident: SoakIncident) throws {
        if incident.fault != nil { try sandbox.makeFail([]) }
        switch incident {
        case .back, .forward: try clock.set(0)
        case .rotation: try write(sandbox.key, to: "key")
        case .outage: try sandbox.start()
        default: break
        }
    }

    // MARK: - Looking

    private func sample(_ wall: PtyProcess, _ at: Double, _ say: (String) -> Void) {
        let state = folder + "/state/captop/captop.sqlite"
        guard let sample = ProcessSample(of: wall.pid, at: at, files: [state, state + "-wal"]) else { return }
        report.samples.append(sample)
        say(sample.line)
    }

    /// Whatever goes wrong, there are figures, clock and ages on the screen.
    private func look(at wall: PtyProcess, _ second: Int) {
        report.exit = wall.waitExit(timeout: 0).map { "\($0) after \(second) s" }
        let header = wall.lines.prefix(2).joined()
        let isWhole =
            header.contains("acme") && header.contains(":") && wall.lines.contains { $0.contains("TRIPPED") }
            && wall.lines.contains { $0.contains("%") }
        if !isWhole { report.blanks += 1 }
        if !header.contains(" ok ") { report.troubled += 1 }
    }

    private func isFresh(_ wall: PtyProcess) -> Bool {
        let header = wall.lines.prefix(2).joined()
        return header.contains("acme") && header.split(separator: " ok ").count == 3 && !header.contains("loading")
    }

    // MARK: - The end

    /// The frames of the old wall and of a new one beside it on the same data.
    private func finish(_ old: PtyProcess) throws {
        try sandbox.makeFail([])
        try clock.set(0)
        try sandbox.start(isQuiet: true)
        // What one answer shows is compared, however long it stays the last one.
        try configure(refreshes: 15)
        let fresh = try start()
        for wall in [old, fresh] { wall.resize(columns: WallSoak.size.columns, rows: WallSoak.rowsForAll) }
        report.frames = settledFrames(old, fresh)
        report.exit = old.terminate() == .code(143) ? nil : "not by SIGTERM"
        fresh.terminate()
        sandbox.stop()
    }

    /// What both show of fresh data, seen at the same instants, without what time alone changes: the countdowns of a
    /// minute ago are no difference. The first instant at which they agree, or the last one.
    private func settledFrames(_ old: PtyProcess, _ fresh: PtyProcess) -> (old: [String], fresh: [String]) {
        var frames: (old: [String], fresh: [String]) = ([], [])
        _ = fresh.wait(timeout: 120) {
            guard old.wait(timeout: 0, until: { isFresh(old) }), isFresh(fresh) else { return false }
            frames = (SoakReport.masked(old.lines), SoakReport.masked(fresh.lines))
            return frames.old == frames.fresh
        }
        return frames
    }

    // MARK: - Files and processes

    private func startFresh() throws -> PtyProcess {
        let wall = try start()
        guard wall.wait(timeout: 30, until: { isFresh(wall) }) else {
            throw HarnessError("no data:\n" + wall.lines.joined(separator: "\n"))
        }
        return wall
    }

    private func start() throws -> PtyProcess {
        var options = PtyProcess.Options()
        options.columns = WallSoak.size.columns
        options.rows = WallSoak.size.rows
        options.environment = clock.environment.merging([
            "HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
            "SWIFT_BACKTRACE": "enable=no",
        ]) { $1 }
        return try PtyProcess(
            captop, ["wall", "--config", folder + "/captop.toml", "--page", "2"], options: options)
    }

    /// - Parameter refreshes: true seconds from one to the next.
    private func configure(refreshes: Int = 1) throws {
        let profiles = [("acme", "everflow"), ("leads", "leadconduit")].map { name, kind in
            """
            [profile.\(name)]
            kind = "\(kind)"
            base_url = "http://127.0.0.1:\(sandbox.port)"
            key = { file = "\(folder)/key" }
            environment = "sandbox"
            refresh = "\(refreshes * interval)s"

            """
        }
        try write(profiles.joined(separator: "\n"), to: "captop.toml")
    }

    /// In place of the old one at once, as a rotation does.
    private func write(_ text: String, to name: String) throws {
        let path = "\(folder)/\(name)"
        let descriptor = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw HarnessError("open \(path)") }
        defer { close(descriptor) }
        let bytes = Array((text + "\n").utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, rename(path + ".new", path) == 0 else {
            throw HarnessError("write \(path)")
        }
    }
}
