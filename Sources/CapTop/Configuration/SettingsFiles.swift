// The files behind the screen's settings: the configuration, which is only ever read, and the saved layout beside it, which
// is written when the operator says so and at no other time.
import Glibc
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

    /// Whole or not at all: written beside the old file and put in its place, so that of two at once one wins.
    func save(_ saved: SavedLayout) throws(ConfigurationError) {
        let draft = "\(layout).\(getpid()).new"
        guard let file = fopen(draft, "w") else { throw refusal() }
        let isWritten = fputs(LayoutText.toml(of: saved), file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0
        let failure = errno
        guard fclose(file) == 0, isWritten else {
            unlink(draft)
            errno = failure
            throw refusal()
        }
        guard rename(draft, layout) == 0 else {
            let failure = errno
            unlink(draft)
            errno = failure
            throw refusal()
        }
    }

    /// Says what the system last said.
    private func refusal() -> ConfigurationError {
        ConfigurationError(
            file: layout, line: nil, key: nil, message: "not saved: \(String(cString: strerror(errno)))")
    }
}
