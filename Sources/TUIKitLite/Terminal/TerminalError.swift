// Owns the reasons why there is no terminal to draw on.

public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither a controlling terminal nor a terminal on standard input and output.
    case noTerminal
    /// The terminal does not let its settings be read or changed; holds errno.
    case settings(Int32)
    /// Not even the fallback types are known to the terminal database.
    case unknownType(String)
    /// The process has an open `Terminal` already: curses has one screen.
    case alreadyOpen
    /// The system has no file descriptor or memory left; holds errno.
    case system(Int32)

    public var description: String {
        switch self {
        case .noTerminal: "there is no terminal to draw on"
        case .settings(let code): "the terminal's settings cannot be changed (error \(code))"
        case .unknownType(let type): "the terminal type \(type) is unknown, and no common one is installed"
        case .alreadyOpen: "the terminal is open already"
        case .system(let code): "the terminal cannot be opened (error \(code))"
        }
    }
}
