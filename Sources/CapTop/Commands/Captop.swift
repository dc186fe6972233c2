// The command line's root: which commands there are.
import ArgumentParser

struct Captop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "captop",
        abstract: "A terminal dashboard for the caps of affiliate and lead networks.",
        discussion: """
            Without a command, captop opens the dashboard on the configured profiles.
            Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 threshold reached, 4 could not reach or \
            authenticate.
            """,
        version: "0.1.0",
        subcommands: [
            DashboardCommand.self, WallCommand.self, WatchCommand.self, DemoCommand.self, OnceCommand.self,
            SetCommand.self, AuditCommand.self, SandboxCommand.self, InitCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)
}
