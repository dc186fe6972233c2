// Keys at work on real data: filter, sort, panes, splits, help, paste, and other keys from the configuration.
import TestSupport
import Testing

@Suite("keys", .ownThread)
struct KeyTests {
    @Test("typing a filter narrows with every key and says how many of how many; a backslash drops it")
    func filter() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(shown(terminal) == [40, 40], "\(terminal.picture)")
        #expect(terminal.press("/") { terminal.lines.last?.contains("filter:") == true })
        #expect(terminal.press("conv") { (shown(terminal)?[0] ?? 40) < 40 }, "\(terminal.picture)")
        let some = try #require(shown(terminal)?[0])
        #expect(terminal.press("ersion/day") { (shown(terminal)?[0] ?? some) < some }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("filter: conversion/day") && terminal.shows("quit") })
        #expect(shown(terminal)?[1] == 40)
        #expect(rows(terminal).allSatisfy { $0.contains("conv day") }, "\(terminal.picture)")
        #expect(terminal.press("\\") { shown(terminal) == [40, 40] })
        #expect(terminal.press("/nosuchname") { terminal.shows("nothing matches the filter") })
        #expect(terminal.press("\u{1B}") { shown(terminal) == [40, 40] }, "escape undoes")
    }

    @Test("a paste into the filter is text and runs nothing; a paste elsewhere does nothing")
    func paste() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        terminal.send("\u{1B}[200~qqq\u{3}Z\u{1B}[201~")
        #expect(terminal.press("/") { terminal.lines.last?.contains("filter:") == true })
        #expect(
            terminal.press("\u{1B}[200~conversion\nq\u{1B}[201~") {
                terminal.lines.last?.contains("filter: conversion q") == true
            }, "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { shown(terminal) == [40, 40] })
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
    }

    @Test("s and S change column and direction, and the rows follow")
    func sort() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.shows("sort risk"))
        #expect(terminal.press("s") { terminal.shows("sort utilisation") })
        let percents = rows(terminal).compactMap(percent)
        #expect(!percents.isEmpty && percents == percents.sorted(by: >), "worst first:\n\(terminal.picture)")
        #expect(terminal.press("S") { rows(terminal).compactMap(percent).first == 0 }, "\(terminal.picture)")
        let turned = rows(terminal).compactMap(percent)
        #expect(turned == turned.sorted())
        #expect(terminal.press("s") { terminal.shows("sort network") })
        #expect(terminal.press("<") { terminal.shows("sort utilisation") })
    }

    @Test("tab and back-tab move between panes; a selected affiliate narrows the caps, escape widens them")
    func panes() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        terminal.send("\u{1B}[Z\u{1B}[Z")
        #expect(terminal.press("j") { (shown(terminal)?[0] ?? 40) < 40 }, "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { shown(terminal) == [40, 40] })
        terminal.send("\t\u{1B}OB")
        #expect(
            terminal.wait { (shown(terminal)?[0] ?? 40) < 40 }, "an arrow moves in the offers:\n\(terminal.picture)")
        #expect(terminal.press("a") { shown(terminal) == [40, 40] })
    }

    @Test("brackets and braces move the splits, and back")
    func splits() throws {
        let dashboard = try started()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let column = try #require(place(of: " Caps ", terminal)?.column)
        let row = try #require(place(of: " Offers ", terminal)?.row)
        #expect(terminal.press("]") { place(of: " Caps ", terminal)?.column == column + 2 }, "\(terminal.picture)")
        #expect(terminal.press("[") { place(of: " Caps ", terminal)?.column == column })
        #expect(terminal.press("}") { place(of: " Offers ", terminal)?.row == row + 1 })
        #expect(terminal.press("{") { place(of: " Offers ", terminal)?.row == row })
    }

    @Test("the help lists the keys in force and goes as it came")
    func help() throws {
        let dashboard = try started(more: "[keys]\n\"filter.open\" = [\"f\"]\n\"quit\" = [\"w\"]\n")
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.press("?") { terminal.shows("filter: words, or a query") })
        let line = try #require(terminal.lines.first { $0.contains("filter: words, or a query") })
        #expect(line.contains(#/ f +filter.open +filter: words/#), "\(line)")
        #expect(terminal.press("\u{1B}") { !terminal.shows(" Help ") })
        terminal.send("/q")
        terminal.settle()
        #expect(terminal.lines.last?.contains("filter:") == false, "the default gave way")
        #expect(terminal.press("f") { terminal.lines.last?.contains("filter:") == true })
        #expect(terminal.press("\u{1B}") { terminal.lines.last?.contains("filter:") == false })
        terminal.send("w")
        #expect(terminal.waitExit() == .code(0))
    }

    @Test("two commands on one key are refused with file and line before the terminal is touched")
    func conflict() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "[profile.acme]\nkind = \"everflow\"\nkey = { env = \"CAPTOP_TEST_KEY\" }\n\n"
                + "[keys]\n\"filter.open\" = [\"f\"]\n\"quit\" = [\"f\"]\n", to: "captop.toml")
        var options = PtyProcess.Options()
        options.environment = scratch.environment
        let terminal = try PtyProcess(TestPaths.captop, ["--config", file], options: options)
        #expect(terminal.waitExit() == .code(2))
        let text = String(decoding: terminal.log, as: UTF8.self)
        #expect(text.contains("\(file):7: keys.quit: 'f' is already bound to filter.open"), "\(text)")
        #expect(!text.contains("\u{1B}"))
        #expect(terminal.settings() == terminal.foundSettings)
    }

    // MARK: - Reading the screen

    private func started(more: String = "") throws -> Dashboard {
        let dashboard = try Dashboard(on: SandboxServer.frozen(), configuration: more)
        let terminal = dashboard.terminal
        try #require(terminal.wait { shown(terminal) == [40, 40] }, "\(terminal.picture)")
        return dashboard
    }

    /// The two numbers in the title of the caps pane.
    private func shown(_ terminal: PtyProcess) -> [Int]? {
        for line in terminal.lines {
            if let match = line.firstMatch(of: #/ Caps (\d+)\/(\d+) /#) {
                return [match.output.1, match.output.2].compactMap { Int($0) }
            }
        }
        return nil
    }

    /// The rows of the caps pane.
    private func rows(_ terminal: PtyProcess) -> [String] {
        guard let first = terminal.lines.firstIndex(where: { $0.contains("RESETS IN") }) else { return [] }
        let rest = terminal.lines[(first + 1)...]
        let column = terminal.lines[first].distance(
            from: terminal.lines[first].startIndex,
            to: terminal.lines[first].firstRange(of: "AFFILIATE")?.lowerBound ?? terminal.lines[first].startIndex)
        return rest.prefix { !$0.contains("──") || !$0.dropFirst(column).contains("──") }.map {
            String($0.dropFirst(column))
        }
        .filter { $0.contains("%") }
    }

    private func percent(_ row: String) -> Int? {
        row.matches(of: #/(\d+)% /#).last.flatMap { Int($0.output.1) }
    }

    private func place(of text: String, _ terminal: PtyProcess) -> (column: Int, row: Int)? {
        for (row, line) in terminal.lines.enumerated() {
            if let range = line.firstRange(of: text) {
                return (line.distance(from: line.startIndex, to: range.lowerBound), row)
            }
        }
        return nil
    }
}
