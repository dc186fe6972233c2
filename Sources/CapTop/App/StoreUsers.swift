// Who works with the state file while a dashboard runs, each on queues of its own; without the file there are forecasts
// alone, from what this process sees. Knows nothing of what they do.

struct StoreUsers: Sendable {
    var keeper: StateKeeper?
    /// Nil also on a wall: nothing is changed there.
    var sender: EditSender?
    var historian: Historian?
    var alerts: AlertWatcher?
    var forecaster = Forecaster(store: nil)
}
