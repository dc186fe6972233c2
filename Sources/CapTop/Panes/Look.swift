// What a view needs beside the state to draw: colours and glyphs.
import TUIKitLite

struct Look: Sendable {
    var theme: Theme
    var glyphs: Glyphs

    subscript(role: Role) -> Style { theme[role] }
}
