// A LeadConduit change that is saved and not live: the same change again has nothing to save, and only its deploy is left.
import Models
import Store

enum Undeployed {
    /// Entries of an object that are looked through.
    private static let looked = 20

    /// The last edit of this object, when it was saved with what the flow holds now and never became live; nil otherwise.
    static func edit(of live: LiveObject, in store: StateStore) throws(StoreError) -> Edit? {
        guard live.target.kind.network == .leadconduit else { return nil }
        let filter = JournalFilter(profile: live.target.network, target: live.target.text, limit: looked)
        let entries = try Journal(store).entries(filter, now: WallClock.now())
        // What was refused since has changed nothing.
        guard let last = entries.first(where: { $0.outcome != .refused }),
            last.outcome == .savedNotLive, var edit = Edit(journalled: last), edit.settled(by: live) == .applied
        else { return nil }
        edit.target = live.target
        edit.objectName = live.name
        return edit
    }
}
