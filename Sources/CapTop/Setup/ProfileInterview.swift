// The questions that make a profile, in order. Writes nothing but, when asked to, a key into a file of its own.
import Models
import Upstream

struct ProfileInterview {
    var questions: Questions
    /// Names that are in use.
    var taken: [String]
    /// Where a key file is proposed.
    var folder: String

    func run() throws -> ProfileDraft {
        let kinds = NetworkKind.allCases.map(\.rawValue)
        let word = try questions.choose("Which kind of network", of: kinds, usual: NetworkKind.everflow.rawValue)
        let kind = NetworkKind(rawValue: word) ?? .everflow
        let name = try questions.ask("A name for it", usual: freeName(kind), problem: nameProblem)
        let baseURL = try address(kind)
        let key = try key(name)
        let environment = try questions.choose(
            "Which environment", of: NetworkEnvironment.allCases.map(\.rawValue), usual: "production")
        return ProfileDraft(
            name: name, kind: kind, baseURL: baseURL, key: key,
            environment: NetworkEnvironment(rawValue: environment) ?? .production)
    }

    private func freeName(_ kind: NetworkKind) -> String {
        let names = [kind.rawValue] + (2...100).map { "\(kind.rawValue)\($0)" }
        return names.first { !taken.contains($0) } ?? ""
    }

    private func nameProblem(_ name: String) -> String? {
        guard !taken.contains(name) else { return "there is a profile of this name" }
        let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return isName ? nil : "a profile's name is made of letters, digits, - and _"
    }

    /// - Returns: nil for the kind's own.
    private func address(_ kind: NetworkKind) throws -> String? {
        func account(_ text: String?) throws(UpstreamError) -> NetworkAccount {
            let network = Network(name: "new", kind: kind, environment: .production)
            return try NetworkAccount(network: network, baseURL: text, key: .env("KEY"))
        }
        let usual = try account(nil).baseURL.text
        let typed = try questions.ask("Its address", usual: usual) { text in
            do throws(UpstreamError) {
                _ = try account(text)
                return nil
            } catch {
                return error.message
            }
        }
        return typed == usual ? nil : typed
    }

    private func key(_ name: String) throws -> KeySource {
        let form = try questions.choose(
            "Where is its key: in a variable of the environment, a file, or printed by a command",
            of: ["env", "file", "command"], usual: "env")
        switch form {
        case "file": return try keyFile(name)
        case "command":
            let typed = try questions.ask("The command, as: pass show \(name)") { text in
                CommandWords.split(text).map { $0.isEmpty } == false ? nil : "a quote is not closed"
            }
            return .command(CommandWords.split(typed) ?? [])
        default:
            let usual = name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined() + "_KEY"
            return .env(try questions.ask("The variable's name", usual: usual, problem: variableProblem))
        }
    }

    /// Also catches the key itself, typed in place of a name.
    private func variableProblem(_ name: String) -> String? {
        let isName =
            name.count <= 64 && name.first?.isNumber == false
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        return isName ? nil : "not a variable's name (the key itself does not go into the configuration)"
    }

    private func keyFile(_ name: String) throws -> KeySource {
        let typed = try questions.ask("The file", usual: "\(folder)/\(name).key")
        let path = ConfigurationFile.expandingHome(typed)
        if !ConfigurationFile.exists(path),
            try questions.agree("There is no such file. Type the key now, to be kept there for you alone (mode 0600)")
        {
            let key = try questions.secret("The key (it is not shown)")
            do throws(AtomicFile.Failure) {
                try AtomicFile.createDirectory(of: path)
                try AtomicFile.create(path, key + "\n", mode: 0o600)
            } catch {
                throw CommandFailure(message: "the key is not written: \(error.message)")
            }
            questions.say("wrote \(path)\n")
        }
        return .file(path: path)
    }
}
