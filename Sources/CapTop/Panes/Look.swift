// What a view needs beside the state to draw: colours and glyphs.
import Glibc
import TUIKitLite

struct Look: Sendable {
    var theme: Theme
    var glyphs: Glyphs

    init(theme: Theme, glyphs: Glyphs) {
        self.theme = theme
        self.glyphs = glyphs
    }

    /// Nil when there is no theme of that name. NO_COLOR takes the colours from every theme.
    init?(theme name: String, colors: Int, glyphs: Glyphs) {
        let noColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        guard let theme = Theme.named(name, colors: colors, noColor: noColor) else { return nil }
        self.init(theme: theme, glyphs: glyphs)
    }

    subscript(role: Role) -> Style { theme[role] }
}
