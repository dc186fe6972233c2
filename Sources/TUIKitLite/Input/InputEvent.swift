// Owns what may come out of the keyboard side of a terminal. Knows no bytes.

/// What the user, or the terminal for the user, has sent.
public enum InputEvent: Hashable, Sendable {
    case key(Key)
    /// Text pasted in brackets: line ends are "\n", other control characters are gone. Never to be taken for keys.
    case paste(String)
    /// Only where `TerminalConfiguration.mouse` asks for it.
    case mouse(MouseEvent)
    /// The terminal's window has won or lost the focus.
    case focus(Bool)
}
