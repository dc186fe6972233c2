// `captop set`: one object's fields changed without a screen: shown first, sent only with `--yes`, journalled like any edit.
import ArgumentParser
import Models
import Store
import Upstream

struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change one object: shows old, new and the request, and sends it with --yes.",
        discussion: """
            captop set acme/custom:412 daily_conversion_cap=+10% --yes
            captop set leads/cap:6980cafbd3e4b5a6978877a1 maximum=1500 --yes
            captop set acme/payout:318 network_affiliate_ids=+64 'ruleset_countries=include US; exclude CA' --yes
            captop set acme/tier:new name='Harbor tier' payout_margin=12.5 --yes

            Limits take 1500, 12.5k, 2M, +10%, -5, '*2', /2, and off where 0 means unlimited. Lists take all entries \
            (51, 64), or only what comes and goes (+77, -64). Exit codes: 0 applied, \
            1 refused, changed by somebody else or unknown, 2 usage, configuration or locked, 4 could not reach or \
            authenticate.
            """)

    @Argument(help: "The object, as acme/custom:412; with one profile in use custom:412 will do.")
    var object: String

    @Argument(help: "What to change, by the API's own names: FIELD=VALUE.")
    var fields: [String]

    @OptionGroup var profiles: ProfileOptions

    @Flag(name: .long, help: "Send it.")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Only show what would be sent.")
    var dryRun = false

    @Flag(name: .long, help: "Send it though the profile does not say write = true.")
    var write = false

    @Option(name: .long, help: "The object's name, where a change in production asks for it.")
    var name: String?

    func validate() throws {
        if yes && dryRun { throw ValidationError("--yes and --dry-run exclude each other") }
        if fields.isEmpty { throw ValidationError("there is nothing to change: give FIELD=VALUE") }
        _ = try assignments()
    }

    func run() throws {
        letSignalsEnd()
        var (profile, target) = try subject(in: try profiles.choice.load())
        if write { profile.allowsWrite = true }
        // What is only shown leaves no file behind, and needs none.
        let isThere = ConfigurationFile.exists(ConfigurationFile.statePath)
        let store = yes ? try openJournal() : isThere ? try? openJournal() : nil
        let change = ObjectChange(
            profile: profile, target: target, assignments: try assignments(), typedName: name, isDryRun: dryRun,
            isConfirmed: yes, store: store)
        try waitFor { try await change.run() }
    }

    private func openJournal() throws(CommandFailure) -> StateStore {
        try StateStore.ofCommand("nothing is sent without the journal")
    }

    private func assignments() throws -> [Edit.Assignment] {
        try fields.map { text in
            guard let assignment = Edit.Assignment(text: text) else {
                throw ValidationError("'\(text)' is not FIELD=VALUE")
            }
            return assignment
        }
    }

    /// Which object of which profile is meant.
    private func subject(in configuration: Configuration) throws -> (Profile, EditTarget) {
        let names = configuration.profiles.map(\.name)
        var target = EditTarget(text: object)
        if target == nil, let only = names.first, names.count == 1 { target = EditTarget(local: object, network: only) }
        guard let target, !target.isNew || target.kind.money != nil else {
            var hint = names.count == 1 || object.contains("/") ? "" : "; with several profiles the network comes first"
            if let id = SetCommand.objectID(ofLimit: object) { hint = ": without metric and period it is \(id)" }
            throw SetCommand.usage("'\(object)' is no object's id such as acme/custom:412 or leads/cap:6980...\(hint)")
        }
        guard let profile = configuration.profiles.first(where: { $0.name == target.network }) else {
            throw SetCommand.usage(
                "there is no profile '\(target.network)' in use; there is \(names.joined(separator: ", "))")
        }
        guard profile.account.network.kind == target.kind.network else {
            throw SetCommand.usage(
                "\(profile.name) is \(profile.account.network.kind.rawValue): it has no \(target.kind.noun)s")
        }
        return (profile, target)
    }

    /// The object's part of the id that `captop once` gives a limit: `acme/custom:412` of
    /// `acme/custom:412/conversion/day`; nil for any other text.
    static func objectID(ofLimit text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let id = parts.dropLast(2).joined(separator: "/")
        guard parts.count > 2, CapMetric(rawValue: String(parts[parts.count - 2])) != nil,
            EditTarget(text: id) != nil || EditTarget(local: id, network: "") != nil
        else { return nil }
        return id
    }

    private static func usage(_ message: String) -> CommandFailure {
        CommandFailure(message: message, status: ExitStatus.usage)
    }
}
