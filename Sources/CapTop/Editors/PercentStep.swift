// A key that proposes a percentage, pressed again: what stands in the field goes on by as much. Pure; sends nothing.
import TUIKitLite

extension Command {
    /// Percent that one press adds to what is proposed; nil for commands that propose none.
    var percentStep: Int? {
        switch self {
        case .capRaise: 10
        case .capLower: -10
        default: nil
        }
    }
}

extension TextField {
    /// Below, nothing is left of a limit; above, a key has been held down by mistake.
    private static let percentages = -90...990

    /// Goes on from a whole percentage that stands before the cursor: from `+10%` to `+20%`, or down to `-10%`.
    ///
    /// - Returns: false when something else stands there, so that the key is text like any other.
    mutating func step(by percent: Int) -> Bool {
        guard text.last == "%", cursor == text.count, let sign = text.first, "+-".contains(sign),
            let proposed = Int(text.dropLast()), TextField.percentages.contains(proposed)
        else { return false }
        // 0 % would be no change.
        let next = proposed == -percent ? percent : proposed + percent
        if TextField.percentages.contains(next) { self = TextField("\(next > 0 ? "+" : "")\(next)%") }
        return true
    }
}
