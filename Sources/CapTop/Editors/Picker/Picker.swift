// Choosing one thing, or one and then another, by typing parts of their names, as a value: the affiliate and the offer of a
// new custom cap, the affiliate that changes tiers, an object to edit. Knows no keys and no cells.
import Models
import TUIKitLite

struct Picker: Equatable, Sendable {
    /// What is made of the choice.
    enum Purpose: Equatable, Sendable {
        case customCap(network: String)
        /// The chosen affiliate goes to this tier.
        case tierMove(to: Int, network: String)
        /// The ids of the choices are the texts of their targets.
        case edit
    }

    /// One choice: what is asked for, and what there is.
    struct Stage: Equatable, Sendable {
        let label: String
        let choices: [NamedID]
    }

    let purpose: Purpose
    let title: String
    let stages: [Stage]
    /// One for each stage that is done.
    private(set) var chosen: [NamedID] = []
    var input = TextField()
    /// Among `candidates`.
    var selected = 0

    init(_ purpose: Purpose, title: String, stages: [Stage]) {
        self.purpose = purpose
        self.title = title
        self.stages = stages
    }

    var stage: Stage? { stages.indices.contains(chosen.count) ? stages[chosen.count] : nil }

    /// What matches the typed text, best first; equal matches by name.
    var candidates: [NamedID] {
        FuzzyMatch.best(input.text, of: stage?.choices ?? []) { choice in
            // The id has its place also behind a name without an end.
            "\(choice.name.prefix(max(0, FuzzyMatch.mostLetters - choice.id.count - 1))) \(choice.id)"
        }
    }

    /// Takes the selected candidate; whether that was the last choice.
    mutating func choose() -> Bool {
        let candidates = candidates
        guard candidates.indices.contains(selected) else { return false }
        chosen.append(candidates[selected])
        input = TextField()
        selected = 0
        return stage == nil
    }

    /// Back to the choice before; false when there is none.
    mutating func stepBack() -> Bool {
        guard chosen.popLast() != nil else { return false }
        input = TextField()
        selected = 0
        return true
    }
}
