// Deploying what an entry of the journal says was saved and never became live, once its own dialog has been left.
import Models

extension AppState {
    /// Proposes to deploy the change of an entry; says why not where there is nothing to deploy.
    mutating func openDeploy(of entry: JournalEntry) -> [Effect] {
        guard let edit = undeployed(entry) else { return [] }
        let editor = ObjectEditor(edit.target, title: "deploy: \(shownTitle(of: edit.target) ?? edit.objectName)")
        return open(editor) + ask([edit], purpose: .deploy)
    }

    /// Nil with a message where there is nothing to deploy, or not here.
    private mutating func undeployed(_ entry: JournalEntry) -> Edit? {
        guard entry.outcome == .savedNotLive, var edit = Edit(journalled: entry) else {
            message = "this entry is \(entry.outcome.words): it has nothing to deploy"
            return nil
        }
        guard audit.entries.first(where: { $0.target == entry.target })?.id == entry.id else {
            message = "the same object was changed again since: its newest entry decides"
            return nil
        }
        guard let network = networkState(named: entry.profile), network.network.environment == entry.environment else {
            message = "there is no profile '\(entry.profile)' of \(entry.environment.rawValue) here"
            return nil
        }
        guard !network.isLocked else {
            message = "\(entry.profile) is locked; :write unlocks"
            return nil
        }
        edit.objectName = shownName(of: edit.target) ?? edit.objectName
        return edit
    }
}
