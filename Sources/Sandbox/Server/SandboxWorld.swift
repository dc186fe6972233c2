// The one place where events become counts: serialises decisions, commits them, then lets them be answered.

import GRDB
import Models

/// The sandbox's state behind one lock. Every event, generated or posted, passes through here.
///
/// An event is decided in memory and answered only after its batch is committed. When a commit fails the memory is built
/// again from the database, so that nothing is counted that is not stored.
actor SandboxWorld {
    nonisolated let storage: SandboxStorage
    nonisolated let ledgerSums: LedgerSums
    nonisolated let clock: SandboxClock
    private var state: WorldState
    private var generator: TrafficGenerator?

    init(_ configuration: SandboxConfiguration) throws {
        try configuration.validate()
        storage = try SandboxStorage(path: configuration.databasePath)
        let start = configuration.startDate ?? SandboxClock.wallTime
        ledgerSums = LedgerSums(storage)
        if try storage.meta("clock") == nil { try SandboxWorld.seed(configuration, storage, at: start) }
        let last = try storage.meta("clock").flatMap { Int64($0) } ?? start.milliseconds
        clock = SandboxClock(
            start: Timestamp(milliseconds: max(start.milliseconds, last)), speed: configuration.speed)
        state = try SandboxWorld.load(storage, at: clock.now)
        if configuration.trafficPerSecond > 0 {
            generator = TrafficGenerator(
                seed: configuration.seed, perSecond: configuration.trafficPerSecond, account: state.directory.account,
                from: clock.now)
        }
    }

    private static func seed(
        _ configuration: SandboxConfiguration, _ storage: SandboxStorage, at start: Timestamp
    ) throws {
        let seeded = try SeededAccount(configuration, now: start)
        try storage.fill(
            seeded.account, history: seeded.history, meta: ["clock": String(start.milliseconds), "lead_sequence": "0"])
    }

    /// What the database holds, with the tallies of the windows that run at `now`.
    private static func load(_ storage: SandboxStorage, at now: Timestamp) throws -> WorldState {
        let sequence = try storage.meta("lead_sequence").flatMap { Int($0) } ?? 0
        return try storage.read { database in
            var state = WorldState(
                account: try AccountTables.account(in: database),
                counters: try TrafficTables.counters(in: database), leadSequence: sequence)
            // No month of any zone that runs now began before this.
            let months = now.adding(seconds: -33 * 86_400)
            let first = min(months, state.everflow.plan.money.firstInstant(at: now) ?? months)
            state.everflow.restore(try EarningTables.settlements(in: database))
            try EarningTables.forEachEarning(from: first, in: database) { key, count in
                state.everflow.restore(key.earning, count: count, in: key.bucket, of: key.pair)
            }
            try TrafficTables.forEachSum(from: first, in: database) { row in
                state.everflow.restore(row.sums, of: row.pair, at: row.bucket, now: now)
            }
            return state
        }
    }

    func close() throws {
        try storage.close()
    }

    // MARK: - Reading

    var directory: AccountDirectory { state.directory }

    /// Reads the state at this moment.
    func read<Value: Sendable>(
        _ body: @Sendable (inout WorldState, Timestamp) throws -> Value
    ) rethrows -> Value {
        try body(&state, clock.now)
    }

    // MARK: - Writes

    /// Makes one write of either API: `decide` works out from the state what changes, or throws why nothing does;
    /// `answer` sees the state after it. The write is committed before it takes effect, and in effect when this returns.
    func write<Value: Sendable>(
        _ decide: @Sendable (WorldState, Timestamp) throws -> AccountChanges,
        answer: @Sendable (inout WorldState, AccountChanges, Timestamp) throws -> Value
    ) throws -> Value {
        let now = clock.now
        let changes = try decide(state, now)
        try storage.commit(changes, clock: now)
        if changes.isRecounting { state = try SandboxWorld.load(storage, at: now) } else { state.apply(changes) }
        return try answer(&state, changes, now)
    }

    // MARK: - Events

    /// Decides on clicks and conversions in order and commits them together.
    func submit(_ events: [EverflowEvent]) throws -> [EverflowDecision] {
        var changes = TrafficChanges(clock: clock.now, leadSequence: state.leadSequence)
        let decisions = events.map { decide($0, at: changes.clock, into: &changes) }
        try commit(changes)
        return decisions
    }

    /// Handles one lead; nil when there is no such flow or source.
    func submit(
        _ fields: [String: LeadValue], flow: String, source: String
    ) throws -> (id: String, decision: LeadDecision)? {
        var changes = TrafficChanges(clock: clock.now, leadSequence: state.leadSequence)
        guard let answer = handle(fields, flow: flow, source: source, at: changes.clock, into: &changes) else {
            return nil
        }
        try commit(changes)
        return answer
    }

    /// Lets the generated traffic catch up with the clock.
    func advanceTraffic() throws {
        guard var generator else { return }
        let now = clock.now
        let events = generator.events(until: now)
        self.generator = generator
        guard !events.isEmpty else { return }
        var changes = TrafficChanges(clock: now, leadSequence: state.leadSequence)
        for event in events {
            switch event {
            case .everflow(let event): _ = decide(event, at: now, into: &changes)
            case .lead(let flow, let source, let fields):
                _ = handle(fields, flow: flow, source: source, at: now, into: &changes)
            }
        }
        try commit(changes)
    }

    // MARK: - Deciding

    private func decide(
        _ event: EverflowEvent, at now: Timestamp, into changes: inout TrafficChanges
    ) -> EverflowDecision {
        let decision = state.everflow.decide(event, at: now)
        changes.record(decision, at: now)
        return decision
    }

    private func handle(
        _ fields: [String: LeadValue], flow: String, source: String, at now: Timestamp,
        into changes: inout TrafficChanges
    ) -> (id: String, decision: LeadDecision)? {
        let plan = state.leads.flows[flow]
        var variables = Dictionary(uniqueKeysWithValues: fields.map { ("lead.\($0.key)", $0.value) })
        variables["flow.id"] = .text(flow)
        variables["flow.name"] = .text(plan?.name ?? "")
        variables["source.id"] = .text(source)
        variables["source.name"] = .text(plan?.sources[source]?.name ?? "")
        guard let decision = state.leads.submit(Lead(variables: variables), flow: flow, source: source, at: now) else {
            return nil
        }
        state.leadSequence += 1
        changes.leadSequence = state.leadSequence
        let id = leadID(at: now)
        changes.record(decision, id: id, flow: flow, source: source, at: now)
        return (id, decision)
    }

    /// 24 hex digits that ascend: seconds, then the sequence.
    private func leadID(at now: Timestamp) -> String {
        SplitMix64.hexadecimal(UInt64(clamping: now.seconds), digits: 8)
            + SplitMix64.hexadecimal(UInt64(state.leadSequence), digits: 16)
    }

    private func commit(_ changes: TrafficChanges) throws {
        do {
            try ledgerSums.adding(changes.ledgerRows) { try storage.commit(changes) }
        } catch {
            state = try SandboxWorld.load(storage, at: clock.now)
            throw error
        }
    }
}

extension TrafficChanges {
    /// Notes a handled lead: its counters, its minute's statistics, its event.
    mutating func record(_ decision: LeadDecision, id: String, flow: String, source: String, at now: Timestamp) {
        for counter in decision.changedCounters { counters[counter.capID] = counter }
        let minute = Timestamp(milliseconds: now.milliseconds - now.milliseconds % 60_000)
        let key = StatisticsKey(minute: minute, flowID: flow, sourceID: source)
        var row = statistics[key] ?? LeadStatisticsRow(minute: minute, flowID: flow, sourceID: source)
        switch decision.outcome {
        case .success: row.successes += 1
        case .failure: row.failures += 1
        case .error: row.errors += 1
        }
        statistics[key] = row
        leadEvents.append(
            LeadEventRow(
                id: id, at: now, flowID: flow, sourceID: source, outcome: decision.outcome, reason: decision.reason,
                capReached: decision.reachedCap != nil))
    }
}
