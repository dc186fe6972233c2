// Writing a file whole or not at all, and never over another by accident. Knows no content.
import Glibc

enum AtomicFile {
    /// Why nothing was written; `isTaken` when only because the file exists.
    struct Failure: Error {
        var path: String
        /// What the system said.
        var reason: String
        var isTaken = false

        /// As a sentence.
        var message: String { "\(path): \(reason)" }

        /// - Parameter code: of `errno`.
        init(_ path: String, _ code: Int32 = errno) {
            self.path = path
            reason = String(cString: strerror(code))
            isTaken = code == EEXIST
        }

        init(_ path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// Writes a file that must not exist.
    ///
    /// - Parameter mode: before the umask.
    static func create(_ path: String, _ text: String, mode: mode_t) throws(Failure) {
        let temporary = try write(text, beside: path, mode: mode)
        defer { unlink(temporary) }
        // Unlike a rename, a link never takes the place of a file that somebody else has just made.
        guard link(temporary, path) == 0 else {
            throw Failure(path)
        }
    }

    /// Writes a file in the place of what is there, under the same mode, where a link leads to.
    static func replace(_ path: String, _ text: String, mode: mode_t) throws(Failure) {
        let place = resolved(path)
        var status = stat()
        let found = stat(place, &status) == 0
        let temporary = try write(text, beside: place, mode: mode)
        if found { chmod(temporary, status.st_mode & 0o7777) }
        guard rename(temporary, place) == 0 else {
            let failure = Failure(path)
            unlink(temporary)
            throw failure
        }
    }

    /// Creates the missing directories above a file, for the owner alone.
    static func createDirectory(of path: String) throws(Failure) {
        guard let end = path.lastIndex(of: "/") else { return }
        var reached = path.hasPrefix("/") ? "/" : ""
        for part in path[..<end].split(separator: "/") {
            reached += part + "/"
            guard mkdir(reached, 0o700) == 0 || errno == EEXIST else {
                throw Failure(reached)
            }
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// - Returns: the path of a new file with the text, safe on disk.
    private static func write(_ text: String, beside path: String, mode: mode_t) throws(Failure) -> String {
        let temporary = "\(path).\(getpid())-\(UInt32.random(in: .min ... .max)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(path) }
        defer { close(descriptor) }
        var text = text
        let isWhole = text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return fsync(descriptor) == 0
        }
        guard isWhole else {
            let failure = Failure(path)
            unlink(temporary)
            throw failure
        }
        return temporary
    }
}
