// Of several captops on one state file one raises each alert, and another takes over when it has gone; what is to be delivered
// waits until it has been taken.
import Glibc
import Models
import Testing

@testable import Store

@Suite("Alerts of several processes")
struct AlertWatchTests {
    private let directory: TemporaryDirectory
    private let store: StateStore
    private let log: AlertLog

    init() throws {
        directory = try TemporaryDirectory()
        store = try StateStore(path: directory.file, now: { Sample.now })
        log = AlertLog(store)
    }

    /// Any other process that lives as long as this one.
    private var parent: WritingProcess { WritingProcess(number: getppid()) ?? .current }

    /// This process's number, at another time.
    private var gone: WritingProcess {
        var process = WritingProcess.current
        process.startedAt += 1
        return process
    }

    private func watch(_ process: WritingProcess, capacity: Int = 10) -> AlertWatch {
        AlertWatch(store, log: log, outbox: AlertOutbox(store, capacity: capacity, as: process), as: process)
    }

    private func at(_ seconds: Int64) -> Timestamp { Sample.now.adding(seconds: seconds) }

    private func finding(_ numbers: [Int], rule: String = "hot", at seconds: Int64 = 0) -> AlertFinding {
        let items = numbers.map { number in
            AlertFinding.Item(
                alert: LoggedAlert(
                    uid: "u\(number)", at: at(seconds), rule: rule, network: "acme", meter: "m\(number)",
                    message: "cap \(number)", isQuiet: number == 7),
                since: at(seconds - 15), body: "{\"id\":\"u\(number)\"}", isDelivered: true)
        }
        return AlertFinding(rule: rule, network: "acme", seenAt: at(seconds), alerts: items)
    }

    @Test("the first to watch a rule on a network raises, the other learns how far it has seen")
    func firstRaises() throws {
        let (mine, theirs) = (watch(.current), watch(parent))
        guard case .raised(let alerts, dropped: 0) = try mine.raise([finding([1, 7])], now: at(0), patience: 60_000)[0]
        else {
            Issue.record("not raised")
            return
        }
        #expect(alerts.map(\.id) == [1, 2])
        #expect(try log.alerts().map(\.uid) == ["u7", "u1"])
        #expect(try log.alerts().map(\.isQuiet) == [true, false])
        #expect(try theirs.raise([finding([2])], now: at(5), patience: 60_000) == [.watchedElsewhere(seenAt: at(0))])
        #expect(try theirs.raise([finding([3], rule: "cold")], now: at(5), patience: 60_000).count == 1)
        #expect(try log.alerts().map(\.uid) == ["u3", "u7", "u1"], "another rule is its own")
    }

    @Test("a watch that is not renewed in time, or whose process is gone, is the next one's")
    func takingOver() throws {
        _ = try watch(parent).raise([finding([1])], now: at(0), patience: 60_000)
        let early = try watch(.current).raise([finding([2])], now: at(59), patience: 60_000)
        #expect(early == [.watchedElsewhere(seenAt: at(0))])
        _ = try watch(.current).raise([finding([3])], now: at(60), patience: 60_000)
        let late = try watch(parent).raise([finding([4])], now: at(61), patience: 60_000)
        #expect(late == [.watchedElsewhere(seenAt: at(0))])
        _ = try watch(gone).raise([finding([5], rule: "other")], now: at(61), patience: 60_000)
        _ = try watch(parent).raise([finding([6], rule: "other")], now: at(62), patience: 60_000)
        #expect(try log.alerts().map(\.uid) == ["u6", "u5", "u3", "u1"])
    }

    @Test("what goes on is on file for the next process, as long as the last has looked lately")
    func told() throws {
        var first = finding([1])
        first.told = ToldAlerts(terms: "as now", at: ["m1": at(-60), "m2": at(0)])
        _ = try watch(gone).raise([first], now: at(0), patience: 60_000)
        _ = try watch(gone).raise([finding([], at: 15)], now: at(15), patience: 60_000)
        let next = watch(.current)
        let told = { (since: Int64, now: Int64) in
            try next.told(rule: "hot", network: "acme", terms: "as now", since: self.at(since), now: self.at(now))
        }
        #expect(try told(-600, 20) == ["m1": at(-60), "m2": at(0)])
        #expect(try told(16, 20).isEmpty && told(-600, 14).isEmpty, "too long ago, and after the clock was set back")
        for (rule, terms) in [("cold", "as now"), ("hot", "otherwise")] {
            #expect(try next.told(rule: rule, network: "acme", terms: terms, since: at(-600), now: at(20)).isEmpty)
        }
        var over = finding([], at: 30)
        over.told = ToldAlerts(terms: "as now", at: [:])
        _ = try next.raise([over], now: at(30), patience: 60_000)
        #expect(try told(-600, 40).isEmpty)
    }

    @Test("what another had raised before it ended is not raised again, a later crossing of the same cap is")
    func raisedBefore() throws {
        _ = try watch(gone).raise([finding([1], at: 10)], now: at(10), patience: 60_000)
        let verdicts = try watch(.current).raise([finding([1, 2], at: 12)], now: at(12), patience: 60_000)
        guard case .raised(let alerts, _) = verdicts[0] else {
            Issue.record("\(verdicts)")
            return
        }
        #expect(alerts.map(\.uid) == ["u2"])
        _ = try watch(.current).raise([finding([1], at: 25)], now: at(25), patience: 60_000)
        #expect(try log.alerts().map(\.uid) == ["u1", "u2", "u1"])
        #expect(try sqlite3(directory.file, "SELECT count(*) FROM alert_delivery") == "3")
    }

    @Test("what another raised while this one's finding still waited is not raised again")
    func raisedMeanwhile() throws {
        _ = try watch(gone).raise([finding([1], at: 14)], now: at(14), patience: 60_000)
        // Found at second 12 and offered again at 27, when the other has gone.
        let verdicts = try watch(.current).raise([finding([1], at: 12)], now: at(27), patience: 60_000)
        #expect(verdicts == [.raised([], dropped: 0)])
    }

    @Test("after the clock was set back a crossing is raised though the log has later alerts of the same cap")
    func clockSetBack() throws {
        _ = try watch(.current).raise([finding([1], at: 3_600)], now: at(3_600), patience: 60_000)
        let verdicts = try watch(.current).raise([finding([1], at: 15)], now: at(15), patience: 60_000)
        guard case .raised(let alerts, dropped: 0) = verdicts[0] else {
            Issue.record("\(verdicts)")
            return
        }
        #expect(alerts.map(\.at) == [at(15)])
        #expect(try log.alerts().map(\.at) == [at(15), at(3_600)])
        #expect(try sqlite3(directory.file, "SELECT count(*) FROM alert_delivery") == "2")
    }

    @Test("deliveries are taken oldest first, one process at a time, until they are delivered")
    func outbox() throws {
        _ = try watch(.current).raise([finding([1, 2, 3])], now: at(0), patience: 60_000)
        let mine = AlertOutbox(store, capacity: 10, as: .current)
        let theirs = AlertOutbox(store, capacity: 10, as: parent)
        let first = try #require(try mine.take(rule: "hot", now: at(1)))
        #expect(first.body == "{\"id\":\"u1\"}")
        let second = try #require(try theirs.take(rule: "hot", now: at(1)))
        #expect(second.body == "{\"id\":\"u2\"}", "the first is on its way")
        try mine.giveBack(first.id)
        #expect(try theirs.take(rule: "hot", after: second.id, now: at(1))?.body == "{\"id\":\"u3\"}")
        #expect(try theirs.take(rule: "hot", now: at(1))?.id == first.id)
        try theirs.delivered(first.id)
        #expect(try mine.waiting(rule: "hot") == 2)
        #expect(try mine.take(rule: "cold", now: at(1)) == nil)
    }

    @Test("what a process had taken when it died is taken again")
    func diedSending() throws {
        _ = try watch(.current).raise([finding([1])], now: at(0), patience: 60_000)
        let taken = try AlertOutbox(store, capacity: 10, as: gone).take(rule: "hot", now: at(1))
        #expect(taken != nil)
        #expect(try AlertOutbox(store, capacity: 10, as: .current).take(rule: "hot", now: at(2)) == taken)
    }

    @Test("what a process could neither deliver nor give back it takes again, and no other does while it lives")
    func notEnded() throws {
        _ = try watch(.current).raise([finding([1, 2])], now: at(0), patience: 60_000)
        let mine = AlertOutbox(store, capacity: 10, as: .current)
        let taken = try #require(try mine.take(rule: "hot", now: at(1)))
        #expect(taken.body == "{\"id\":\"u1\"}")
        #expect(try mine.take(rule: "hot", now: at(2)) == taken)
        let theirs = AlertOutbox(store, capacity: 10, as: parent)
        #expect(try theirs.take(rule: "hot", now: at(3))?.body == "{\"id\":\"u2\"}")
        try mine.delivered(taken.id)
        #expect(try mine.take(rule: "hot", now: at(4)) == nil)
    }

    @Test("a full outbox drops its oldest and says how many")
    func overflow() throws {
        let verdicts = try watch(.current, capacity: 3).raise([finding(Array(1...5))], now: at(0), patience: 60_000)
        guard case .raised(let alerts, dropped: 2) = verdicts[0] else {
            Issue.record("\(verdicts)")
            return
        }
        #expect(alerts.count == 5)
        #expect(try AlertOutbox(store).take(rule: "hot", now: at(1))?.body == "{\"id\":\"u3\"}")
        #expect(try sqlite3(directory.file, "SELECT count(*) FROM alert_delivery") == "3")
    }

    @Test("another process's alerts and acknowledgements change the revision")
    func revision() throws {
        let other = AlertLog(try StateStore(path: directory.file, now: { Sample.now }))
        let before = try log.revision()
        #expect(try log.revision() == before)
        _ = try other.append([finding([1]).alerts[0].alert])
        let appended = try log.revision()
        #expect(appended != before && appended.newest == 1)
        try other.acknowledge([1], at: at(3))
        #expect(try log.revision() != appended)
    }
}
