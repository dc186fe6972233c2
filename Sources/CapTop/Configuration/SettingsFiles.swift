// The files behind the screen's settings: the configuration, which is only ever read, and the saved layout beside it, which
// is written when the operator says so and at no other time.
import TUIKitLite

struct SettingsFiles: Sendable {
    var configuration: String
    /// From the command line; wins over both files.
    var theme: String?

    /// `layout.toml` in the configuration's folder.
    var layout: String {
        let folder = configuration.lastIndex(of: "/").map { configuration[...$0] } ?? ""
        return folder + "layout.toml"
    }

    func settings() throws(ConfigurationError) -> ScreenSettings {
        var settings = ScreenSettings(try ConfigurationFile.load(configuration), layout: try savedLayout())
        if let theme { settings.themeName = theme }
        return settings
    }

    /// Nothing when none was saved.
    func savedLayout() throws(ConfigurationError) -> SavedLayout {
        guard ConfigurationFile.exists(layout) else { return SavedLayout() }
        return try ConfigurationReader.layout(ConfigurationFile.text(of: layout), file: layout)
    }

    /// Whole or not at all, so that of two at once one wins.
    func save(_ saved: SavedLayout) throws(ConfigurationError) {
        do {
            try AtomicFile.replace(layout, LayoutText.toml(of: saved), mode: 0o666)
        } catch {
            throw ConfigurationError(file: layout, line: nil, key: nil, message: "not saved: \(error.reason)")
        }
    }
}
