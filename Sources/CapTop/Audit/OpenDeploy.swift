// Deploying what an entry of the journal says was saved and never became live, once its own dialog has been left.
import Models

extension AppState {
    /// Proposes to deploy the change of an entry; says why not where there is nothing to deploy. What comes of it is told in
    /// the bottom line.
    mutating func openDeploy(of entry: JournalEntry) -> [Effect] {
        guard entry.outcome == .savedNotLive, var edit = Edit(journalled: entry) else {
            return say("this entry is \(entry.outcome.words): it has nothing to deploy")
        }
        guard decidingEntry(beside: entry)?.id == entry.id else {
            return say("the same object was changed again since: its newest entry decides")
        }
        guard networkState(named: entry.profile)?.network.environment == entry.environment else {
            return say("there is no profile '\(entry.profile)' of \(entry.environment.rawValue) here")
        }
        edit.objectName = shownName(of: edit.target) ?? edit.objectName
        return ask([edit], purpose: .deploy)
    }

    /// Whether the entry under the audit's cursor is one to deploy.
    var isDeployHere: Bool {
        guard let entry = audit.selected, entry.outcome == .savedNotLive else { return false }
        return decidingEntry(beside: entry)?.id == entry.id
    }

    /// The newest about the same object that may have changed it.
    private func decidingEntry(beside entry: JournalEntry) -> JournalEntry? {
        audit.entries.first {
            $0.target == entry.target && $0.environment == entry.environment && $0.outcome != .refused
        }
    }

    private mutating func say(_ sentence: String) -> [Effect] {
        message = sentence
        return []
    }
}
