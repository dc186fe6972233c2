// What is known of one network, in sentences: where it is, how it stands, what it holds, how its clock runs, and what of it
// could not be read. Pure text.
import Models

struct NetworkFacts {
    var network: NetworkState
    var now: Timestamp
    /// How to unlock, as the keymap has it.
    var unlocking: String

    /// Most important first.
    var lines: [String] {
        [standing, identity, content, rhythm, clock].filter { !$0.isEmpty } + [lock] + gaps
    }

    /// What is wrong in a few words: the failure, else the first thing that could not be read; empty where all is well.
    var trouble: String {
        if let failure = network.failure { return failure.message }
        return network.snapshot?.notes.first ?? ""
    }

    private var standing: String {
        let age = network.age(at: now).map { "its data is \(Figures.age(milliseconds: $0)) old" }
        guard let failure = network.failure else {
            switch network.condition(at: now) {
            case .never: return "loading: no answer yet"
            case .stale: return "stale: \(age ?? "no data"), and no answer has come since"
            case .ok, .error: return "in order: \(age ?? "no data")"
            }
        }
        let since = network.failingSince.map { " for \(Figures.age(milliseconds: now.milliseconds(since: $0)))" }
        return "failing\(since ?? ""): \(failure.message); \(age ?? "there is no data")"
    }

    private var identity: String {
        let facts = network.network
        let account = [facts.accountName, facts.timeZone, facts.currency].compactMap { $0 }.joined(separator: ", ")
        return ["\(facts.kind.rawValue), \(facts.environment.rawValue)", network.curl?.root ?? "", account]
            .filter { !$0.isEmpty }.joined(separator: "   ")
    }

    private var content: String {
        guard let snapshot = network.snapshot else { return "" }
        let groups =
            snapshot.groups.isEmpty ? "" : Figures.counted(snapshot.groups.count, "offer group", "offer groups")
        let parts = [
            Figures.counted(snapshot.meters.count, "cap", "caps"),
            Figures.counted(snapshot.affiliates.count, "affiliate", "affiliates"),
            Figures.counted(snapshot.offers.count, "offer", "offers"), groups,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private var rhythm: String {
        let took = network.answerTook.map { "; the last refresh took \($0) ms" }
        return "asked every \(DurationText.text(milliseconds: network.refreshInterval))\(took ?? "")"
    }

    private var clock: String {
        network.snapshot.map { "this machine's clock is \(ClockText.skew($0.clockSkew))" } ?? ""
    }

    private var lock: String { network.isLocked ? "locked: \(unlocking) unlocks" : "unlocked: its caps can be changed" }

    private var gaps: [String] {
        guard let snapshot = network.snapshot else { return [] }
        let missing = snapshot.missing.map(\.rawValue).sorted().joined(separator: ", ")
        return (missing.isEmpty ? [] : ["not all could be read of: \(missing)"]) + snapshot.notes
    }
}
