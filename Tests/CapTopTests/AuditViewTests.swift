// The audit on screen: one clock for the list and for what is known of the entry under the cursor.
import Models
import Testing

@testable import CapTop

@Suite struct AuditViewTests {
    @Test("list and detail show the same time of the network's zone, and the detail names the zone of that day")
    func zone() {
        // 2026-03-06 20:20:41 UTC; Chicago's clocks went forward on the 8th.
        let entry = JournalEntry(
            id: 9, at: Sample.now.adding(seconds: -4 * 86_400), who: "ops@wall", profile: "acme",
            environment: .sandbox, target: "acme/custom:412", method: .patch, path: "/networks/custom/caps",
            before: ["daily_conversion_cap": .quantity(Quantity(40))],
            after: ["daily_conversion_cap": .quantity(Quantity(44))], outcome: .applied, status: 200)
        var desk = Operating()
        desk.press("A")
        desk.act(.journalRead([entry]))
        let picture = desk.screen.joined(separator: "\n")
        #expect(desk.shows("6 Mar 14:20:41 "), "\(picture)")
        #expect(desk.shows("entry 9  2026-03-06 14:20:41 CST  acme, sandbox"), "\(picture)")
        #expect(!desk.shows("20:20:41"), "\(picture)")
        #expect(desk.screen.count { $0.contains("CST") } == 1, "\(picture)")
    }
}
