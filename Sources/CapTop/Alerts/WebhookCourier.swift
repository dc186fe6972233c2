// Carries the alerts of one rule from the outbox to its webhook: oldest first, again and again until the receiver has each,
// with pauses that grow while it does not answer.
import Dispatch
import Models
import Store
import Upstream

actor WebhookCourier {
    /// The longest pause of its own between tries, in milliseconds.
    private static let longestPause: Int64 = 60_000

    private enum Pass {
        case done
        case blocked(String, retryAfter: Double?)
    }

    private let rule: String
    private let webhook: Webhook
    private let outbox: AlertOutbox
    private let now: @Sendable () -> Timestamp
    private let report: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "captop.webhook")
    private var backoff: Backoff
    private var isRunning = false
    private var isNudged = false
    private var trouble: String?

    init(
        rule: String, _ webhook: Webhook, outbox: AlertOutbox, now: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (String) -> Void
    ) {
        self.rule = rule
        self.webhook = webhook
        self.outbox = outbox
        self.now = now
        self.report = report
        backoff = Backoff(ceiling: WebhookCourier.longestPause, seed: UInt64.random(in: .min ... .max))
    }

    /// There may be something in the outbox. Does not shorten a pause.
    func nudge() {
        isNudged = true
        guard !isRunning else { return }
        isRunning = true
        Task { await run() }
    }

    private func run() async {
        while isNudged {
            isNudged = false
            guard case .blocked(let reason, let retryAfter) = await pass() else {
                await note(nil)
                continue
            }
            await note(reason)
            isNudged = true
            try? await ContinuousClock().sleep(for: .milliseconds(backoff.next(retryAfter: retryAfter)))
        }
        isRunning = false
    }

    /// Offers each delivery once. One that is rejected does not hold up the others; a receiver that takes nothing does.
    private func pass() async -> Pass {
        var last: Int64 = 0
        var rejection: String?
        do {
            while let delivery = try await take(after: last) {
                last = delivery.id
                switch await webhook.post(Array(delivery.body.utf8)) {
                case .taken:
                    try await onQueue { try $0.delivered(delivery.id) }
                    backoff.reset()
                case .rejected(let reason):
                    try await onQueue { try $0.giveBack(delivery.id) }
                    rejection = reason
                case .unavailable(let reason, let retryAfter):
                    try await onQueue { try $0.giveBack(delivery.id) }
                    return .blocked(reason, retryAfter: retryAfter)
                }
            }
        } catch {
            return .blocked("\((error as? StoreError)?.message ?? "\(error)")", retryAfter: nil)
        }
        return rejection.map { .blocked($0, retryAfter: nil) } ?? .done
    }

    /// Says what keeps alerts from their receiver, once, and when it is over.
    private func note(_ reason: String?) async {
        guard reason != trouble else { return }
        trouble = reason
        guard let reason else { return report("the webhook of '\(rule)' has all alerts now") }
        let rule = rule
        let count = (try? await onQueue { try $0.waiting(rule: rule) }) ?? 0
        report("the webhook of '\(rule)': \(reason); \(count) wait and are tried again")
    }

    // MARK: - The outbox, whose calls block

    private func take(after id: Int64) async throws -> AlertDelivery? {
        let (rule, now) = (rule, now)
        return try await onQueue { try $0.take(rule: rule, after: id, now: now()) }
    }

    private func onQueue<Answer: Sendable>(
        _ work: @escaping @Sendable (AlertOutbox) throws -> Answer
    ) async throws -> Answer {
        let outbox = outbox
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(outbox) }) }
        }
    }
}
