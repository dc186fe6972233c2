// `captop init`: makes a configuration, or adds a profile to one, by asking. Overwrites nothing and keeps every line that is
// there.
import ArgumentParser
import Glibc
import Models
import Upstream

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a configuration, or add a profile to it, by asking.",
        discussion: """
            The answers may come from a pipe, a line each; an empty line takes what stands in brackets. A key never goes \
            into the configuration: only where it is found.
            """)

    @Option(
        name: .long, help: "The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.", completion: .file())
    var config: String?

    func run() throws {
        letSignalsEnd()
        let path = config ?? ConfigurationFile.usualPath
        let questions = Questions()
        let found = ConfigurationFile.exists(path) ? try ConfigurationFile.text(of: path) : nil
        let taken = try found.map { try InitCommand.profileNames(in: $0, file: path) } ?? []
        if found != nil {
            questions.say("\(path) is there already, and every line of it is kept.\n")
            guard try questions.agree("Add a profile to it") else { return }
        }
        let interview = ProfileInterview(questions: questions, taken: taken, folder: InitCommand.folder(of: path))
        let draft = try interview.run()
        questions.say("\n\(draft.toml)\n")
        guard try isWanted(draft, questions) else {
            Output.message("nothing is written")
            throw ExitCode(ExitStatus.failed)
        }
        try write(draft, to: path, after: found)
        Output.news("wrote \(path)\n")
        if let found { noteList(of: found, path, lacks: draft.name) }
    }

    /// - Throws: what is wrong with a file that has profiles: nothing is added to what cannot be read.
    private static func profileNames(in text: String, file: String) throws -> [String] {
        guard case .table(let root) = try TOMLNode.parse(text, file: file), case .table(let tables)? = root["profile"]
        else { return [] }
        _ = try ConfigurationReader.read(text, file: file)
        return Array(tables.keys)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private func isWanted(_ draft: ProfileDraft, _ questions: Questions) throws -> Bool {
        guard try questions.agree("Ask the network now whether this works") else { return true }
        let profile = try draft.profile()
        let findings = try waitFor {
            await ConnectionCheck(profile: profile, client: ConnectionCheck.client()).findings()
        }
        questions.say(findings.map { $0.line + "\n" }.joined())
        return try findings.exitCode == 0 || questions.agree("Write it all the same")
    }

    private func write(_ draft: ProfileDraft, to path: String, after text: String?) throws {
        let heading = "# captop's configuration. A key never stands here, only where it is found.\n"
        let before = text.map { $0.isEmpty || $0.hasSuffix("\n") ? $0 : $0 + "\n" } ?? heading
        let whole = before + "\n" + draft.toml
        // What cannot be read again is not written.
        _ = try ConfigurationReader.read(whole, file: path)
        do {
            guard let text else {
                try AtomicFile.createDirectory(of: path)
                try AtomicFile.create(path, whole, mode: 0o600)
                return
            }
            guard try ConfigurationFile.text(of: path) == text else {
                throw AtomicFile.Failure(path, reason: "it has changed meanwhile")
            }
            try AtomicFile.replace(path, whole, mode: 0o600)
        } catch let error as AtomicFile.Failure {
            throw CommandFailure(message: "nothing is written: \(error.message)")
        }
    }

    /// A file that lists its profiles shows only those: its own line is its owner's to change.
    private func noteList(of text: String, _ path: String, lacks name: String) {
        guard let line = TOMLLines(text).line(of: "profiles") else { return }
        Output.message(
            "\(path):\(line): profiles lists what is shown together; put \"\(name)\" there too, or use --profile \(name)"
        )
    }
}
