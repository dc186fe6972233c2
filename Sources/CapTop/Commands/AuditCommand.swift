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
        guard let target, EditTarget(text: target) == nil else { return }
        let hint = EditTarget(local: target, network: "") == nil ? "" : ": the network comes first"
        throw ValidationError("--target: '\(target)' is no object's id such as acme/custom:412\(hint)")
    }

    func run() throws {
        letSignalsEnd()
        let filter = JournalFilter(profile: profile, target: target, limit: limit)
        let entries = try AuditCommand.entries(filter)
        if entries.isEmpty { try refuseUnknownProfiles() }
        let report = AuditReport(generatedAt: WallClock.now(), entries: entries)
        switch format {
        case .table: Output.result(report.table())
        case .json: Output.result(report.json())
        case .csv: Output.result(report.csv())
        }
    }

    /// An empty table would say that nothing was changed there.
    private func refuseUnknownProfiles() throws {
        for name in [profile, target.flatMap { EditTarget(text: $0)?.network }].compactMap({ $0 }) {
            guard try AuditCommand.entries(JournalFilter(profile: name, limit: 1)).isEmpty else { continue }
            let known = try AuditCommand.configuredNames()
            guard !known.contains(name) else { continue }
            let hint = known.isEmpty ? "none is configured" : "configured: \(known.joined(separator: ", "))"
            throw CommandFailure(
                message: "there is no profile '\(name)', nor was there a change through one; \(hint)",
                status: ExitStatus.usage)
        }
    }

    private static func configuredNames() throws(ConfigurationError) -> [String] {
        let path = ConfigurationFile.usualPath
        guard ConfigurationFile.exists(path) else { return [] }
        let configuration = try ConfigurationFile.load(path)
        return (configuration.profiles + configuration.unlisted).map(\.name)
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
