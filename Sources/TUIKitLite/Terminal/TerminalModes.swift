// Owns the few sequences that are written beside curses': frame marks, paste mode, mouse, title. All are xterm's, and ignored where
// they are not known. Knows no state.

enum TerminalModes {
    /// Synchronised update: the terminal shows a frame when it has all of it.
    static let beginFrame = Array("\u{1B}[?2026h".utf8)
    static let endFrame = Array("\u{1B}[?2026l".utf8)
    /// CAN ends a sequence that was cut.
    static let cancelSequence: [UInt8] = [0x18] + endFrame

    /// A terminal that is behind is told nothing more once so many bytes wait to be told.
    static let mostAnnouncements = 1024

    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"
    /// Presses and wheel, with coordinates of any size.
    private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
    private static let saveTitle = "\u{1B}[22;2t"
    private static let restoreTitle = "\u{1B}[23;2t"

    static func enter(_ configuration: TerminalConfiguration, type: String) -> [UInt8] {
        var bytes: [UInt8] = []
        if hasTitle(type) { bytes += saveTitle.utf8 }
        if let title = configuration.title, hasTitle(type) { bytes += self.title(title) }
        return bytes + input(configuration)
    }

    /// A shell that had the terminal meanwhile may have left these as it likes them.
    static func input(_ configuration: TerminalConfiguration) -> [UInt8] {
        Array(((configuration.bracketedPaste ? pasteOn : "") + (configuration.mouse ? mouseOn : "")).utf8)
    }

    /// Follows what curses writes when it leaves.
    static func leave(_ configuration: TerminalConfiguration, type: String) -> [UInt8] {
        var bytes: [UInt8] = []
        if configuration.mouse { bytes += mouseOff.utf8 }
        if configuration.bracketedPaste { bytes += pasteOff.utf8 }
        if hasTitle(type) { bytes += restoreTitle.utf8 }
        return bytes
    }

    /// For a process that dies and cannot ask curses: attributes, cursor, keypad and screen too.
    static func crash(_ configuration: TerminalConfiguration, type: String) -> [UInt8] {
        cancelSequence + "\u{1B}[0m\u{1B}[?25h\u{1B}[?1l\u{1B}>\u{1B}[?1049l".utf8 + leave(configuration, type: type)
    }

    /// The Linux console and the older terminals would print a title.
    static func hasTitle(_ type: String) -> Bool {
        ["xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "konsole", "gnome", "vte", "st-", "wezterm"]
            .contains { type.hasPrefix($0) }
    }

    /// OSC 52: the clipboard of whoever sits at the terminal, through ssh, and through tmux where that lets it pass.
    static func copy(_ text: String) -> [UInt8] { "\u{1B}]52;c;".utf8 + Base64.encode(Array(text.utf8)) + [7] }

    static func title(_ title: String) -> [UInt8] {
        let text = CellText.clipped(title, to: 200, ellipsis: "...")
        return Array("\u{1B}]2;\(text)\u{7}".utf8)
    }
}
