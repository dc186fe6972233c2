// The options that say which configuration and which profiles a command works on.
import ArgumentParser

struct ProfileOptions: ParsableArguments {
    @Option(name: .long, help: "A profile to use; repeat for several. Default: those the configuration lists.")
    var profile: [String] = []

    @Option(
        name: .long, help: "The configuration file. Default: $XDG_CONFIG_HOME/captop/config.toml.", completion: .file())
    var config: String?

    var choice: ProfileChoice { ProfileChoice(profile: profile, config: config) }
}
