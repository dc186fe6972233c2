// `:export`: the file is what `captop once` prints of the rows on screen, and replaces another only when told to.
import Foundation
import Models
import TestSupport
import Testing

@Suite("exporting", .ownThread)
struct ExportTests {
    private func firstColumn(_ csv: String) -> [String] {
        csv.split(whereSeparator: \.isNewline).map { String($0.prefix { $0 != "," }) }
    }

    @Test("CSV and JSON hold the rows shown in their order, as once prints them")
    func agrees() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen())
        defer { dashboard.end() }
        let (terminal, scratch) = (dashboard.terminal, dashboard.scratch)
        #expect(terminal.press("/conversion/day\r") { terminal.shows("filter: conversion/day") })
        #expect(terminal.press("s") { terminal.shows("sort utilisation") })
        let once = try Once(
            ["--config", dashboard.configuration, "--filter", "conversion/day", "--sort", "utilisation"]
                + ["--format", "csv"], in: scratch)
        let wanted = firstColumn(once.output)
        #expect(wanted.count > 3)
        let csv = "\(scratch.path)/rows.csv"
        #expect(
            terminal.press(":export \(csv)\r") { terminal.shows("exported \(wanted.count - 1) rows") },
            "\(terminal.picture)")
        let text = try String(contentsOfFile: csv, encoding: .utf8)
        #expect(firstColumn(text) == wanted)
        #expect(text.prefix { !$0.isNewline } == once.output.prefix { !$0.isNewline }, "the same columns")

        let json = "\(scratch.path)/rows.json"
        #expect(terminal.press(":export \(json)\r") { terminal.lines.last?.contains("rows.json") == true })
        #expect(terminal.wait { FileManager.default.fileExists(atPath: json) })
        let value = try JSONValue.parse(Array(try Data(contentsOf: URL(filePath: json))))
        #expect(value["schema"]?.int64 == 1)
        #expect(value["caps"]?.array?.compactMap { $0["id"]?.text } == Array(wanted.dropFirst()))
    }

    @Test("a file that is there is kept, until the command is told to replace it; other endings are refused")
    func replacing() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12))
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let path = try dashboard.scratch.write("mine\n", to: "rows.csv")
        #expect(terminal.press(":export \(path)\r") { terminal.shows("is there already") }, "\(terminal.picture)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine\n")
        #expect(terminal.press(":export! \(path)\r") { terminal.shows("exported ") }, "\(terminal.picture)")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("id,network,"))
        #expect(terminal.press(":export rows.txt\r") { terminal.shows("ends in .csv or .json") }, "\(terminal.picture)")
        let left = try FileManager.default.contentsOfDirectory(atPath: dashboard.scratch.path)
        #expect(left.allSatisfy { !$0.hasSuffix(".new") }, "nothing half written is left: \(left)")
    }
}
