// How the lists on screen are kept in accord with the data, the filter, the sort and the selection: what has to be done,
// and what is being done away from the main queue. Values only; ReduceLists works with them.
import Models

/// What the lists show, apart from the data.
struct ListKey: Equatable, Sendable {
    var filter: CapQuery
    var sort: CapSort
    var affiliate: SubjectID?
    var offer: SubjectID?
}

/// Lists that are being derived.
struct Derivation: Equatable, Sendable {
    var key: ListKey
    /// By the network's place, the number of the answer that is shown together with these lists.
    var answers: [Int: Int]
    /// Rows stay where they are, as the operator is moving.
    var isHeld: Bool
    /// The operator has changed what is shown; otherwise the data has changed under the cursor.
    var isAsked: Bool
}

struct ListWork: Equatable, Sendable {
    enum Need: Equatable, Sendable {
        case none
        /// Other data, or its order.
        case data
        /// The operator has changed what is shown: the order is not held for that.
        case asked
    }

    /// With more meters than this, lists are derived away from the main queue.
    var mostAtOnce = 4_000
    var need = Need.none
    var underWay: Derivation?
    /// How many answers have come.
    var answers = 0

    /// Whether lists that the operator has asked for are still to come.
    var isAsked: Bool { need == .asked || underWay?.isAsked == true }
}
