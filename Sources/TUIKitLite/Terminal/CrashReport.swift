// Owns the file that tells of a crash: where it goes and what is known beforehand. Everything is plain memory, since a signal
// handler writes it.
import CNcursesw
import Glibc

/// Allocated once and kept for ever; written on the main queue, read by a handler of a process that is about to end.
private struct CrashFacts {
    var path: UnsafeMutablePointer<CChar>
    var text: UnsafeMutablePointer<UInt8>
    var count = 0
}

private let mostPath = Int(PATH_MAX)
private let mostText = 8192
private let chunkSize = 512

nonisolated(unsafe) private let facts: UnsafeMutablePointer<CrashFacts> = {
    let path = UnsafeMutablePointer<CChar>.allocate(capacity: mostPath)
    path.initialize(repeating: 0, count: mostPath)
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: mostText + chunkSize)
    text.initialize(repeating: 0, count: mostText + chunkSize)
    let facts = UnsafeMutablePointer<CrashFacts>.allocate(capacity: 1)
    facts.initialize(to: CrashFacts(path: path, text: text))
    return facts
}()

public enum CrashReport {
    /// Says where a crash is reported and what the report begins with. The directory must exist.
    @MainActor
    public static func prepare(path: String, text: String) {
        cnc_prepare_backtrace()
        let bytes = Array(text.utf8.prefix(mostText))
        for (index, byte) in bytes.enumerated() { facts.pointee.text[index] = byte }
        facts.pointee.count = bytes.count
        let name = Array(path.utf8.prefix(mostPath - 1))
        for (index, byte) in name.enumerated() { facts.pointee.path[index] = CChar(bitPattern: byte) }
        facts.pointee.path[name.count] = 0
    }

    /// Writes the report with calls that are safe in a signal handler, and says so on standard error.
    ///
    /// - Parameter heldErrors: a file of what was to go to standard error; negative when there is none.
    static func write(signal: Int32, heldErrors: Int32) {
        guard facts.pointee.path[0] != 0 else { return }
        let file = open(facts.pointee.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        _ = Glibc.write(file, facts.pointee.text, facts.pointee.count)
        put("signal: ", to: file)
        putNumber(signal, to: file)
        put("\nbacktrace:\n", to: file)
        cnc_write_backtrace(file)
        if heldErrors >= 0 {
            put("standard error:\n", to: file)
            copy(heldErrors, to: file)
        }
        close(file)
        put("captop: ended by a fault (signal ", to: STDERR_FILENO)
        putNumber(signal, to: STDERR_FILENO)
        put("); what is known of it is in ", to: STDERR_FILENO)
        _ = Glibc.write(STDERR_FILENO, facts.pointee.path, strlen(facts.pointee.path))
        put("\n", to: STDERR_FILENO)
    }

    private static func put(_ text: StaticString, to file: Int32) {
        _ = Glibc.write(file, text.utf8Start, text.utf8CodeUnitCount)
    }

    private static func putNumber(_ number: Int32, to file: Int32) {
        let chunk = facts.pointee.text + mostText
        chunk[0] = UInt8(truncatingIfNeeded: 48 + number / 10 % 10)
        chunk[1] = UInt8(truncatingIfNeeded: 48 + number % 10)
        _ = Glibc.write(file, number < 10 ? chunk + 1 : chunk, number < 10 ? 1 : 2)
    }

    private static func copy(_ held: Int32, to file: Int32) {
        let chunk = facts.pointee.text + mostText
        var offset: off_t = 0
        while true {
            let length = pread(held, chunk, chunkSize, offset)
            guard length > 0 else { return }
            _ = Glibc.write(file, chunk, length)
            offset += off_t(length)
        }
    }
}
