// What a crash report says before anything has happened: version, surroundings, settings. Nothing secret is among them.
import Glibc
import Models
import TUIKitLite

enum CrashFacts {
    /// From now on a crash leaves a file in the state directory.
    @MainActor
    static func prepare(_ configuration: Configuration, at now: Timestamp) {
        let directory = ConfigurationFile.stateDirectory
        let time = now.rfc3339(fractionDigits: 0).filter { $0 != "-" && $0 != ":" }
        let path = "\(directory)/crash-\(time)-\(getpid()).txt"
        // Without the directory there is no report, and no reason not to start.
        guard (try? AtomicFile.createDirectory(of: path)) != nil else { return }
        CrashReport.prepare(path: path, text: text(configuration, at: now))
    }

    static func text(_ configuration: Configuration, at now: Timestamp) -> String {
        var lines = [
            "captop \(Captop.configuration.version)", "started: \(now.rfc3339(fractionDigits: 0))",
            "libraries: \(TerminalSurvey.libraryVersion)",
        ]
        for name in ["TERM", "LANG", "LC_ALL", "TMUX", "SSH_TTY"] {
            if let value = ConfigurationFile.environment(name) { lines.append("\(name): \(value)") }
        }
        lines += configuration.profiles.map { profile in
            let network = profile.account.network
            return "profile: \(network.kind.rawValue), \(network.environment.rawValue), refresh "
                + "\(profile.refreshInterval) ms, write \(profile.allowsWrite)"
        }
        if let theme = configuration.themeName { lines.append("theme: \(theme)") }
        return lines.map { CellText.sanitized($0) + "\n" }.joined()
    }
}
