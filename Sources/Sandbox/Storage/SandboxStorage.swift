// The sandbox's database: opens it, writes accounts and what traffic changes, reads them back. Knows SQL, no HTTP.

import GRDB
import Models

/// SQLite behind the sandbox.
///
/// A file is used in WAL mode with `synchronous = NORMAL`: a commit survives the death of the process at any moment,
/// which is what the sandbox promises; only the loss of the machine itself can cost the newest commits.
struct SandboxStorage: Sendable {
    private let database: any DatabaseWriter

    /// Opens or creates the file; nil keeps everything in memory.
    init(path: String?) throws {
        do {
            database = if let path { try DatabasePool(path: path) } else { try DatabaseQueue() }
            try prepare()
        } catch let error as DatabaseError {
            throw SandboxError("cannot use the database \(path ?? "in memory"): \(error.message ?? "SQLite error")")
        }
    }

    private func prepare() throws {
        try database.write { database in
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            if version == SandboxSchema.version { return }
            if (1..<SandboxSchema.version).contains(version) {
                return try SandboxSchema.upgrade(from: version, in: database)
            }
            guard version == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
                throw SandboxError("the database is not one of this sandbox's")
            }
            try SandboxSchema.create(in: database)
        }
    }

    func close() throws {
        try database.close()
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.read(body)
    }

    // MARK: - Settings

    func meta(_ key: String) throws -> String? {
        try read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) }
    }

    // MARK: - Filling

    /// Writes a new account with its history in one transaction.
    func fill(_ account: Account, history: History, meta: [String: String]) throws {
        try database.write { database in
            try AccountTables.put(account, into: database)
            try TrafficTables.add(history.ledger, into: database)
            try TrafficTables.add(history.statistics, into: database)
            try TrafficTables.put(history.counters, into: database)
            for (key, value) in meta { try SandboxStorage.put(key, value, into: database) }
        }
    }

    // MARK: - Traffic

    /// Writes what a batch of events changed in one transaction. When this returns, the batch is safe.
    func commit(_ changes: TrafficChanges) throws {
        try database.write { database in
            try TrafficTables.add(changes.ledgerRows, into: database)
            try EarningTables.write(changes.earnings, into: database)
            try EarningTables.add(changes.settlements, into: database)
            try TrafficTables.add(Array(changes.statistics.values), into: database)
            try TrafficTables.put(Array(changes.counters.values), into: database)
            try TrafficTables.append(changes.leadEvents, into: database)
            // Once in a thousand leads: looking for the oldest costs more than a batch.
            if changes.leadSequence % 1000 < changes.leadEvents.count { try TrafficTables.trimEvents(in: database) }
            try SandboxStorage.put("clock", String(changes.clock.milliseconds), into: database)
            try SandboxStorage.put("lead_sequence", String(changes.leadSequence), into: database)
        }
    }

    /// Ledger rows from `start` until just before `end`.
    func forEachRow(from start: Timestamp, to end: Timestamp, _ body: (LedgerRow) -> Void) throws {
        try read { try TrafficTables.forEachRow(from: start, to: end, in: $0, body) }
    }

    /// The distant past in an empty ledger.
    func newestBucket() throws -> Timestamp {
        try read { try TrafficTables.newestBucket(in: $0) } ?? Timestamp(milliseconds: .min)
    }

    // MARK: - Writes

    /// Writes what a write of one of the APIs changed in one transaction.
    func commit(_ changes: AccountChanges, clock: Timestamp) throws {
        try database.write { database in
            try AccountTables.put(changes.changed, into: database)
            try AccountTables.delete(changes.deletedCustomCaps, from: database)
            try AccountTables.delete(customPayouts: changes.deletedCustomPayouts, from: database)
            try AccountTables.append(changes.changelogs, into: database)
            try TrafficTables.put(changes.counters, into: database)
            try TrafficTables.delete(counters: changes.droppedCounters, from: database)
            try SandboxStorage.put("clock", String(clock.milliseconds), into: database)
        }
    }

    private static func put(_ key: String, _ value: String, into database: Database) throws {
        try database.execute(
            sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            arguments: [key, value])
    }
}

/// Traffic of the time before the sandbox started.
struct History: Hashable, Sendable {
    var ledger: [LedgerRow] = []
    var statistics: [LeadStatisticsRow] = []
    var counters: [LeadCounter] = []
}

/// What a batch of events changed.
struct TrafficChanges: Sendable {
    struct LedgerKey: Hashable {
        var bucket: Timestamp
        var pair: Pair
    }

    struct EarningKey: Hashable {
        var bucket: Timestamp
        var pair: Pair
        var earning: Earning
    }

    /// What becomes of the number of an earning.
    enum EarningCount: Hashable {
        case grows(by: Int)
        case becomes(Int)
    }

    struct StatisticsKey: Hashable {
        var minute: Timestamp
        var flowID: String
        var sourceID: String
    }

    var ledger: [LedgerKey: TrafficSums] = [:]
    private(set) var earnings: [EarningKey: EarningCount] = [:]
    private(set) var settlements: [CommissionSettlement] = []
    var statistics: [StatisticsKey: LeadStatisticsRow] = [:]
    var counters: [String: LeadCounter] = [:]
    var leadEvents: [LeadEventRow] = []
    var clock: Timestamp
    var leadSequence: Int

    init(clock: Timestamp, leadSequence: Int) {
        self.clock = clock
        self.leadSequence = leadSequence
    }

    /// Notes what the engine decided about one event.
    mutating func record(_ decision: EverflowDecision, at now: Timestamp) {
        let bucket = LedgerRow.bucket(of: now)
        let pair = decision.event.pair
        if let sums = decision.recorded {
            ledger[LedgerKey(bucket: bucket, pair: pair), default: TrafficSums()] += sums
        }
        if let earning = decision.earned {
            let key = EarningKey(bucket: bucket, pair: pair, earning: earning)
            switch earnings[key] {
            case .becomes(let count): earnings[key] = .becomes(count + 1)
            case .grows(let growth): earnings[key] = .grows(by: growth + 1)
            case nil: earnings[key] = .grows(by: 1)
            }
        }
        for change in decision.retroactive {
            ledger[LedgerKey(bucket: change.bucket, pair: pair), default: TrafficSums()] += change.sums
            for (earning, count) in change.counts {
                earnings[EarningKey(bucket: change.bucket, pair: pair, earning: earning)] = .becomes(count)
            }
        }
        settlements += decision.settlements
    }

    var ledgerRows: [LedgerRow] {
        ledger.map { LedgerRow(bucket: $0.key.bucket, pair: $0.key.pair, sums: $0.value) }
    }
}
