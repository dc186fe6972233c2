// The options that say how the screen looks.
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

    var choice: ScreenChoice { ScreenChoice(ascii: ascii, theme: theme) }
}
