// The terminal, the locale and what stands between: what captop will make of them. Pure: what was found out comes as values.
import TUIKitLite

struct TerminalChecks {
    var survey: TerminalSurvey
    /// A variable of the environment; nil when it is not set or empty.
    var variable: (String) -> String?

    var findings: [Finding] {
        [terminal, colors, charset, size, multiplexer, remote].compactMap { $0 }
    }

    private var terminal: Finding {
        guard let type = survey.type else {
            return Finding(.warn, "terminal", "TERM is not set", advice: "set it, as to xterm-256color")
        }
        guard survey.colors != nil else {
            return Finding(
                .warn, "terminal", "TERM is \(type), which is not known here; xterm-256color stands in",
                advice: "install its terminfo entry (Debian: ncurses-term) or set TERM")
        }
        return Finding(.ok, "terminal", type)
    }

    private var colors: Finding {
        if variable("NO_COLOR") != nil { return Finding(.ok, "colours", "none, because NO_COLOR is set") }
        switch survey.colors ?? 256 {
        case 0: return Finding(.ok, "colours", "none; every state has a mark of its own")
        case let count where count >= 1 << 24: return Finding(.ok, "colours", "true colour")
        case let count: return Finding(.ok, "colours", "\(count)")
        }
    }

    private var charset: Finding {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].first { variable($0) != nil }
        let setting = name.map { "\($0)=\(variable($0) ?? "")" } ?? "no locale is set"
        guard !survey.isUTF8 else { return Finding(.ok, "locale", "UTF-8 (\(setting))") }
        return Finding(
            .warn, "locale", "not UTF-8 (\(setting)), so captop draws in ASCII",
            advice: "set LANG to a UTF-8 locale, such as C.UTF-8")
    }

    private var size: Finding {
        guard let size = survey.size, size.width > 0, size.height > 0 else {
            return Finding(.ok, "size", "there is no terminal here; once, set, audit and watch need none")
        }
        let text = "\(size.width) x \(size.height)"
        guard !Layout(size: size, splits: Splits(), focus: .caps).isStacked else {
            return Finding(
                .warn, "size", "\(text): one pane at a time", advice: "80 x 16 and more shows them side by side")
        }
        return Finding(.ok, "size", text)
    }

    private var multiplexer: Finding? {
        if variable("TMUX") != nil {
            return Finding(.ok, "tmux", "copying from captop needs `set -s set-clipboard on` in tmux.conf")
        }
        guard variable("STY") != nil else { return nil }
        return Finding(.warn, "screen", "GNU screen passes no copies on", advice: "use tmux to copy from captop")
    }

    private var remote: Finding? {
        guard variable("SSH_CONNECTION") != nil || variable("SSH_TTY") != nil else { return nil }
        return Finding(.ok, "ssh", "a lone Esc is told from an arrow key after 120 ms")
    }
}
