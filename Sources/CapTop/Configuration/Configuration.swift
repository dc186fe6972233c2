// What the configuration file says, as values with their defaults. Knows no TOML and reads no file.
import Models
import Upstream

/// Everything configured.
struct Configuration: Sendable {
    var profiles: [Profile]
    /// Those that are shown only when they are asked for by name.
    var unlisted: [Profile] = []
    var themeName: String?
    var columns = CapColumn.usual
    /// Whether the terminal is asked for the mouse.
    var usesMouse = false
    var keys: [Command: [String]] = [:]
    var queries = SavedQueries.none
    var alerts: [ConfiguredAlert] = []

    /// By the rule's name: how to tell of its alerts.
    var alertChannels: [String: Set<AlertChannel>] {
        Dictionary(alerts.map { ($0.rule.name, $0.channels) }, uniquingKeysWith: { $1 })
    }
}

/// One configured account.
struct Profile: Sendable {
    static let shortestRefresh: Int64 = 1000

    var account: NetworkAccount
    /// Milliseconds between refreshes.
    var refreshInterval: Int64
    /// Whether captop may change anything in this account: `write = true`, or `--write`.
    var allowsWrite = false

    var name: String { account.network.name }

    /// How often to ask when the profile does not say: LeadConduit asks for politeness (LeadConduit reference, 1.3).
    static func usualRefresh(of kind: NetworkKind) -> Int64 {
        switch kind {
        case .everflow: 15_000
        case .leadconduit: 30_000
        }
    }
}
