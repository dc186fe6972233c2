// Owns the sequences that ask a terminal to show a notification, and what may be in them. Knows no state.

/// A notification for whoever looks at another window.
public struct TerminalNotification: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// One text: iTerm2, kitty, WezTerm, Ghostty.
        case osc9
        /// Title and text: rxvt-unicode, foot, Ghostty, WezTerm.
        case osc777
    }

    /// The longest text, in cells.
    private static let longest = 200

    public var form: Form
    public var title: String
    public var text: String

    public init(_ form: Form, title: String, text: String) {
        self.form = form
        self.title = title
        self.text = text
    }

    /// - Parameter isInTmux: tmux hands a sequence on that is wrapped in its own, where `allow-passthrough` is on.
    func bytes(isUTF8: Bool, isInTmux: Bool) -> [UInt8] {
        let sequence =
            switch form {
            // A text that begins with a number would be another of ConEmu's OSC 9 commands: the title comes first.
            case .osc9: "\u{1B}]9;\(clean(title, isUTF8)): \(clean(text, isUTF8))\u{7}"
            case .osc777:
                "\u{1B}]777;notify;\(clean(title, isUTF8).replacing(";", with: ","));\(clean(text, isUTF8))\u{7}"
            }
        guard isInTmux else { return Array(sequence.utf8) }
        return Array("\u{1B}Ptmux;\(sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}"))\u{1B}\\".utf8)
    }

    private func clean(_ text: String, _ isUTF8: Bool) -> String {
        let clipped = CellText.clipped(text, to: TerminalNotification.longest, ellipsis: "...")
        return isUTF8 ? clipped : String(clipped.map { $0.isASCII ? $0 : "?" })
    }
}
