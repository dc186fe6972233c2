// The configuration file: whether it is there, every error in it, and the profiles to go on with.
import Models
import Upstream

struct ConfigurationCheck {
    var path: String
    /// Those that were asked for; none means those that the configuration lists.
    var chosen: [String]

    /// The profiles are those that can be asked; none when the file has errors.
    func run() -> (findings: [Finding], profiles: [Profile]) {
        guard ConfigurationFile.exists(path) else {
            let none = Finding(.warn, "configuration", "there is none at \(path)", advice: "captop init writes one")
            return ([none] + missing(from: []), [])
        }
        let configuration: Configuration
        do {
            configuration = try ConfigurationFile.load(path)
        } catch {
            return (problems(first: error).map { Finding(.fail, "configuration", $0.description) }, [])
        }
        let found = Finding(.ok, "configuration", "\(path), \(profileNames(configuration))")
        let all = configuration.profiles + configuration.unlisted
        let profiles = chosen.isEmpty ? configuration.profiles : all.filter { chosen.contains($0.name) }
        return ([found] + missing(from: all), profiles)
    }

    /// Those that were asked for and are not among all.
    private func missing(from all: [Profile]) -> [Finding] {
        let names = all.map(\.name)
        return chosen.filter { !names.contains($0) }.map { name in
            Finding(
                .fail, "configuration", "there is no profile \(name) in use",
                advice: "choose among \(names.joined(separator: ", "))")
        }
    }

    private func problems(first: ConfigurationError) -> [ConfigurationError] {
        guard let text = try? ConfigurationFile.text(of: path) else { return [first] }
        let all = ConfigurationProblems.all(in: text, file: path)
        return all.isEmpty ? [first] : all
    }

    private func profileNames(_ configuration: Configuration) -> String {
        let names = configuration.profiles.map { "\($0.name)\($0.allowsWrite ? " (write)" : "")" }
        return "\(names.count == 1 ? "profile" : "profiles") \(names.joined(separator: ", "))"
    }
}
