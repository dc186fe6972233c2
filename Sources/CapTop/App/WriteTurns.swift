// Lets the changes of one network happen one after the other, in the order in which they were sent: a LeadConduit flow and
// what Everflow takes as a whole are read, changed and written back, and two such at once would undo each other.

actor WriteTurns {
    private var last: [String: Task<Void, Never>] = [:]

    /// Runs `work` when all that was sent to the network before has come to its end.
    func run<Result: Sendable>(
        on network: String, _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        let before = last[network]
        let turn = Task {
            await before?.value
            return await work()
        }
        last[network] = Task { _ = await turn.value }
        return await turn.value
    }
}
