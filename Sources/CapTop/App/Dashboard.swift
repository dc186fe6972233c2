// The lists on screen, derived from the networks' data, the filter, the sort and the selection. Values only: built by
// DashboardBuilder, never changed in place.
import Models

/// A meter's place: which network, which of its meters. Eight bytes, as there are as many as rows.
struct MeterRef: Hashable, Sendable, Codable {
    private let packedNetwork: Int32
    private let packedMeter: Int32

    init(network: Int, meter: Int) {
        packedNetwork = Int32(truncatingIfNeeded: network)
        packedMeter = Int32(truncatingIfNeeded: meter)
    }

    var network: Int { Int(packedNetwork) }
    var meter: Int { Int(packedMeter) }
}

/// An affiliate or an offer of one network.
struct SubjectID: Hashable, Comparable, Codable, Sendable {
    var network: String
    var id: String

    static func < (left: SubjectID, right: SubjectID) -> Bool { (left.network, left.id) < (right.network, right.id) }
}

/// One line of the affiliates or offers pane.
struct SubjectRow: Equatable, Sendable, Codable {
    var id: SubjectID
    var name: String
    /// Of the fullest of its meters that the filter lets through; nil when none can be computed.
    var utilisation: Double?
    /// The most urgent state among them.
    var state: MeterState
    var meterCount: Int
}

/// How many meters there are and how many are in trouble, over all networks and without filter.
struct Totals: Equatable, Sendable, Codable {
    var meters = 0
    var near = 0
    var atLimit = 0
    var over = 0
}

struct Dashboard: Sendable, Codable {
    var affiliates: [SubjectRow] = []
    var offers: [SubjectRow] = []
    var caps: [MeterRef] = []
    var totals = Totals()
    /// By network; nil for one without data.
    var indices: [MeterIndex?] = []
    /// When the first of all windows ends, local time: sums and order are others then. nil without any.
    private(set) var nextReset: Timestamp?

    mutating func noteReset(_ reset: Timestamp?) {
        guard let reset else { return }
        nextReset = min(nextReset ?? reset, reset)
    }
}

extension Dashboard: Equatable {
    /// Equal lists have equal indices: these follow from the data.
    static func == (left: Dashboard, right: Dashboard) -> Bool {
        left.affiliates == right.affiliates && left.offers == right.offers && left.caps == right.caps
            && left.totals == right.totals
    }
}
