// Where the configuration stands on disk and how it is loaded. Never writes.
import Glibc

enum ConfigurationFile {
    /// `$XDG_CONFIG_HOME/captop/config.toml`, or under `~/.config`.
    static var usualPath: String { "\(base("XDG_CONFIG_HOME", usual: ".config"))/captop/config.toml" }

    /// `$XDG_STATE_HOME/captop/captop.sqlite`, or under `~/.local/state`.
    static var statePath: String { "\(stateDirectory)/captop.sqlite" }

    /// The journal of `captop demo`.
    static var demoStatePath: String { "\(stateDirectory)/demo.sqlite" }

    /// `$XDG_STATE_HOME/captop`.
    static var stateDirectory: String { "\(base("XDG_STATE_HOME", usual: ".local/state"))/captop" }

    private static func base(_ variable: String, usual: String) -> String {
        // A relative path is to be ignored, says the XDG specification.
        if let value = environment(variable), value.hasPrefix("/") { return value }
        return "\(environment("HOME") ?? "")/\(usual)"
    }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// `path` with a leading `~/` replaced by the home directory.
    static func expandingHome(_ path: String) -> String {
        path.hasPrefix("~/") ? "\(environment("HOME") ?? "")/\(path.dropFirst(2))" : path
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// False only when nothing is there, and not when nobody may look.
    static func mayExist(_ path: String) -> Bool { access(path, F_OK) == 0 || errno != ENOENT }

    static func load(_ path: String) throws(ConfigurationError) -> Configuration {
        try ConfigurationReader.read(text(of: path), file: path)
    }

    static func text(of path: String) throws(ConfigurationError) -> String {
        func refusal(_ message: String) -> ConfigurationError {
            ConfigurationError(file: path, line: nil, key: nil, message: message)
        }
        guard let file = fopen(path, "r") else { throw refusal("cannot be read: \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1_048_576 {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        // Half of it would be taken for all of it.
        guard ferror(file) == 0 else { throw refusal("cannot be read: \(String(cString: strerror(errno)))") }
        guard feof(file) != 0 else { throw refusal("is larger than 1 MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw refusal("is not UTF-8 text") }
        return text
    }
}
