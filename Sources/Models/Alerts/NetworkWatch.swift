// One rule about a network as a whole: finds out when its trouble begins. Knows no caps and no clock.

struct NetworkWatch: Sendable {
    private let trouble: NetworkTrouble
    private var raised: RaisedSet<String>

    init(_ trouble: NetworkTrouble, pace: RaisedSet<String>.Pace, recalled: [String: Timestamp]) {
        self.trouble = trouble
        raised = RaisedSet(pace: pace)
        for (network, alertedAt) in recalled { raised.recall(network, at: 0, alertedAt: alertedAt) }
    }

    /// By the network's name, when what goes on was told.
    var told: [String: Timestamp] { raised.told }

    /// Changes with `told`.
    var revision: Int { raised.revision }

    /// What is to be told after a refresh, whether it brought data or not.
    mutating func take(
        _ health: NetworkHealth, of network: String, isQuiet: Bool, now: Timestamp
    ) -> [Alert.Occasion] {
        raised.beginRefresh()
        var told: [Alert.Occasion] = []
        if health.has(trouble, at: now) {
            if raised.note(network, at: 0, isQuiet: isQuiet, now: now) { told.append(.crossing) }
        } else {
            raised.miss(network)
        }
        if !isQuiet, !raised.takeUntold().isEmpty { told.append(.quietEnd) }
        raised.endRefresh(now: now)
        return told
    }
}
