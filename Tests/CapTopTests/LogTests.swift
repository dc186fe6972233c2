// The log: which actions are worth a line, what stands in it, and that the file stays bounded.
import Dispatch
import Foundation
import Glibc
import Models
import Testing

@testable import CapTop

@Suite("the log") struct LogTests {
    @Test("a refresh, a failure and trouble with alerts have a line each; keys and ticks have none")
    func lines() {
        #expect(
            LogLine.text(of: .loaded(Sample.acmeSnapshot()), at: Sample.now)
                == "2026-03-10T20:20:41.000Z acme: 5 caps, 1 over")
        let failure = UpstreamError(.timeout, "no answer in time")
        #expect(
            LogLine.text(of: .failed(network: "acme", failure, retryAfter: 4000), at: Sample.now)
                == "2026-03-10T20:20:41.000Z acme: no answer in time; next try in 4s")
        let trouble = AlertNews(notices: ["the outbox of 'hot' is full", "not logged"])
        #expect(
            LogLine.text(of: .alertNews(trouble), at: Sample.now)
                == "2026-03-10T20:20:41.000Z the outbox of 'hot' is full   not logged")
        for quiet in [
            Action.tick, .command(.cursorDown), .edit(.key("x")), .settleOrder, .alertNews(AlertNews(log: [])),
        ] {
            #expect(LogLine.text(of: quiet, at: Sample.now) == nil)
        }
    }

    @Test("a line is one line, whatever a server wrote")
    func oneLine() throws {
        let line = try #require(LogLine.text(of: .notice("a\nb\u{1B}[2J\u{9B}c"), at: Sample.now))
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) })
    }

    @Test("the file is its owner's alone, goes on where it was, and never takes more than twice its limit")
    func bounded() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "captop-log-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = directory + "/captop.log"
        for round in 0..<2 {
            let log = try LogFile(path: path, limit: 1000)
            for number in 0..<100 { log.append("round \(round), line \(number) of a hundred") }
            log.close()
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["captop.log", "captop.log.1"])
        for name in ["captop.log", "captop.log.1"] {
            let text = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
            #expect(text.utf8.count < 1100 && text.hasSuffix("of a hundred\n"))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("round 1, line 99"))
    }

    @Test("a log that somebody has moved away is begun anew")
    func moved() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "captop-log-\(UUID().uuidString)").path
        defer { for name in [path, path + ".old"] { try? FileManager.default.removeItem(atPath: name) } }
        let log = try LogFile(path: path)
        log.append("before")
        log.close()
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        log.append("after")
        log.close()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "after\n")
        #expect(try String(contentsOfFile: path + ".old", encoding: .utf8) == "before\n")
    }

    @Test("a pipe that nobody reads is refused, where opening it would wait for ever", .timeLimit(.minutes(1)))
    func unreadPipe() throws {
        let path = try pipe()
        defer { unlink(path) }
        #expect(throws: CommandFailure.self) { _ = try LogFile(path: path) }
    }

    @Test(
        "behind a full pipe a thousand lines wait, it is said how many more there were, and the end need not wait",
        .timeLimit(.minutes(1)))
    func fullPipe() throws {
        let path = try pipe()
        defer { unlink(path) }
        let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(reader >= 0)
        defer { close(reader) }
        let log = try LogFile(path: path)
        // More than a pipe holds, so that the line is under way until somebody reads on.
        log.append(String(repeating: "x", count: 2 << 20))
        var text = try #require(read(reader))
        for number in 0..<1_500 { log.append("line \(number)") }
        let group = DispatchGroup()
        log.close(in: group)
        #expect(group.wait(timeout: .now()) == .timedOut)
        while !text.hasSuffix("too long\n"), let more = read(reader) { text += more }
        let lines = text.split(separator: "\n").dropFirst()
        let kept = lines.dropLast().map(String.init)
        let expected = (0..<1_000).map { "line \($0)" }
        #expect(kept == expected)
        #expect(lines.last?.contains("500 lines are missing here") == true)
        #expect(group.wait(timeout: .now() + .seconds(30)) == .success)
    }

    private func pipe() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "captop-log-\(UUID().uuidString)").path
        try #require(mkfifo(path, 0o600) == 0)
        return path
    }

    /// What comes next; nil when nothing does for a long time.
    private func read(_ descriptor: Int32) -> String? {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 30_000) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
