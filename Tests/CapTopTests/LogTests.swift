// The log: which actions are worth a line, what stands in it, and that the file stays bounded.
import Foundation
import Models
import Testing

@testable import CapTop

@Suite("the log") struct LogTests {
    @Test("a refresh, a failure and a notice have a line each; keys and ticks have none")
    func lines() {
        #expect(
            LogLine.text(of: .loaded(Sample.acmeSnapshot()), at: Sample.now)
                == "2026-03-10T20:20:41.000Z acme: 5 caps, 1 over")
        let failure = UpstreamError(.timeout, "no answer in time")
        #expect(
            LogLine.text(of: .failed(network: "acme", failure, retryAfter: 4000), at: Sample.now)
                == "2026-03-10T20:20:41.000Z acme: no answer in time; next try in 4s")
        for quiet in [Action.tick, .command(.cursorDown), .edit(.key("x")), .settleOrder] {
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
}
