// What one write of either API changes of the account, as whole records. Knows neither bodies nor SQL.

import Models

/// The effect of one write. Records replace those of the same id or are new.
struct AccountChanges: Sendable {
    var changed = Account()
    var deletedCustomCaps: [CustomCapRecord] = []
    var deletedCustomPayouts: [Int] = []
    /// LeadConduit counters that a deploy touched.
    var counters: [LeadCounter] = []
    var droppedCounters: [String] = []
    var changelogs: [ChangelogRecord] = []
    /// Whether offers moved between groups: what a group has counted is what its offers of now have counted.
    var isRegrouping = false

    /// Whether the engine has to count what the ledger holds anew.
    var isRecounting: Bool { isRegrouping || !changed.commissions.isEmpty }
}
