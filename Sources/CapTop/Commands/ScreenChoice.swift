// How the screen is asked to look, and the terminal opened so. Knows nothing of how it was asked.
import TUIKitLite

struct ScreenChoice {
    /// Draw with ASCII only, whatever the locale.
    var ascii = false
    /// Instead of the configuration's.
    var theme: String?

    @MainActor
    func openTerminal(mouse: Bool = false) throws -> Terminal {
        var configuration = TerminalConfiguration()
        configuration.forceASCII = ascii
        configuration.title = "captop"
        configuration.mouse = mouse
        do {
            return try Terminal(configuration: configuration)
        } catch {
            throw CommandFailure(message: "\(error); scripts use `captop once`")
        }
    }

    /// The look for an open terminal: NO_COLOR wins over every theme.
    ///
    /// - Parameter name: the option's theme, else the configuration's.
    @MainActor
    func look(for terminal: Terminal, theme name: String) throws -> Look {
        guard let look = Look(theme: name, colors: terminal.colors, glyphs: terminal.glyphs) else {
            throw CommandFailure(message: "'\(name)' is not a theme", status: ExitStatus.usage)
        }
        return look
    }
}
