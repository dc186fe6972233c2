// Every kind of change, killed at each of its requests: while the request is on its way, and when the network has done it and
// nobody has heard of that. The next command finds out, and nothing is made twice.
import Glibc
import Models
import TestSupport
import Testing

@Suite("Torture: kill -9 at each request of every kind of change", .ownThread)
struct KilledRequestTests {
    private static let kinds = Torture.times > 0 ? KilledChange.allCases : [.affiliateBoth, .newTier, .leadCap]

    @Test(
        "what died on its way was not done, what died before its answer was, and the next command says so",
        arguments: kinds)
    func killed(_ change: KilledChange) async throws {
        let ground = try await Ground.shared.value
        for number in 1...change.writes {
            for side in WriteGate.Side.allCases { try kill(change, at: number, on: side, ground) }
        }
        Torture.report("\(change.rawValue) killed \(2 * change.writes) times")
    }

    private func kill(_ change: KilledChange, at number: Int, on side: WriteGate.Side, _ ground: Ground) throws {
        let place: Comment = "\(change.rawValue), \(side) \(number)"
        let desk = try CommandDesk()
        defer { desk.end() }
        let made = try change.ground(ground).map(desk.make)
        let id = made.last ?? ""
        let before = desk.proxy.writes.count
        desk.proxy.gate.hold(number, on: side)
        let command = try desk.start(change.arguments(ground, id: id))
        try #require(desk.proxy.gate.waitUntilHolding(seconds: 60), "\(place): \(command.text)\(command.messages)")
        command.end(SIGKILL)
        #expect(desk.proxy.writes.count == before + number, place)

        #expect(try desk.journal.column("outcome").dropFirst(made.count) == begun(change, at: number)[...], place)
        let done = try change.done(ground, id: id, desk.somebody)
        #expect(done == isDone(change, at: number, side), place)
        try goOn(change, from: done, id: id, at: number, on: side, ground, desk)
    }

    // MARK: - What has to be

    /// What the journal says after the kill. A deploy has no entry of its own: it belongs to the save before it.
    private func begun(_ change: KilledChange, at number: Int) -> [String] {
        change.isLeadConduit || number == 1 ? ["sent"] : ["applied", "sent"]
    }

    private func isDone(_ change: KilledChange, at number: Int, _ side: WriteGate.Side) -> [Bool] {
        if change.isLeadConduit { return [number == 2 || side == .answer] }
        return (1...change.writes).map { $0 < number || ($0 == number && side == .answer) }
    }

    /// What the journal calls the killed change once somebody has looked.
    private func settled(_ change: KilledChange, isDone: Bool) -> String {
        guard isDone else { return "refused" }
        // No call tells what is deployed (LeadConduit reference, 3.5).
        return change.isLeadConduit ? "saved_not_live" : "applied"
    }

    // MARK: - The next command

    /// The same command again, or where that would make another object, one about what was made.
    private func goOn(
        _ change: KilledChange, from done: [Bool], id: String, at number: Int, on side: WriteGate.Side,
        _ ground: Ground, _ desk: CommandDesk
    ) throws {
        let place: Comment = "\(change.rawValue), \(side) \(number)"
        let isAlive = change.isCreation && side == .answer
        let again = isAlive ? try renamed(change, desk.somebody) : change.arguments(ground, id: id)
        let before = desk.proxy.writes.count
        let next = try desk.start(again)
        let code = next.exitCode(timeout: 60)
        #expect(code == 0, "\(place): \(next.text)\(next.messages)")
        let wasDone = change.isLeadConduit ? done[0] : done[number - 1]
        let settled = settled(change, isDone: wasDone)
        let words = settled == "saved_not_live" ? "saved, not live" : settled
        #expect(next.messages.contains("had no answer; it reads as \(words) now"), "\(place): \(next.messages)")
        let outcomes = try desk.journal.column("outcome")
        #expect(outcomes.contains(settled) && !outcomes.contains("sent"), "\(place): \(outcomes)")
        let writes = desk.proxy.writes.dropFirst(before)
        if isAlive {
            #expect(writes.count == 1, place)
        } else {
            #expect(writes.count == missing(change, done), "\(place): \(writes.map(\.line))")
            #expect(try change.done(ground, id: id, desk.somebody).allSatisfy { $0 }, place)
        }
        if change.isLeadConduit {
            #expect(outcomes.last == "applied" && writes.last?.target.hasSuffix("/deploy") == true)
        }
        if change.isCreation, !isAlive { #expect(try change.made(desk.somebody).count == 1, place) }
    }

    /// How many requests are left to be made: what is not done, and at LeadConduit always the deploy.
    private func missing(_ change: KilledChange, _ done: [Bool]) -> Int {
        done.count { !$0 } + (change.isLeadConduit ? 1 : 0)
    }

    private func renamed(_ change: KilledChange, _ somebody: SomebodyElse) throws -> [String] {
        let kind = [KilledChange.newPayout: "payout", .newCommission: "commission"][change] ?? "tier"
        return ["acme/\(kind):\(try #require(change.made(somebody).first))", "name=Kettle rate, found again"]
    }
}
