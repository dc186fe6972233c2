// The lists on screen, derived from the networks' data, the filter, the sort and the selection. Values only: built by
// DashboardBuilder, never changed in place.
import Models

/// A meter's place: which network, which of its meters.
struct MeterRef: Hashable, Sendable {
    var network: Int
    var meter: Int
}

/// An affiliate or an offer of one network.
struct SubjectID: Hashable, Comparable, Codable, Sendable {
    var network: String
    var id: String

    static func < (left: SubjectID, right: SubjectID) -> Bool { (left.network, left.id) < (right.network, right.id) }
}

/// One line of the affiliates or offers pane.
struct SubjectRow: Equatable, Sendable {
    var id: SubjectID
    var name: String
    /// Of the fullest of its meters that the filter lets through; nil when none can be computed.
    var utilisation: Double?
    /// The most urgent state among them.
    var state: MeterState
    var meterCount: Int
}

/// How many meters there are and how many are in trouble, over all networks and without filter.
struct Totals: Equatable, Sendable {
    var meters = 0
    var near = 0
    var atLimit = 0
    var over = 0
}

struct Dashboard: Equatable, Sendable {
    var affiliates: [SubjectRow] = []
    var offers: [SubjectRow] = []
    var caps: [MeterRef] = []
    var totals = Totals()
}
