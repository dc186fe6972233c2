// Owns what can be known of the terminal without touching it. Draws nothing, changes no settings.
import CNcursesw
import Glibc

/// The terminal a program was started on, for a check-up.
public struct TerminalSurvey: Sendable, Equatable {
    /// `TERM`; nil when it is not set.
    public var type: String?
    /// 0 for none; nil when the terminal database does not know the type.
    public var colors: Int?
    public var isUTF8: Bool
    /// nil when there is no terminal.
    public var size: Size?

    public init(type: String?, colors: Int?, isUTF8: Bool, size: Size?) {
        self.type = type
        self.colors = colors
        self.isUTF8 = isUTF8
        self.size = size
    }

    /// Looks at the environment, the terminal database and the controlling terminal.
    public static func take() -> TerminalSurvey {
        let type = TerminalConfiguration.environment("TERM")
        let colors = type.map { cnc_type_colors($0) } ?? -1
        return TerminalSurvey(
            type: type, colors: colors < 0 ? nil : Int(colors), isUTF8: LocaleCharset.adoptFromEnvironment(),
            size: size())
    }

    /// `ncurses 6.4.20221231`.
    public static var libraryVersion: String { String(cString: curses_version()) }

    private static func size() -> Size? {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        var window = winsize()
        guard ioctl(terminal, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
        return Size(width: Int(window.ws_col), height: Int(window.ws_row))
    }
}
