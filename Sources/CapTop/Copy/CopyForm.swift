// The forms in which what is under the cursor can be copied. Words and keys only.

enum CopyForm: String, CaseIterable {
    case cell, row, json, curl

    /// Behind `copy`.
    var key: String {
        switch self {
        case .cell: "c"
        case .row: "r"
        case .json: "j"
        case .curl: "k"
        }
    }

    /// As sentences say it.
    var word: String { self == .json ? "JSON" : rawValue }

    init?(_ command: Command) {
        switch command {
        case .copyCell: self = .cell
        case .copyRow: self = .row
        case .copyJSON: self = .json
        case .copyCurl: self = .curl
        default: return nil
        }
    }
}
