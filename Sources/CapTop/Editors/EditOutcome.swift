// What became of a change that was sent, for the screen.
import Models
import TUIKitLite

enum EditOutcome: Equatable, Codable, Sendable {
    /// With what the network said beside its yes.
    case applied(String)
    case refused(String)
    case conflict(String)
    case unknown(String)
    case savedNotLive(String)

    var isApplied: Bool {
        if case .applied = self { return true }
        return false
    }

    var text: String {
        switch self {
        case .applied(let notes): notes.isEmpty ? "applied" : "applied: \(notes)"
        case .refused(let message): "refused: \(message)"
        case .conflict(let message): "changed meanwhile: \(message)"
        case .unknown(let message): "unknown: \(message)"
        case .savedNotLive(let message): "saved, not live: \(message)"
        }
    }

    var role: Role {
        switch self {
        case .applied: .calm
        case .refused, .conflict: .error
        case .unknown, .savedNotLive: .near
        }
    }
}
