// `captop audit`: the journal of everything that captop has changed, printed.
import ArgumentParser
import Models
import Store

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Print the journal of every change that captop has sent.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv
    }

    @Option(name: .long, help: "table, json or csv.")
    var format = Format.table

    @Option(name: .long, help: "At most so many entries, the newest ones.")
    var limit: Int?

    @Option(name: .long, help: "Only what was changed through this profile.")
    var profile: String?

    @Option(name: .long, help: "Only this object, as acme/custom:412.")
    var target: String?

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is not below 0") }
    }

    func run() throws {
        letSignalsEnd()
        let filter = JournalFilter(profile: profile, target: target, limit: limit)
        let report = AuditReport(generatedAt: WallClock.now(), entries: try AuditCommand.entries(filter))
        switch format {
        case .table: Output.result(report.table())
        case .json: Output.result(report.json())
        case .csv: Output.result(report.csv())
        }
    }

    private static func entries(_ filter: JournalFilter) throws -> [JournalEntry] {
        guard ConfigurationFile.mayExist(ConfigurationFile.statePath) else { return [] }
        let store = try StateStore.ofCommand()
        do {
            return try Journal(store).entries(filter, now: WallClock.now())
        } catch {
            throw CommandFailure(message: error.message)
        }
    }
}
