// Which process raises the alerts of a rule on a network: of several captops on one state file one does, and the next takes
// over when it has gone. What it raises is in the log and in the outbox together or not at all.
import Foundation
import GRDB
import Models

/// What one process has found by one rule on one network.
public struct AlertFinding: Sendable {
    public var rule: String
    public var network: String
    /// When the data came from which it was found.
    public var seenAt: Timestamp
    public var alerts: [Item]
    /// What goes on and was told; nil when that is on file.
    public var told: ToldAlerts?

    public struct Item: Sendable {
        public var alert: LoggedAlert
        /// When this process looked before it found the alert: another may have raised it since.
        public var since: Timestamp
        /// What is to be told of it; nil when nobody is to be told.
        public var body: String?
        /// Whether the body goes into the outbox.
        public var isDelivered: Bool

        public init(alert: LoggedAlert, since: Timestamp, body: String?, isDelivered: Bool) {
            self.alert = alert
            self.since = since
            self.body = body
            self.isDelivered = isDelivered
        }
    }

    public init(
        rule: String, network: String, seenAt: Timestamp, alerts: [Item], told: ToldAlerts? = nil
    ) {
        self.rule = rule
        self.network = network
        self.seenAt = seenAt
        self.alerts = alerts
        self.told = told
    }
}

/// What goes on and was told: the next process need not tell it again.
public struct ToldAlerts: Hashable, Sendable, Codable {
    /// The rule and the network as they were: of others nothing was told.
    var terms: String
    /// Milliseconds since 1970, by the meter's id or the network's name.
    private var instants: [String: Int64]

    public init(terms: String, at: [String: Timestamp]) {
        self.terms = terms
        instants = at.mapValues(\.milliseconds)
    }

    /// When it was told.
    public var at: [String: Timestamp] { instants.mapValues { Timestamp(milliseconds: $0) } }
}

/// What became of a finding.
public enum AlertVerdict: Hashable, Sendable {
    /// Raised: the alerts with their ids, and how many undelivered ones had to make way for them. What another captop had
    /// raised before it ended is not among them.
    case raised([LoggedAlert], dropped: Int)
    /// Another captop raises the alerts of this rule on this network, and has seen data that came then.
    case watchedElsewhere(seenAt: Timestamp)
}

public struct AlertWatch: Sendable {
    private let store: StateStore
    private let log: AlertLog
    private let outbox: AlertOutbox
    private let process: WritingProcess

    public init(_ store: StateStore, log: AlertLog, outbox: AlertOutbox) {
        self.init(store, log: log, outbox: outbox, as: .current)
    }

    init(_ store: StateStore, log: AlertLog, outbox: AlertOutbox, as process: WritingProcess) {
        self.store = store
        self.log = log
        self.outbox = outbox
        self.process = process
    }

    /// Takes or keeps the watch of each finding's rule and network, and raises its alerts; all of it, or on any error
    /// nothing. To be called after every refresh, also when nothing was found.
    ///
    /// - Parameter patience: milliseconds after which the watch lapses if it is not renewed.
    /// - Returns: a verdict for each finding, in order.
    public func raise(
        _ findings: [AlertFinding], now: Timestamp, patience: Int64
    ) throws(StoreError) -> [AlertVerdict] {
        guard !findings.isEmpty else { return [] }
        return try store.perform { pool in
            try pool.write { db in
                try findings.map { finding in
                    if let seenAt = try foreignWatch(finding, now: now, db) {
                        return .watchedElsewhere(seenAt: seenAt)
                    }
                    try renew(finding, now: now, lapsesAt: now.adding(milliseconds: patience), db)
                    return try raise(finding, now: now, db)
                }
            }
        }
    }

    /// What another living process has seen, if the watch is its.
    private func foreignWatch(_ finding: AlertFinding, now: Timestamp, _ db: Database) throws -> Timestamp? {
        let row = try Row.fetchOne(
            db, sql: "SELECT process, seen_at, renewed_at, lapses_at FROM alert_watch WHERE rule = ? AND network = ?",
            arguments: [finding.rule, finding.network])
        guard let row else { return nil }
        let holder: String = row[0]
        let lapsesAt = Timestamp(milliseconds: row[3])
        guard holder != process.text, now < lapsesAt, let other = WritingProcess(text: holder),
            !other.isGone(age: now.milliseconds(since: Timestamp(milliseconds: row[2])))
        else { return nil }
        return Timestamp(milliseconds: row[1])
    }

    /// What the last to watch had told and went on, by the meter's id or the network's name, if it looked at `since` or later and
    /// on the same terms.
    public func told(
        rule: String, network: String, terms: String, since: Timestamp, now: Timestamp
    ) throws(StoreError) -> [String: Timestamp] {
        try store.perform { pool in
            try pool.read { db in
                let bytes = try Data.fetchOne(
                    db,
                    sql: "SELECT told FROM alert_watch WHERE rule = ? AND network = ? AND renewed_at BETWEEN ? AND ?",
                    arguments: [rule, network, since.milliseconds, now.milliseconds])
                let told = bytes.flatMap { try? JSONDecoder().decode(ToldAlerts.self, from: $0) }
                return told.flatMap { $0.terms == terms ? $0.at : nil } ?? [:]
            }
        }
    }

    private func renew(_ finding: AlertFinding, now: Timestamp, lapsesAt: Timestamp, _ db: Database) throws {
        let told = try finding.told.map { try JSONEncoder().encode($0) }
        try db.execute(
            sql: """
                INSERT INTO alert_watch VALUES (?, ?, ?, ?, ?, ?, coalesce(?, x''))
                ON CONFLICT (rule, network) DO UPDATE SET process = excluded.process, seen_at = excluded.seen_at,
                    renewed_at = excluded.renewed_at, lapses_at = excluded.lapses_at,
                    told = CASE excluded.told WHEN x'' THEN told ELSE excluded.told END
                """,
            arguments: [
                finding.rule, finding.network, process.text, finding.seenAt.milliseconds, now.milliseconds,
                lapsesAt.milliseconds, told,
            ])
    }

    private func raise(_ finding: AlertFinding, now: Timestamp, _ db: Database) throws -> AlertVerdict {
        let items = try finding.alerts.filter { try !isRaised($0, now: now, db) }
        var alerts = items.map(\.alert)
        let ids = try alerts.isEmpty ? [] : log.append(alerts, db)
        for place in alerts.indices { alerts[place].id = ids[place] }
        var dropped = 0
        for item in items {
            guard item.isDelivered, let body = item.body else { continue }
            dropped += try outbox.put(body, rule: finding.rule, at: item.alert.at, db)
        }
        return .raised(alerts, dropped: dropped)
    }

    /// What is logged for a time to come is from before the clock was set back, and about another crossing.
    private func isRaised(_ item: AlertFinding.Item, now: Timestamp, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM alert WHERE rule = ? AND network = ? AND meter = ? AND at > ? AND at <= ?)
                """,
            arguments: [
                item.alert.rule, item.alert.network, item.alert.meter, item.since.milliseconds, now.milliseconds,
            ]) ?? false
    }
}
