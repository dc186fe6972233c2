// What may change while the dashboard runs: the configuration read again, and the layout that is kept when asked for.
import Foundation
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct SettingsTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("captop-\(UUID().uuidString)")
        .path
    private static let profile = "[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n"

    /// Files in a folder of their own.
    private func files(_ configuration: String = profile, theme: String? = nil) throws -> SettingsFiles {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/config.toml"
        try TestFiles.write(configuration, to: path)
        return SettingsFiles(configuration: path, theme: theme)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    @Test("save keeps splits, sort, columns and theme, and the next start has them; the configuration is not touched")
    func roundTrip() throws {
        let files = try files()
        defer { remove() }
        var desk = Operating()
        desk.press("]", "}", "}")
        for line in ["sort -expires", "theme light", "save"] {
            desk.type(":" + line)
            desk.press("enter")
        }
        guard case .saveLayout(let layout)? = desk.effects.last else {
            Issue.record("\(desk.effects)")
            return
        }
        try files.save(layout)
        #expect(try TestFiles.read(files.configuration) == SettingsTests.profile)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["config.toml", "layout.toml"])
        var next = Sample.state()
        next.begin(with: try files.settings())
        #expect(next.splits == Splits(left: 2, upper: 2) && next.themeName == "light")
        #expect(next.sort == CapSort(.expires, isDescending: true) && next.columns == CapColumn.usual)
        #expect(next.cap(onLine: 0)?.id.text == "acme/custom:413/payout/month", "sorted from the start")
    }

    @Test("a layout that is a link stays one: what it leads to is replaced")
    func linked() throws {
        let files = try files()
        defer { remove() }
        let real = folder + "/dotfiles.toml"
        try TestFiles.write("theme = \"mono\"\n", to: real)
        try FileManager.default.createSymbolicLink(atPath: files.layout, withDestinationPath: real)
        try files.save(SavedLayout())
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: files.layout) == real)
        #expect(try !TestFiles.read(real).contains("mono"))
    }

    @Test("a configuration that cannot be read whole is refused, not taken for what came of it")
    func halfRead() throws {
        let files = try files()
        defer { remove() }
        var folders = files
        folders.configuration = folder
        #expect { try folders.settings() } throws: { "\($0)".contains("directory") }
        try TestFiles.write(SettingsTests.profile + String(repeating: "#\n", count: 600_000), to: files.configuration)
        #expect { try files.settings() } throws: { "\($0)".contains("larger than 1 MiB") }
    }

    @Test("the command line wins over the layout, the layout over the configuration, and without it that alone holds")
    func precedence() throws {
        let text = SettingsTests.profile + "[ui]\ntheme = \"contrast\"\ncolumns = [\"cap\", \"zone\"]\n"
        let files = try files(text)
        defer { remove() }
        #expect(try files.settings().themeName == "contrast" && files.settings().columns == [.cap, .zone])
        try TestFiles.write("theme = \"mono\"\n", to: files.layout)
        #expect(try files.settings().themeName == "mono" && files.settings().columns == [.cap, .zone])
        #expect(try SettingsFiles(configuration: files.configuration, theme: "light").settings().themeName == "light")
    }

    @Test(
        "a layout that cannot be is refused with file, line and key",
        arguments: [
            ("theme = \"pink\"", "layout.toml:1: theme: 'pink' is not one of"),
            ("\n\nsort = \"luck\"", "layout.toml:3: sort: 'luck' is not one of risk"),
            ("splits = [1]", "layout.toml:1: splits: must be two integers"),
            ("columns = [\n  \"cap\",\n  \"x\",\n]\nwidth = 3", "layout.toml:5: width: is not a key"),
            ("splits = [", "layout.toml:1: column"),
        ])
    func refusals(text: String, expected: String) throws {
        let files = try files()
        defer { remove() }
        try TestFiles.write(text, to: files.layout)
        let error = #expect(throws: ConfigurationError.self) { try files.savedLayout() }
        #expect(error?.description.hasPrefix("\(folder)/\(expected)") == true, "\(error?.description ?? String())")
    }

    @Test("what cannot be written is said, and leaves nothing behind")
    func unwritable() throws {
        let files = SettingsFiles(configuration: folder + "/nowhere/config.toml")
        let error = #expect(throws: ConfigurationError.self) { try files.save(SavedLayout()) }
        #expect(error?.message == "not saved: No such file or directory")
    }

    @Test("two that save at once leave one whole layout")
    func concurrent() async throws {
        let files = try files()
        defer { remove() }
        let layouts = ["dark", "light"].map { SavedLayout(themeName: $0, columns: CapColumn.allCases, sort: nil) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for layout in layouts {
                group.addTask {
                    for _ in 0..<100 { try SettingsFiles(configuration: files.configuration).save(layout) }
                }
            }
            try await group.waitForAll()
        }
        #expect(layouts.contains(try files.savedLayout()))
    }

    @Test("the configuration read again changes keys, colours, columns and what names mean; cursor and filter stay")
    func reload() throws {
        var desk = Operating()
        desk.state.take(
            ScreenSettings(
                try ConfigurationReader.read(SettingsTests.profile + "[queries]\nn = \"util >= 97\"", file: "c")))
        desk.type(":filter @n")
        desk.press("enter", "down")
        let selected = desk.state.selectedCap?.id
        #expect(desk.state.dashboard.caps.count == 3)
        desk.type(":reload")
        desk.press("enter")
        #expect(desk.effects.last == .readSettings)
        let text =
            SettingsTests.profile
            + "[ui]\ntheme = \"light\"\ncolumns = [\"cap\"]\n[keys]\nhelp = [\"w\"]\n[queries]\nn = \"util >= 84\""
        desk.act(.settingsRead(ScreenSettings(try ConfigurationReader.read(text, file: "c"))))
        #expect(desk.state.themeName == "light" && desk.state.columns == [.cap])
        #expect(desk.state.filter.text == "@n" && desk.state.dashboard.caps.count == 4)
        #expect(desk.state.selectedCap?.id == selected && desk.shows("read again"))
        desk.press("w")
        #expect(desk.state.overlays == [.help])
    }

    @Test("settings in a recorded stream replay")
    func codable() throws {
        let text = SettingsTests.profile + "[keys]\nhelp = [\"w\"]\n[queries]\na = \"@b\"\nb = \"hard\""
        let action = Action.settingsRead(ScreenSettings(try ConfigurationReader.read(text, file: "c")))
        #expect(try JSONDecoder().decode(Action.self, from: JSONEncoder().encode(action)) == action)
    }
}
