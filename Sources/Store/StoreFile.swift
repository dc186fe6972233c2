// The state file as a file: its directory, its mode, what is in it before SQLite may write to it, and setting it aside.
// Knows no tables.
import GRDB
import Glibc
import Models

/// A path that may or may not hold captop's state.
struct StoreFile {
    enum Content {
        case nothing, ours
        /// Written by a newer captop.
        case newer
        /// Not SQLite, damaged, or another program's: why, in words that follow "it".
        case foreign(String)
    }

    /// Tells one file from another that has taken its path.
    struct Identity: Equatable {
        var device: UInt64
        var node: UInt64
    }

    let path: String

    private var directory: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Runs `work` while no other captop opens or sets aside a file in the same directory.
    func holdingDirectory<Result>(_ patience: BusyPatience, _ work: () throws -> Result) throws -> Result {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open the directory of", errno) }
        defer { close(descriptor) }
        var tries = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure("cannot lock the directory of", errno) }
            guard patience.waits(after: tries) else {
                throw StoreError(.busy, "another captop has been opening \(path) for too long")
            }
            tries += 1
        }
        return try work()
    }

    /// Creates missing directories with mode 0700.
    func createDirectory() throws {
        var reached = path.hasPrefix("/") ? "/" : ""
        for part in directory.split(separator: "/") {
            reached += part + "/"
            guard mkdir(reached, 0o700) == 0 || errno == EEXIST else {
                throw failure("cannot create the directory of", errno)
            }
        }
    }

    /// Makes sure that the file exists and that nobody but its owner reads it. SQLite gives its companions the same mode.
    ///
    /// A file that is there is never opened but by SQLite: closing any descriptor of it would take away the locks of every
    /// connection that this process has to it.
    func createPrivately() throws {
        if identity() == nil {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw failure("cannot write", errno) }
            close(descriptor)
        }
        guard access(path, R_OK | W_OK) == 0 else { throw failure("cannot write", errno) }
        guard chmod(path, 0o600) == 0 else { throw failure("cannot set the mode of", errno) }
    }

    /// Which file the path leads to; nil when to none.
    func identity() -> Identity? {
        var status = Glibc.stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    }

    /// What the file holds, found out without writing to it.
    func content() throws -> Content {
        var status = Glibc.stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return .nothing }
            throw failure("cannot read", errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError(.inaccessible, "\(path) is not a file") }
        guard access(path, R_OK) == 0 else { throw failure("cannot read", errno) }
        if status.st_size == 0 { return .nothing }
        do {
            return try inspect(readOnly: true)
        } catch let error as DatabaseError where StoreFile.needsRecovery(error) {
            return try inspect(readOnly: false)
        }
    }

    /// Renames the file and its companions to a free name that tells the time.
    ///
    /// - Returns: the new path.
    func setAside(at now: Timestamp) throws -> String {
        let target = freeName(at: now)
        guard rename(path, target) == 0 else { throw failure("cannot rename", errno) }
        try setCompanionsAside(to: target)
        return target
    }

    private func freeName(at now: Timestamp) -> String {
        let time = now.rfc3339().filter { $0 != "-" && $0 != ":" }
        let wanted = "\(path).set-aside-\(time)"
        var target = wanted
        var copy = 2
        while ["", "-wal"].contains(where: { access(target + $0, F_OK) == 0 }) {
            target = "\(wanted)-\(copy)"
            copy += 1
        }
        return target
    }

    /// Takes away what a file that was moved or deleted has left beside its path.
    func clearWay(at now: Timestamp) throws {
        guard access(path, F_OK) != 0 else { return }
        try setCompanionsAside(to: freeName(at: now))
    }

    /// A log left behind would be played into the new file.
    private func setCompanionsAside(to target: String) throws {
        for suffix in ["-wal", "-shm", "-journal"] where access(path + suffix, F_OK) == 0 {
            guard rename(path + suffix, target + suffix) == 0 else {
                throw failure("cannot rename \(suffix) of", errno)
            }
        }
    }

    /// Reads application id and versions. Throws only what does not tell anything about the content.
    private func inspect(readOnly: Bool) throws -> Content {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? database.close() }
            return try database.read { db in
                let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
                if id == 0, tables == 0 { return .nothing }
                guard id == Schema.applicationID else { return .foreign("belongs to another program") }
                return try Schema.migrator.hasBeenSuperseded(db) ? .newer : .ours
            }
        } catch let error as DatabaseError where StoreFile.isDamage(error) {
            return .foreign(error.resultCode == .SQLITE_NOTADB ? "is not an SQLite file" : "is damaged")
        }
    }

    /// Whether the content is at fault. Statements are constant, so one that SQLite does not understand met other tables.
    static func isDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR].contains(error.resultCode)
    }

    /// What died while writing left something that only a writer may clean up.
    private static func needsRecovery(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_READONLY || error.resultCode == .SQLITE_CANTOPEN
    }

    private func failure(_ what: String, _ code: Int32) -> StoreError {
        StoreError(code == ENOSPC ? .full : .inaccessible, "\(what) \(path): \(String(cString: strerror(code)))")
    }
}
