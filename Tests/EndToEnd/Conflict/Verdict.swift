// The table of the conflict matrix: what meeting the network comes to, for each editor and whatever happened meanwhile.
// Written by hand from the rules: a change of another field merges, a change of the same field asks, a LeadConduit flow that
// somebody else saved asks whatever was changed in it (LeadConduit reference, 3.5), what is gone is not sent, what is so
// already is not sent, and what would be lost by a deletion is what was looked at.

enum Verdict: Equatable, Sendable {
    /// It is sent once; the answer decides.
    case sent
    /// Not sent: the operator is shown both values.
    case clash
    /// Not sent: the operator is shown what is different in the flow.
    case flowChanged
    /// Not sent: it does not exist any more.
    case gone
    /// Not sent: the network has it as it should be.
    case already

    init(_ editor: MatrixEditor, _ meanwhile: Meanwhile) {
        switch editor {
        case .customCap, .offer, .offerGroup, .affiliateStatus, .affiliateNotes:
            switch meanwhile {
            case .unchanged, .otherField: self = .sent
            case .sameField: self = .clash
            case .deleted: self = .gone
            }
        case .leadCap:
            switch meanwhile {
            case .unchanged: self = .sent
            case .otherField: self = .flowChanged
            case .sameField: self = .clash
            case .deleted: self = .gone
            }
        case .flowEnabled, .sourceEnabled:
            switch meanwhile {
            case .unchanged: self = .sent
            case .otherField: self = .flowChanged
            case .sameField: self = .already
            case .deleted: self = .gone
            }
        case .creation:
            switch meanwhile {
            // Another's custom cap for the pair that has come and gone leaves the pair free.
            case .unchanged, .otherField, .deleted: self = .sent
            case .sameField: self = .clash
            }
        case .deletion:
            switch meanwhile {
            case .unchanged: self = .sent
            case .otherField, .sameField: self = .clash
            case .deleted: self = .already
            }
        }
    }

    /// Whether the operator has to decide.
    var asks: Bool { self == .clash || self == .flowChanged }

    /// What the operator reads.
    func words(_ cell: MatrixCell, _ ground: Ground) -> [String] {
        switch self {
        case .sent: cell.answer.words()
        case .clash:
            ["changed meanwhile", cell.meanwhile == .otherField ? Deed.name : cell.editor.theirs(ground)]
        case .flowChanged: ["the flow was changed meanwhile", cell.editor.beside.field]
        case .gone: ["any more"]
        case .already: ["applied: it was so already"]
        }
    }
}
