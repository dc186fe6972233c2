// What the configuration and a saved layout say about the screen: all of it may change while the dashboard runs. Values
// only; ConfigurationReader and SettingsFiles make them.
import Models

struct ScreenSettings: Equatable, Codable, Sendable {
    var themeName = "dark"
    var columns = CapColumn.usual
    /// As in `[keys]`, found free of conflicts.
    var keys: [Command: [String]] = [:]
    var queries = SavedQueries.none
    /// What `:save` kept.
    var layout = SavedLayout()

    init(_ configuration: Configuration, layout: SavedLayout = SavedLayout()) {
        themeName = layout.themeName ?? configuration.themeName ?? themeName
        columns = layout.columns ?? configuration.columns
        keys = configuration.keys
        queries = configuration.queries
        self.layout = layout
    }
}

/// How an operator has arranged the screen; nil is as it comes.
struct SavedLayout: Equatable, Codable, Sendable {
    var themeName: String?
    var columns: [CapColumn]?
    var sort: CapSort?
    var splits: Splits?
}

extension AppState {
    /// The settings of a start: with the saved splits and sort order.
    mutating func begin(with settings: ScreenSettings) {
        splits = settings.layout.splits ?? splits
        sort = settings.layout.sort ?? sort
        sortAtStart = sort
        take(settings)
    }

    /// Settings read while the dashboard runs. A filter keeps its text, with what its names mean now.
    mutating func take(_ settings: ScreenSettings) {
        if let keymap = try? Keymap(overrides: settings.keys) { self.keymap = keymap }
        themeName = settings.themeName
        columns = settings.columns
        savedQueries = settings.queries
        if let filter = try? CapQuery(filter.text, saved: savedQueries) { self.filter = filter }
        rebuild()
    }

    var savedLayout: SavedLayout {
        SavedLayout(themeName: themeName, columns: columns, sort: sort, splits: splits)
    }
}
