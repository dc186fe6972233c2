// Where a demo keeps its history, journal and alerts: a file for each process, so that two demos at once leave each
// other's alone. Knows no contents.
import Foundation
import Glibc

enum DemoFile {
    /// Of this process.
    static var path: String { "\(ConfigurationFile.demoStatePath).\(getpid())" }

    /// Removes the files of demos that have ended: a process that is killed cannot do so itself.
    static func removeEnded() {
        let directory = ConfigurationFile.stateDirectory
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names where hasEnded("\(directory)/\(name)") { unlink("\(directory)/\(name)") }
    }

    /// Whether the file was a demo's that does not run any more; what bears this process's number is an older one's.
    private static func hasEnded(_ path: String) -> Bool {
        guard path.hasPrefix(ConfigurationFile.demoStatePath) else { return false }
        let digits = path.dropFirst(ConfigurationFile.demoStatePath.count + 1).prefix { $0.isNumber }
        guard let owner = pid_t(digits), owner > 0, owner != getpid() else { return true }
        return kill(owner, 0) != 0 && errno == ESRCH
    }
}
