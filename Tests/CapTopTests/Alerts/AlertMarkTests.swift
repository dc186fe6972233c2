// Which alerts of a log are new: each once, whatever order logs come in, and all of a new file.
import Foundation
import Models
import Store
import TestSupport
import Testing
import Upstream

@testable import CapTop

@Suite struct AlertMarkTests {
    private func alert(_ id: Int64 = 0, _ message: String = "") -> LoggedAlert {
        LoggedAlert(id: id, at: Sample.now, rule: "hot", network: "acme", meter: "acme", message: message)
    }

    @Test("each alert is new once, also when a log comes late, and every alert of a new file is new")
    func once() {
        let logs: [(generation: Int, ids: [Int64])] = [
            (0, [500, 499]), (0, [502, 501, 500, 499]), (0, [501, 500, 499]), (0, [502, 501, 500, 499]), (1, []),
            (1, [1]), (0, [503, 502, 501]), (1, [2, 1]), (2, [7, 6, 5]),
        ]
        var mark = AlertMark()
        let told = logs.map { log in
            mark.takeNew(log.ids.map { alert($0) }, generation: log.generation).map(\.id)
        }
        #expect(told == [[500, 499], [502, 501], [], [], [], [1], [], [2], [7, 6, 5]])
    }

    @Test("a damaged state file is set aside while rules run: what comes into the new one is told once")
    func setAside() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/captop.sqlite"
        let store = try StateStore(path: path, now: { Sample.now })
        let log = AlertLog(store)
        _ = try log.append([alert(0, "first"), alert(0, "second")])
        let watcher = AlertWatcher(
            [], profiles: [], store: store, client: HTTPClient(), now: { Sample.now }, report: { _ in })
        var news = [await watcher.start()]
        #expect(try PipedProgram("sqlite3", [path, "DROP TABLE alert"]).exitCode() == 0)
        news.append(await watcher.acknowledge([1]))
        #expect(news[1].notices.contains { $0.contains("was damaged") }, "\(news[1].notices)")
        _ = try log.append([alert(0, "third")])
        for _ in 0..<2 { news.append(await watcher.acknowledge([])) }
        var mark = AlertMark()
        let told = news.map { mark.takeNew($0.log ?? [], generation: $0.generation).map(\.message) }
        #expect(told == [["second", "first"], [], ["third"], []])
    }
}
