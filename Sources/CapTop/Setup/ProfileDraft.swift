// A profile that is being set up, and its text in the configuration. Never holds a key, only where one is found.
import Models
import Upstream

struct ProfileDraft {
    var name: String
    var kind: NetworkKind
    /// nil for the kind's own.
    var baseURL: String?
    var key: KeySource
    var environment: NetworkEnvironment

    /// As a request would use it.
    func profile() throws(UpstreamError) -> Profile {
        let network = Network(name: name, kind: kind, environment: environment)
        return Profile(
            account: try NetworkAccount(network: network, baseURL: baseURL, key: key),
            refreshInterval: Profile.usualRefresh(of: kind))
    }

    var toml: String {
        var lines = ["[profile.\(name)]", "kind = \(ProfileDraft.quoted(kind.rawValue))"]
        if let baseURL { lines.append("base_url = \(ProfileDraft.quoted(baseURL))") }
        lines.append("key = \(keyText)")
        lines.append("environment = \(ProfileDraft.quoted(environment.rawValue))")
        return lines.map { $0 + "\n" }.joined()
    }

    private var keyText: String {
        switch key {
        case .env(let name): "{ env = \(ProfileDraft.quoted(name)) }"
        case .file(let path): "{ file = \(ProfileDraft.quoted(path)) }"
        case .command(let words): "{ command = [\(words.map(ProfileDraft.quoted).joined(separator: ", "))] }"
        case .inProcess: "{}"
        }
    }

    /// A basic string of TOML.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 32 || scalar.value == 127:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
