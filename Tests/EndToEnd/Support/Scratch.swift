// Owns one test's own corner of the disk: home, XDG folders and files, gone when the test is over. Knows no process.
import Foundation

/// A temporary home. Nothing of the machine's own configuration or state is seen from inside.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("captop-\(UUID().uuidString)").path
        for folder in ["home", "config/captop", "state"] {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(folder)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where captop looks without being told.
    var usualConfiguration: String { "\(path)/config/captop/config.toml" }

    var environment: [String: String] {
        [
            "HOME": "\(path)/home", "XDG_CONFIG_HOME": "\(path)/config", "XDG_STATE_HOME": "\(path)/state",
            "SWIFT_BACKTRACE": "enable=no", "CAPTOP_TEST_KEY": SandboxServer.key,
        ]
    }

    /// Writes a file and answers its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = name.hasPrefix("/") ? name : "\(path)/\(name)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
