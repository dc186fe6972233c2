// A LeadConduit change that is saved and not live: the same change again has nothing to save, and only its deploy is left.
import Models
import Store

enum Undeployed {
    /// The last edit of this object, when it was saved with what the flow holds now and never became live; nil otherwise.
    static func edit(of live: LiveObject, in store: StateStore) throws(StoreError) -> Edit? {
        guard live.target.kind.network == .leadconduit else { return nil }
        let filter = JournalFilter(profile: live.target.network, target: live.target.text, limit: 1)
        guard let last = try Journal(store).entries(filter, now: WallClock.now()).first,
            last.outcome == .savedNotLive, var edit = Edit(journalled: last), edit.settled(by: live) == .applied
        else { return nil }
        edit.target = live.target
        edit.objectName = live.name
        return edit
    }
}
