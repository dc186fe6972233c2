// The headline figures: how many caps are in which kind of trouble, over everything the wall shows. Pure counting.
import Models

struct WallFigures: Equatable, Sendable {
    /// Resets this close are counted, in milliseconds.
    static let soon: Int64 = 3_600_000

    var caps = 0
    var over = 0
    var atLimit = 0
    /// 90 % and more, below the limit.
    var ninety = 0
    /// Expected to reach their limit before they reset.
    var trips = 0
    /// The soonest of them.
    var nextTrip: Timestamp?
    var nextTripping: MeterRef?
    /// Windows that end within the hour with something counted in them.
    var resets = 0
    var nextReset: Timestamp?
    var nextResetting: MeterRef?

    var tripped: Int { over + atLimit }

    init() {}

    init(of caps: [MeterRef], in state: AppState) {
        for ref in caps {
            guard let meter = state.meter(ref) else { continue }
            let server = state.networks[ref.network].serverTime(at: state.now)
            add(meter, ref, trips: state.forecast(ref)?.tripsAt, at: server)
        }
    }

    private mutating func add(_ meter: CapMeter, _ ref: MeterRef, trips instant: Timestamp?, at now: Timestamp) {
        caps += 1
        switch meter.state {
        case .over: over += 1
        case .atLimit: atLimit += 1
        case .near, .calm, .unused:
            if let utilisation = meter.utilisation, utilisation >= 0.9 { ninety += 1 }
            if let instant { addTrip(instant, ref) }
        case .disabled, .unknown: break
        }
        guard let expiresAt = meter.expiresAt, (meter.count ?? .zero) > .zero,
            (0..<WallFigures.soon).contains(expiresAt.milliseconds(since: now))
        else { return }
        resets += 1
        guard nextReset.map({ expiresAt < $0 }) ?? true else { return }
        nextReset = expiresAt
        nextResetting = ref
    }

    private mutating func addTrip(_ instant: Timestamp, _ ref: MeterRef) {
        trips += 1
        guard nextTrip.map({ instant < $0 }) ?? true else { return }
        nextTrip = instant
        nextTripping = ref
    }
}
