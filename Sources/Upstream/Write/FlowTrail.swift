// What a run of edits has itself done to LeadConduit flows, so that a later edit of a flow is not stopped by an earlier one
// of the same run. Knows no sockets.

import Models

struct FlowTrail: Sendable {
    private struct Steps {
        /// Versions on which this run wrote, or which an edit that wrote had looked at.
        var replaced: Set<String> = []
        /// The version that the last write left.
        var left: String
    }

    private var flows: [String: Steps] = [:]

    init() {}

    /// Whether the flow was saved since the operator looked by this run only: the edit was made on a version that the run
    /// replaced, and the flow is as the run left it.
    func explains(_ edit: Edit, _ live: LiveObject?) -> Bool {
        guard let base = edit.baseVersion, let flowID = live?.target.flowID, let steps = flows[flowID] else {
            return false
        }
        return steps.replaced.contains(base) && live?.version == steps.left
    }

    /// Takes in that `edit` was written.
    ///
    /// - Parameter live: the flow as read after that. Somebody's save between the write and this look goes unnoticed; it is
    ///   not lost, because the next edit is made on the flow as it is then.
    mutating func note(_ edit: Edit, leaving live: LiveObject?) {
        guard let flowID = live?.target.flowID ?? edit.target.flowID else { return }
        guard let base = edit.baseVersion, let left = live?.version else {
            flows[flowID] = nil
            return
        }
        var replaced = flows[flowID]?.replaced ?? []
        replaced.insert(base)
        if let before = flows[flowID]?.left { replaced.insert(before) }
        flows[flowID] = Steps(replaced: replaced, left: left)
    }
}
