// `captop doctor`: looks at everything that captop stands on and says, a line each, what it found and what to do.
import ArgumentParser
import Glibc
import Models
import Store
import TUIKitLite
import Upstream

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check terminal, configuration, keys, networks, clocks and state.",
        discussion: """
            Shows no key and changes nothing. Exit codes: 0 nothing fails, 1 something fails, 4 a network could not be \
            reached or refused the key.
            """)

    @OptionGroup var profiles: ProfileOptions

    func run() throws {
        letSignalsEnd()
        var findings: [Finding] = []
        func report(_ found: [Finding]) {
            findings += found
            Output.result(found.map { $0.line + "\n" }.joined())
        }
        report([DoctorCommand.versions])
        report(TerminalChecks(survey: .take(), variable: DoctorCommand.variable).findings)
        report([ZoneCheck.finding()])
        let path = profiles.config ?? ConfigurationFile.usualPath
        let (found, chosen) = ConfigurationCheck(path: path, chosen: profiles.profile).run()
        report(found)
        report(StoreCheck.findings(path: ConfigurationFile.statePath))
        let client = ConnectionCheck.client()
        for profile in chosen {
            report(try waitFor { await ConnectionCheck(profile: profile, client: client).findings() })
        }
        if findings.exitCode != 0 { throw ExitCode(findings.exitCode) }
    }

    private static var versions: Finding {
        let store = "SQLite \(StoreSummary.libraryVersion)"
        let own = [Captop.configuration.version, TerminalSurvey.libraryVersion, store]
        do {
            let curl = try HTTPClient.libraryVersion().split(separator: " ").prefix(2).joined(separator: " ")
            return Finding(.ok, "captop", (own + [curl]).joined(separator: ", "))
        } catch {
            return Finding(.fail, "captop", (own + [error.message]).joined(separator: ", "), advice: "install libcurl4")
        }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
