// Alerts as an operator meets them: the end of the bottom line, the list, its keys, and what the terminal is asked to say.
import Models
import Store
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct AlertScreenTests {
    private static func alert(
        _ id: Int64, _ message: String = "Tern Insurance: conv day 80% (80/100)", rule: String = "hot",
        quiet: Bool = false, seen: Bool = false
    ) -> LoggedAlert {
        LoggedAlert(
            id: id, uid: "u\(id)", at: Sample.now.adding(seconds: id * 60 - 1200), rule: rule, network: "acme",
            meter: "acme/custom:\(id)/conversion/day", message: message, isQuiet: quiet,
            acknowledgedAt: seen ? Sample.now : nil)
    }

    private func operating(_ log: [LoggedAlert], isFirst: Bool = true) -> Operating {
        var operating = Operating(isUnlocked: false)
        operating.state.alerts.channels = ["hot": [.bell, .osc9], "slow": [.osc777], "log": []]
        operating.act(.alertNews(AlertNews(log: log), isFirst: isFirst))
        return operating
    }

    private func announced(_ operating: Operating) -> [AlertAnnouncement] {
        operating.effects.compactMap { if case .announce(let announcement) = $0 { announcement } else { nil } }
    }

    @Test("the bottom line says how many alerts are unseen, and the newest with its time on the network's clock")
    func hint() {
        let operating = operating([Self.alert(3, "Tern 80%"), Self.alert(2), Self.alert(1, seen: true)])
        // Alert 3 is 17 minutes before 15:20:41 in Chicago.
        #expect(operating.screen.last?.hasSuffix("2 alerts  ! Tern 80% at 15:03 ") == true, "\(operating.screen)")
        #expect(self.operating([Self.alert(1, seen: true)]).screen.last?.contains("alert") == false)
        #expect(self.operating([Self.alert(1, "Tern 80%")]).screen.last?.contains(" 1 alert  ! Tern") == true)
    }

    @Test("a network that fails does not hide what the rules say of the others")
    func besideFailures() {
        var operating = operating([Self.alert(3, "Tern 80%")])
        operating.act(.failed(network: "leads", UpstreamError(.refused, "connection refused"), retryAfter: 1000))
        let line = operating.screen.last ?? ""
        #expect(line.contains("connection refused") && line.hasSuffix("1 alert  ! Tern 80% at 15:03 "), "\(line)")
    }

    @Test("the list shows the newest first; x and X acknowledge; a new alert leaves the cursor on its row")
    func list() {
        var operating = operating([Self.alert(2, "second"), Self.alert(1, "first", quiet: true)])
        operating.press("!")
        #expect(operating.shows("Alerts 2 of 2 not seen"))
        let rows = operating.screen.filter { $0.contains("second") || $0.contains("first") }
        #expect(rows.first?.contains("! 10 Mar 15:02:41") == true && rows.first?.contains("second") == true, "\(rows)")
        operating.press("j", "x")
        #expect(operating.effects.last == .acknowledge([1]))
        #expect(operating.shows("in quiet hours: nobody was told"))
        operating.act(.alertNews(AlertNews(log: [Self.alert(3), Self.alert(2), Self.alert(1, seen: true)])))
        #expect(operating.state.alerts.selected?.id == 1)
        operating.press("X")
        #expect(operating.effects.last == .acknowledge([3, 2]))
        let effects = operating.effects.count
        operating.press("x")
        #expect(operating.effects.count == effects, "it is acknowledged already")
        operating.press("escape")
        #expect(operating.state.screen == .caps)
    }

    @Test("a press puts the cursor on the alert under the pointer, wherever it was before")
    func mouse() throws {
        var operating = operating([
            Self.alert(4, "fourth"), Self.alert(3, "third"), Self.alert(2, "second"), Self.alert(1),
        ])
        operating.press("!")
        func press(_ text: String) throws {
            let line = try #require(operating.screen.firstIndex { $0.contains(text) })
            let event = MouseEvent(.press, at: Point(x: 8, y: line))
            let action = try #require(operating.state.action(for: .mouse(event)))
            operating.act(action)
        }
        try press("second")
        #expect(operating.state.alerts.selected?.id == 2)
        try press("third")
        #expect(operating.state.alerts.selected?.id == 3)
    }

    @Test("alerts are not exported as if they were caps")
    func export() {
        var operating = operating([Self.alert(1)])
        operating.press("!", ":")
        operating.type("export alerts.csv")
        operating.press("enter")
        #expect(operating.shows("alerts are not exported"))
        #expect(!operating.effects.contains { if case .export = $0 { true } else { false } })
    }

    @Test("only alerts that are new and not quiet are announced, one bell and one notification for all")
    func announcements() throws {
        var operating = operating([Self.alert(2), Self.alert(1)])
        #expect(announced(operating).isEmpty, "what was there at the start is old")
        let log = [
            Self.alert(6, "newest"), Self.alert(5, "slow one", rule: "slow"), Self.alert(4, quiet: true),
            Self.alert(3), Self.alert(2), Self.alert(1),
        ]
        operating.act(.alertNews(AlertNews(log: log)))
        let announcement = try #require(announced(operating).first)
        #expect(announcement.rings)
        #expect(
            announcement.notifications == [
                TerminalNotification(.osc9, title: "captop", text: "2 alerts: newest"),
                TerminalNotification(.osc777, title: "captop", text: "slow one"),
            ])
        operating.act(.alertNews(AlertNews(log: log)))
        #expect(announced(operating).count == 1)
        operating.act(.alertNews(AlertNews(log: [Self.alert(7, rule: "log")] + log)))
        operating.act(.alertNews(AlertNews(log: [Self.alert(8, rule: "not here")] + log)))
        #expect(announced(operating).count == 1, "those rules tell nobody here")
    }

    @Test("the alerts of a new state file are announced, though their ids begin again")
    func newFile() {
        var operating = operating([Self.alert(500), Self.alert(499)])
        operating.act(.alertNews(AlertNews(log: [], generation: 1)))
        #expect(announced(operating).isEmpty)
        let log = [Self.alert(2, "second"), Self.alert(1, "first")]
        operating.act(.alertNews(AlertNews(log: log, generation: 1)))
        operating.act(.alertNews(AlertNews(log: log, generation: 1)))
        operating.act(.alertNews(AlertNews(log: [Self.alert(3, "third")] + log, generation: 1)))
        #expect(announced(operating).flatMap(\.notifications).map(\.text) == ["2 alerts: second", "third"])
    }

    @Test("all that goes wrong is said in the bottom line")
    func notices() {
        var operating = operating([])
        operating.act(.alertNews(AlertNews(notices: ["the outbox of 'hot' is full", "the alerts cannot be read"])))
        #expect(operating.screen.last?.contains("the outbox of 'hot' is full   the alerts cannot be read") == true)
    }

    @Test("a sentence names the cap, its use and when it trips, and holds nothing that a terminal obeys")
    func sentences() {
        let object = CapObject(
            id: ObjectID(network: "acme", kind: .custom, key: "412"), scope: .custom, name: "x",
            affiliate: NamedID(id: "51", name: "Harbor\u{1B}]0;x\u{7}\nMedia"), offer: Sample.kettle,
            timeZone: "America/Chicago")
        let cap = AlertedCap(meter: Sample.meter(object, .conversion, .daily, 39, of: 40), forecast: nil)
        func sentence(_ subject: Alert.Subject, _ occasion: Alert.Occasion = .crossing) -> String {
            AlertText.sentence(
                Alert(
                    rule: "hot", network: Sample.acme, subject: subject, occasion: occasion, at: Sample.now,
                    asOf: Sample.now, isQuiet: false))
        }
        let single = sentence(.cap(cap))
        #expect(single.hasPrefix("97% conv day (39/40): Harbor"), "\(single)")
        #expect(single.hasSuffix("Media, Sunrise Kettle CPA, custom cap 412"), "\(single)")
        #expect(single.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
        #expect(
            sentence(.caps([cap, cap], count: 12), .start)
                == "12 caps of acme at the start: 97% conv day (39/40) Sunrise Kettle CPA; "
                + "97% conv day (39/40) Sunrise Kettle CPA")
        let health = NetworkHealth(interval: 1, goodAt: Sample.now.adding(seconds: -180), failure: "refused")
        #expect(sentence(.network(.stale, health)) == "no data of acme for 3m: refused")
        #expect(sentence(.network(.unreachable, health)) == "acme cannot be read: refused")
    }
}
