// The options that say how the screen looks, and the terminal opened with them.
import ArgumentParser
import TUIKitLite

struct ScreenOptions: ParsableArguments {
    @Flag(name: .long, help: "Draw with ASCII only, whatever the locale.")
    var ascii = false

    @Option(name: .long, help: "One of \(Theme.names.joined(separator: ", ")).")
    var theme: String?

    func validate() throws {
        guard let theme, !Theme.names.contains(theme) else { return }
        throw ValidationError("'\(theme)' is not a theme; there are \(Theme.names.joined(separator: ", "))")
    }

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
