// How each meter state looks: a colour role, a mark and a word, so that no state is told by colour alone.
import Models
import TUIKitLite

extension MeterState {
    var role: Role {
        switch self {
        case .over: .over
        case .atLimit: .reached
        case .near: .near
        case .calm, .unused: .calm
        case .disabled, .unknown: .disabled
        }
    }

    /// One ASCII cell; the help screen lists them.
    var mark: String {
        switch self {
        case .over: "!"
        case .atLimit: "="
        case .near: "^"
        case .calm: " "
        case .unused: "."
        case .disabled: "x"
        case .unknown: "?"
        }
    }

    var word: String {
        switch self {
        case .over: "over"
        case .atLimit: "at limit"
        case .near: "near"
        case .calm: "below 80%"
        case .unused: "unused"
        case .disabled: "caps off"
        case .unknown: "unknown"
        }
    }
}
