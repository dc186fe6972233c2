// Runs the rules off the main queue: refreshes go in, what they raise goes into the log, to commands and into the outbox.
// Of several captops on one state file one raises each alert (Store/AlertWatch); the others read the log.
import Dispatch
import Models
import Store
import Synchronization
import Upstream

final class AlertWatcher: Sendable {
    /// What one rule may have waiting on one network while the state file cannot be written.
    private static let mostPending = 100
    private static let shortestPatience: Int64 = 90_000
    /// Who is away for no longer, in milliseconds, has been restarted: what was told before is not told again.
    private static let shortAbsence: Int64 = 900_000
    /// So many told caps are written with every change, more of them once a minute.
    private static let fewTold = 1000
    private static let toldPause: Int64 = 60_000

    private let alerts: [ConfiguredAlert]
    private let intervals: [String: Int64]
    private let log: AlertLog
    private let watch: AlertWatch
    private let programs: AlertPrograms
    private let couriers: [String: WebhookCourier]
    private let now: @Sendable () -> Timestamp
    private let queue = DispatchQueue(label: "captop.alerts")
    private let books: Books
    /// The newest word of each network that `queue` has not come to: refreshes go on while another process holds the file.
    private let waiting = Mutex<[String: Word]>([:])

    /// What a network has said, and who is to hear what comes of it.
    private struct Word: Sendable {
        enum Content: Sendable {
            case data(NetworkSnapshot, forecasts: [Forecast?])
            case failure(UpstreamError)
        }

        let content: Content
        let asker: CheckedContinuation<AlertNews, Never>
    }

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        var engine: AlertEngine
        var networks: [String: Network]
        var goodAt: [String: Timestamp]
        var hasData: Set<String> = []
        /// When the rules last looked at a network.
        var judgedAt: [String: Timestamp] = [:]
        /// Networks of which it is known what was told before.
        var recalled: Set<String> = []
        var written: [Pending: Written] = [:]
        /// Found, and neither raised nor seen by the process that raises.
        var pending: [Pending: [AlertFinding.Item]] = [:]
        var revision: AlertRevision?
        var failure: String?

        init(engine: AlertEngine, profiles: [Profile], now: Timestamp) {
            self.engine = engine
            let names = profiles.map(\.name)
            networks = Dictionary(zip(names, profiles.map(\.account.network)), uniquingKeysWith: { $1 })
            goodAt = Dictionary(names.map { ($0, now) }, uniquingKeysWith: { $1 })
        }
    }

    private struct Pending: Hashable {
        var rule: String
        var network: String
    }

    /// What is on file of that which was told and goes on.
    private struct Written {
        var revision: Int
        var count: Int
        var at: Timestamp
    }

    /// - Parameter report: told from any thread when an alert cannot be handed on, and when it can again.
    init(
        _ alerts: [ConfiguredAlert], profiles: [Profile], store: StateStore, client: HTTPClient,
        now: @escaping @Sendable () -> Timestamp, report: @escaping @Sendable (String) -> Void
    ) {
        self.alerts = alerts
        self.now = now
        let outbox = AlertOutbox(store)
        log = AlertLog(store)
        watch = AlertWatch(store, log: log, outbox: outbox)
        intervals = Dictionary(profiles.map { ($0.name, $0.refreshInterval) }, uniquingKeysWith: { $1 })
        programs = AlertPrograms(hiding: profiles.map(\.account.key), report: report)
        couriers = Dictionary(
            alerts.compactMap { alert in
                guard let address = alert.webhook else { return nil }
                let webhook = Webhook(address, client: client, now: now)
                let name = alert.rule.name
                return (name, WebhookCourier(rule: name, webhook, outbox: outbox, now: now, report: report))
            }, uniquingKeysWith: { $1 })
        books = Books(engine: AlertEngine(rules: alerts.map(\.rule)), profiles: profiles, now: now())
    }

    // MARK: - What happens

    /// The log as it is; alerts that an earlier process could not deliver are on their way again.
    func start() async -> AlertNews {
        for courier in couriers.values { await courier.nudge() }
        return await onQueue { $0.news([]) }
    }

    /// - Returns: no news when the network has said something newer meanwhile.
    func loaded(_ snapshot: NetworkSnapshot, forecasts: [Forecast?]) async -> AlertNews {
        let news = await hear(.data(snapshot, forecasts: forecasts), of: snapshot.network.name)
        for courier in couriers.values { await courier.nudge() }
        return news
    }

    /// - Returns: as `loaded`.
    func failed(_ network: String, _ error: UpstreamError) async -> AlertNews {
        await hear(.failure(error), of: network)
    }

    func acknowledge(_ ids: [Int64]) async -> AlertNews {
        await onQueue { watcher in
            do throws(StoreError) {
                try watcher.log.acknowledge(ids, at: watcher.now())
                return watcher.news([])
            } catch {
                return watcher.news(["not acknowledged: \(error.message)"])
            }
        }
    }

    /// An older word that still waits is overtaken.
    private func hear(_ content: Word.Content, of network: String) async -> AlertNews {
        await withCheckedContinuation { continuation in
            let word = Word(content: content, asker: continuation)
            let overtaken = waiting.withLock { $0.updateValue(word, forKey: network) }
            if let overtaken { return overtaken.asker.resume(returning: AlertNews()) }
            queue.async { [self] in judgeWord(of: network) }
        }
    }

    private func onQueue(_ work: @escaping @Sendable (AlertWatcher) -> AlertNews) async -> AlertNews {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work(self)) }
        }
    }

    // MARK: - On the queue

    private func judgeWord(of network: String) {
        guard let word = waiting.withLock({ $0.removeValue(forKey: network) }) else { return }
        word.asker.resume(returning: judge(word.content, of: network))
    }

    private func judge(_ content: Word.Content, of name: String) -> AlertNews {
        let now = self.now()
        switch content {
        case .data(let snapshot, let forecasts):
            books.networks[name] = snapshot.network
            books.goodAt[name] = now
            books.hasData.insert(name)
            return judge(name, at: now, failure: nil) { $0.take(snapshot, forecasts: forecasts, at: now) }
        case .failure(let error): return judge(name, at: now, failure: error.message) { _ in [] }
        }
    }

    private func judge(
        _ name: String, at now: Timestamp, failure: String?, _ caps: (inout AlertEngine) -> [Alert]
    ) -> AlertNews {
        guard let network = books.networks[name], let goodAt = books.goodAt[name] else { return news([]) }
        guard !alerts.isEmpty else { return news([]) }
        recall(name, at: now)
        let health = NetworkHealth(interval: interval(of: name), goodAt: goodAt, failure: failure)
        let found = caps(&books.engine) + books.engine.take(health, of: network, at: now)
        return news(raise(found, on: name, at: now))
    }

    /// What an earlier process has told; when that cannot be read, it is told again.
    private func recall(_ network: String, at now: Timestamp) {
        guard books.recalled.insert(network).inserted else { return }
        let since = now.adding(milliseconds: -AlertWatcher.shortAbsence)
        for alert in alerts {
            let (rule, terms) = (alert.rule.name, terms(of: alert, on: network))
            guard let told = try? watch.told(rule: rule, network: network, terms: terms, since: since, now: now)
            else { continue }
            books.engine.recall(told, rule: rule, network: network)
        }
    }

    /// Who is told of what, and where: told on other terms is not told.
    private func terms(of alert: ConfiguredAlert, on network: String) -> String {
        let channels = alert.channels.map(\.rawValue).sorted().joined(separator: " ")
        return "\(books.networks[network]?.environment.rawValue ?? ""): \(alert.rule.text): \(channels)"
    }

    private func interval(of network: String) -> Int64 { intervals[network] ?? 15_000 }

    /// - Returns: what went wrong.
    private func raise(_ found: [Alert], on network: String, at now: Timestamp) -> [String] {
        let since = books.judgedAt[network] ?? now
        books.judgedAt[network] = now
        for alert in found { hold(alert, since: since) }
        let findings = alerts.compactMap { finding($0, on: network, at: now) }
        do {
            let patience = max(AlertWatcher.shortestPatience, 4 * interval(of: network))
            let verdicts = try watch.raise(findings, now: now, patience: patience)
            books.failure = nil
            for (finding, verdict) in zip(findings, verdicts) { noteWritten(finding, verdict, at: now) }
            return zip(findings, verdicts).flatMap { finding, verdict in settle(finding, verdict) }
        } catch {
            defer { books.failure = error.message }
            return books.failure == error.message ? [] : ["alerts wait, as they cannot be logged: \(error.message)"]
        }
    }

    private func hold(_ alert: Alert, since: Timestamp) {
        guard let configured = alerts.first(where: { $0.rule.name == alert.rule }) else { return }
        let message = AlertText.sentence(alert)
        let uid = AlertWatcher.newID()
        let logged = LoggedAlert(
            uid: uid, at: alert.at, rule: alert.rule, network: alert.network.name, meter: alert.meterText,
            message: message, isQuiet: alert.isQuiet)
        let isTold = !alert.isQuiet && !configured.channels.isDisjoint(with: [.webhook, .command])
        let body = isTold ? AlertJSON.body(alert, of: configured.rule, uid: uid, message: message) : nil
        let key = Pending(rule: alert.rule, network: alert.network.name)
        let item = AlertFinding.Item(
            alert: logged, since: since, body: body, isDelivered: configured.webhook != nil)
        books.pending[key, default: []].append(item)
        let excess = (books.pending[key]?.count ?? 0) - AlertWatcher.mostPending
        if excess > 0 { books.pending[key]?.removeFirst(excess) }
    }

    /// Also without alerts: it renews the watch. Rules about caps say nothing before the first data.
    private func finding(_ alert: ConfiguredAlert, on network: String, at now: Timestamp) -> AlertFinding? {
        let rule = alert.rule
        var seenAt = now
        if case .caps = rule.condition {
            guard books.hasData.contains(network), let goodAt = books.goodAt[network] else { return nil }
            seenAt = goodAt
        }
        let items = books.pending[Pending(rule: rule.name, network: network)] ?? []
        var finding = AlertFinding(rule: rule.name, network: network, seenAt: seenAt, alerts: items)
        if isToldDue(rule.name, network, at: now) {
            finding.told = ToldAlerts(
                terms: terms(of: alert, on: network), at: books.engine.told(rule: rule.name, network: network))
        }
        return finding
    }

    /// Whether what goes on is not on file as it is, and is to be.
    private func isToldDue(_ rule: String, _ network: String, at now: Timestamp) -> Bool {
        guard let revision = books.engine.toldRevision(rule: rule, network: network) else { return false }
        guard let written = books.written[Pending(rule: rule, network: network)] else { return true }
        return revision != written.revision
            && (written.count <= AlertWatcher.fewTold
                || !(0..<AlertWatcher.toldPause).contains(now.milliseconds(since: written.at)))
    }

    private func noteWritten(_ finding: AlertFinding, _ verdict: AlertVerdict, at now: Timestamp) {
        let key = Pending(rule: finding.rule, network: finding.network)
        switch verdict {
        // Who takes over writes all of it.
        case .watchedElsewhere: books.written[key] = nil
        case .raised:
            guard let told = finding.told,
                let revision = books.engine.toldRevision(rule: key.rule, network: key.network)
            else { return }
            books.written[key] = Written(revision: revision, count: told.at.count, at: now)
        }
    }

    private func settle(_ finding: AlertFinding, _ verdict: AlertVerdict) -> [String] {
        let key = Pending(rule: finding.rule, network: finding.network)
        switch verdict {
        case .watchedElsewhere(let seenAt):
            books.pending[key]?.removeAll { $0.alert.at <= seenAt }
            return []
        case .raised(let raised, let dropped):
            books.pending[key] = nil
            if let command = alerts.first(where: { $0.rule.name == finding.rule })?.command, !command.isEmpty {
                let uids = Set(raised.map(\.uid))
                for item in finding.alerts where uids.contains(item.alert.uid) {
                    if let body = item.body { programs.run(command, about: item.alert, body: body) }
                }
            }
            guard dropped > 0 else { return [] }
            return ["the outbox of '\(finding.rule)' is full: its \(dropped) oldest alerts will not be delivered"]
        }
    }

    private func news(_ notices: [String]) -> AlertNews {
        var news = AlertNews(notices: notices)
        do {
            let revision = try log.revision()
            if revision != books.revision { news.log = try log.alerts() }
            news.generation = revision.generation
            books.revision = revision
        } catch {
            news.notices.append("the alerts cannot be read: \(error.message)")
        }
        return news
    }

    /// 128 random bits as hexadecimal digits.
    private static func newID() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        .joined()
    }
}

extension Alert {
    /// The meter's id, or the network's name for an alert about several caps or none.
    fileprivate var meterText: String {
        if case .cap(let cap) = subject { return cap.meter.id.text }
        return network.name
    }
}
