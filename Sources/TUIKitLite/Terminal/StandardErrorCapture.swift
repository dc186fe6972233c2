// Owns holding back standard error while the screen is in use, so that a library's message does not tear the picture.
import CNcursesw
import Glibc

/// Sends standard error into a memory file of bounded size, and gives it back.
@MainActor
final class StandardErrorCapture {
    private static let most = 64 * 1024

    let original: Int32
    let file: Int32

    /// Nil when standard error is not a terminal: who has redirected it wants it there.
    init?() {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        file = cnc_memory_file("captop standard error")
        guard original >= 0, file >= 0, dup2(file, STDERR_FILENO) >= 0 else {
            if original >= 0 { close(original) }
            if file >= 0 { close(file) }
            return nil
        }
    }

    /// Keeps the newer half when there is too much.
    func trim() {
        let length = Int(lseek(file, 0, SEEK_CUR))
        guard length > Self.most else { return }
        let kept = content(from: length - Self.most / 2, to: length)
        lseek(file, 0, SEEK_SET)
        ftruncate(file, 0)
        kept.withUnsafeBytes { _ = write(file, $0.baseAddress, $0.count) }
    }

    /// Gives standard error back and prints what was held.
    func end() {
        let held = content(from: 0, to: Int(lseek(file, 0, SEEK_CUR)))
        dup2(original, STDERR_FILENO)
        held.withUnsafeBytes { _ = write(original, $0.baseAddress, $0.count) }
        close(original)
        close(file)
    }

    private func content(from start: Int, to end: Int) -> [UInt8] {
        guard end > start else { return [] }
        return [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, end - start, off_t(start)))
        }
    }
}
