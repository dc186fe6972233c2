// An operator's desk: a dashboard on a pty whose every request is recorded, the sandbox behind it, and somebody else who can
// look at the same sandbox and change it.
import Glibc
import Models
import TestSupport
import Testing

final class Desk {
    /// A limit of a custom cap.
    struct Limit {
        var id: Int64
        /// By the API's name.
        var field: String
        var value: Int64
        /// As captop calls its row.
        var meter: String
    }

    let sandbox: SandboxServer
    let proxy: RecordingProxy
    let somebody: SomebodyElse
    let dashboard: Dashboard
    let journal: JournalFile

    var terminal: PtyProcess { dashboard.terminal }

    /// - Parameter prepare: what is done to the sandbox before the dashboard starts.
    init(
        refresh: String = "1s", configuration: String = "", arguments: [String] = ["--write"], rows: Int = 36,
        _ prepare: (SomebodyElse) throws -> Void = { _ in }
    ) throws {
        sandbox = try Ground.sandbox()
        proxy = try RecordingProxy(to: sandbox.port)
        somebody = SomebodyElse(at: sandbox)
        try prepare(somebody)
        dashboard = try Dashboard(
            on: sandbox, through: proxy, refresh: refresh, configuration: configuration, arguments: arguments
        ) {
            $0.columns = 160
            $0.rows = rows
        }
        journal = JournalFile(in: dashboard.scratch)
    }

    func end() {
        dashboard.end()
        // Not asked nicely: an answer that is made to be late would hold it back.
        sandbox.killNow()
    }

    /// Narrows the caps to those that a query finds.
    func find(_ query: String, _ count: Int = 1) throws {
        let opens = terminal.press("/") { terminal.lines.last?.contains("filter:") == true }
        try #require(opens, "\(terminal.picture)")
        let finds = terminal.press("\u{15}\(query)\r") { terminal.shows(" Caps \(count)/") && terminal.shows("quit") }
        try #require(finds, "\(terminal.picture)")
    }

    /// A custom cap's limit on conversions that is half used or more, so that its bar can be seen to shrink.
    func customCap() throws -> Limit {
        let once = try Once(
            ["--config", dashboard.configuration, "--format", "json", "--filter", "scope=custom metric=conversion"],
            in: dashboard.scratch)
        for cap in once.caps {
            guard let meter = cap["id"]?.text, let value = cap["maximum"]?.int64, value >= 20,
                let count = cap["count"]?.int64, count * 2 >= value,
                let id = Int64(meter.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber })
            else { continue }
            let object = try somebody.get("/v1/networks/custom/caps/\(id)")
            for period in ["daily", "weekly", "monthly", "global"] {
                let field = "\(period)_conversion_cap"
                let name = ["daily": "day", "weekly": "week", "monthly": "month"][period] ?? period
                if object[field]?.int64 == value, meter.hasSuffix("/\(name)") {
                    return Limit(id: id, field: field, value: value, meter: meter)
                }
            }
        }
        throw SomebodyElse.NoAnswer(description: "no custom cap on conversions is half used: \(once.output)")
    }

    /// What the sandbox has of a limit.
    func live(_ limit: Limit) throws -> Int64? {
        try somebody.get("/v1/networks/custom/caps/\(limit.id)")[limit.field]?.int64
    }

    /// Runs captop in the same home to its end.
    func run(_ arguments: [String]) throws -> JSONValue {
        let program = try PipedProgram(TestPaths.captop, arguments, environment: dashboard.scratch.environment)
        let code = program.exitCode(timeout: 60)
        try #require(code == 0, "\(program.messages)")
        return try JSONValue.parse(program.output)
    }

    /// What the journal says once nothing in it is open any more, or half a minute later.
    func settledOutcomes() throws -> [String] {
        let deadline = Deadline(seconds: 30)
        var outcomes = try journal.column("outcome")
        while outcomes.contains("sent"), !deadline.hasPassed {
            terminal.watch(seconds: 0.2)
            outcomes = try journal.column("outcome")
        }
        return outcomes
    }
}
