// Which configuration and which of its profiles a command works on. Knows nothing of how they were asked for.
import Models
import Upstream

struct ProfileChoice {
    /// By name, in this order; empty: those the configuration lists.
    var profile: [String] = []
    /// The configuration file; nil: where it usually is.
    var config: String?

    /// Where the configuration stands.
    var path: String { config ?? ConfigurationFile.usualPath }

    /// The configuration with only the chosen profiles, in the order chosen.
    func load() throws -> Configuration {
        guard config != nil || ConfigurationFile.exists(path) else {
            throw CommandFailure(message: ProfileChoice.welcome(path), status: ExitStatus.usage)
        }
        var configuration = try ConfigurationFile.load(path)
        guard !profile.isEmpty else { return configuration }
        if let twice = profile.first(where: { name in profile.count { $0 == name } > 1 }) {
            throw CommandFailure(message: "--profile \(twice) is there twice", status: ExitStatus.usage)
        }
        let all = configuration.profiles + configuration.unlisted
        configuration.profiles = try profile.map { name in
            guard let chosen = all.first(where: { $0.name == name }) else {
                let known = all.map(\.name).joined(separator: ", ")
                throw CommandFailure(
                    message: "\(path) has no profile '\(name)'; it has \(known)", status: ExitStatus.usage)
            }
            return chosen
        }
        return configuration
    }

    private static func welcome(_ path: String) -> String {
        """
        there is no configuration yet at \(path)

        To see captop at work on made-up networks:   captop demo
        To be asked what goes into it:               captop init
        To write it by hand:

            [profile.acme]
            kind = "everflow"                     # or "leadconduit"
            key = { env = "ACME_EFLOW_KEY" }      # or { file = "..." }, or { command = ["pass", "show", "eflow"] }
            environment = "production"            # production, staging or sandbox
        """
    }
}
