// A cap raised from the keyboard on the real program, undone, refused, and left alone: screen, server and journal agree.
import Models
import TestSupport
import Testing

@Suite("editing from the keyboard")
struct EditTests {
    /// A dashboard on one custom cap's daily limit.
    private func started(faults: [String] = [], arguments: [String] = ["--write"]) throws -> Dashboard {
        let dashboard = try Dashboard(
            on: try SandboxServer.frozen(caps: 150, faults.flatMap { ["--fault", $0] }), arguments: arguments)
        let terminal = dashboard.terminal
        let caps = try Once(["--config", dashboard.configuration, "--format", "json"], in: dashboard.scratch).caps
        let chosen = caps.first { cap in
            cap["scope"]?.text == "custom" && cap["metric"]?.text == "conversion"
                && cap["period"]?["unit"]?.text == "day" && (cap["maximum"]?.int64 ?? 0) >= 20
        }
        let found = chosen?["id"]?.text
        let key = try #require(found)
        #expect(terminal.press("/") { terminal.lines.last?.contains("filter:") == true })
        terminal.send(key.split(separator: "/").joined(separator: " "))
        #expect(terminal.press("\r") { terminal.shows("Caps 1/150") }, "\(terminal.picture)")
        return dashboard
    }

    private func maximum(_ dashboard: Dashboard) throws -> Quantity {
        let id = try id(dashboard)
        let once = try Once(
            ["--config", dashboard.configuration, "--format", "json", "--filter", id], in: dashboard.scratch)
        let value = once.caps.first?["maximum"]?.quantity
        return try #require(value)
    }

    /// `acme/custom:412`, as the detail pane names it.
    private func id(_ dashboard: Dashboard) throws -> String {
        let text = dashboard.terminal.lines.joined(separator: "\n")
        let range = text.firstRange(of: "acme/custom:")
        let start = try #require(range)
        let tail = text[start.upperBound...].prefix { $0.isNumber }
        return "acme custom:\(tail) conversion/day"
    }

    /// What the journal holds, by the sqlite3 shell.
    private func journal(_ dashboard: Dashboard) throws -> [String] {
        let program = try PipedProgram(
            "sqlite3",
            [
                "\(dashboard.scratch.path)/state/captop/captop.sqlite",
                "SELECT method || ' ' || path || ' ' || outcome FROM journal ORDER BY id",
            ], environment: [:])
        #expect(program.exitCode(timeout: 20) == 0, "\(program.messages)")
        return program.text.split(separator: "\n").map(String.init)
    }

    @Test("+, enter, y raises the cap by ten per cent; u proposes the old value and puts it back; both are journalled")
    func raiseAndUndo() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let before = try maximum(dashboard)
        #expect(terminal.press("+") { terminal.shows("daily_conversion_cap: ") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(
            terminal.shows("PATCH /networks/custom/caps") && terminal.shows("\"field_type\":\"daily_conversion_cap\""))
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        let raised = Quantity(Int((before.doubleValue * 1.1 + 0.5).rounded(.down)))
        #expect(try maximum(dashboard) == raised)
        #expect(
            terminal.press("\r") { terminal.shows("/\(raised)") && !terminal.shows("Edit ") }, "\(terminal.picture)")
        #expect(
            terminal.press("u") { terminal.shows("Send this change?") && terminal.shows("\(raised) -> \(before)") },
            "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        #expect(try maximum(dashboard) == before)
        #expect(
            try journal(dashboard) == [
                "PATCH /networks/custom/caps applied", "PATCH /networks/custom/caps applied",
            ])
    }

    @Test("the opening key twice and a pasted y send nothing; locked, the keys do nothing")
    func nothingSent() throws {
        let dashboard = try started(arguments: [])
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let before = try maximum(dashboard)
        terminal.send("++e-u")
        #expect(terminal.press(":") { terminal.lines.last?.hasPrefix(" :") == true })
        #expect(!terminal.shows("Edit "), "locked, nothing opens")
        #expect(terminal.press("write\r") { terminal.shows("unlocked") })
        #expect(terminal.press("+") { terminal.shows("daily_conversion_cap: ") })
        #expect(terminal.press("\r") { terminal.shows("Send this change?") })
        terminal.send("+\u{1B}[200~y\n\n\u{1B}[201~\r")
        #expect(terminal.press("\u{1B}") { !terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(terminal.shows("daily_conversion_cap: "), "the field and what was typed are still there")
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") })
        #expect(try maximum(dashboard) == before)
        #expect(try journal(dashboard).isEmpty)
    }

    @Test(
        "a refused change says so with the server's words, and a change whose answer is cut is settled by reading back")
    func faults() throws {
        let dashboard = try started(
            faults: ["PATCH /networks/custom/caps=400*1", "PATCH /networks/custom/caps=cut-after*1"])
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let before = try maximum(dashboard)
        #expect(terminal.press("+") { terminal.shows("daily_conversion_cap: ") })
        #expect(terminal.press("\r") { terminal.shows("Send this change?") })
        #expect(terminal.press("y") { terminal.shows("refused: ") && terminal.shows("400") }, "\(terminal.picture)")
        #expect(try maximum(dashboard) == before)
        #expect(terminal.press("\r") { !terminal.shows("refused: ") })
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") })
        #expect(terminal.press("+") { terminal.shows("daily_conversion_cap: ") })
        #expect(terminal.press("\r") { terminal.shows("Send this change?") })
        #expect(terminal.press("y", timeout: 20) { terminal.shows("applied") }, "\(terminal.picture)")
        #expect(try maximum(dashboard) > before, "applied once, though the answer never came")
        #expect(try journal(dashboard).map { $0.split(separator: " ").last } == ["refused", "applied"])
    }
}
