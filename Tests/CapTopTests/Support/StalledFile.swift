// A state file that no call gets hold of for as long as a test likes, as on a disk that hangs: it is gone, and another captop
// seems to be opening a new one in its folder.
import Foundation
import Glibc
import Models
import Store
import Testing

final class StalledFile: Sendable {
    let store: StateStore
    private let folder: String
    private let descriptor: Int32

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)").path
        let path = folder + "/captop.sqlite"
        store = try StateStore(path: path, patience: 600_000, now: { Sample.now })
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try #require(descriptor >= 0)
        try stall()
    }

    func stall() throws {
        try #require(flock(descriptor, LOCK_EX) == 0)
        try FileManager.default.removeItem(atPath: store.path)
    }

    /// From now on calls go through, to a new file.
    func letGo() { _ = flock(descriptor, LOCK_UN) }

    deinit {
        close(descriptor)
        try? FileManager.default.removeItem(atPath: folder)
    }
}
