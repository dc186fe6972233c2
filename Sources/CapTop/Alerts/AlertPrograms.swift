// Runs the commands of rules: the alert as JSON on standard input and in environment variables. A few at a time, each with a
// time limit; what cannot be run is said once and not tried again.
import Models
import Store
import Synchronization
import Upstream

final class AlertPrograms: Sendable {
    private static let mostAtOnce = 4
    private static let mostWaiting = 200
    private static let timeLimit = 30_000

    private struct Line: Sendable {
        var waiting: [ProgramRun] = []
        var running = 0
    }

    private let line = Mutex(Line())
    private let hidden: [String: String?]
    private let report: @Sendable (String) -> Void

    /// - Parameter keys: the variables among them are no business of the commands'.
    init(hiding keys: [KeySource], report: @escaping @Sendable (String) -> Void) {
        var hidden: [String: String?] = [:]
        for case .env(let name) in keys { hidden.updateValue(nil, forKey: name) }
        self.hidden = hidden
        self.report = report
    }

    func run(_ command: [String], about alert: LoggedAlert, body: String) {
        var run = ProgramRun(command)
        run.input = Array(body.utf8) + [UInt8(ascii: "\n")]
        run.takesOutput = false
        run.timeoutMilliseconds = AlertPrograms.timeLimit
        run.environment = hidden.merging(AlertPrograms.variables(of: alert)) { $1 }
        let isFull = line.withLock { line in
            guard line.waiting.count < AlertPrograms.mostWaiting else { return true }
            line.waiting.append(run)
            return false
        }
        if isFull { report("\(command[0]) is not run for '\(alert.rule)': \(AlertPrograms.mostWaiting) wait already") }
        startNext()
    }

    private static func variables(of alert: LoggedAlert) -> [String: String?] {
        [
            "CAPTOP_ALERT_ID": alert.uid, "CAPTOP_ALERT_AT": alert.at.rfc3339(), "CAPTOP_ALERT_RULE": alert.rule,
            "CAPTOP_ALERT_NETWORK": alert.network, "CAPTOP_ALERT_CAP": alert.meter,
            "CAPTOP_ALERT_MESSAGE": alert.message,
        ]
    }

    private func startNext() {
        let next = line.withLock { line -> ProgramRun? in
            guard line.running < AlertPrograms.mostAtOnce, !line.waiting.isEmpty else { return nil }
            line.running += 1
            return line.waiting.removeFirst()
        }
        guard let next else { return }
        Task.detached { [self] in
            do throws(ProgramFailure) {
                _ = try await next.run()
            } catch {
                report("the command \(next.arguments[0]) \(error.reason)")
            }
            line.withLock { $0.running -= 1 }
            startNext()
        }
    }
}
