// Owns what an application may choose about its terminal. Knows no state.
import Glibc

/// How to use the terminal. The defaults suit an application started from a shell.
public struct TerminalConfiguration: Sendable {
    /// Draw ASCII only, whatever the locale says.
    public var forceASCII = false
    /// Ask the terminal to mark pastes, so that they are not taken for keys.
    public var bracketedPaste = true
    /// Ask the terminal for presses of the mouse and turns of its wheel; its own selection of text then needs Shift.
    public var mouse = false
    /// The window's title while the application runs; nil leaves it alone.
    public var title: String?
    /// The terminal's type; nil takes `TERM`. An unknown one falls back to xterm-256color, xterm, vt100.
    public var type: String? = environment("TERM")
    /// How long a lone ESC waits for the rest of a sequence, in milliseconds: 25, or 120 over SSH.
    public var escapeWait: Int = isRemote ? 120 : 25
    /// Whether tmux stands between the application and the terminal.
    public var isInTmux: Bool = environment("TMUX") != nil
    /// Hold back what is written to standard error, if that is a terminal, until the screen is closed.
    public var capturesStandardError = true
    /// Read and write these instead of the controlling terminal. They stay open and belong to the caller.
    public var inputFD: Int32?
    public var outputFD: Int32?

    public init() {}

    private static var isRemote: Bool { environment("SSH_CONNECTION") != nil || environment("SSH_TTY") != nil }

    static func environment(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}
