// Owns the lock on a folder in which a state file is to be opened. Knows no captop.
import Glibc
import Testing

/// A folder that another captop seems to be opening a state file in.
final class HeldFolder {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        try #require(mkdir(path, 0o700) == 0)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
    }

    func letGo() { _ = flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
