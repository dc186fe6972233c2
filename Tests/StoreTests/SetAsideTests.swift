// Files that are not captop's, not whole, or from the future: kept, named, never overwritten.
import Foundation
import Models
import Store
import Testing

@Suite("Files that cannot be used")
struct SetAsideTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/captop.sqlite"
    }

    private func open() throws(StoreError) -> StateStore {
        try StateStore(path: path, now: { Sample.now })
    }

    private var kept: String { path + ".set-aside-20260310T202041Z" }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    }

    @Test("what is not SQLite is kept byte for byte under another name, and the store works")
    func notSQLite() throws {
        let text = Data("my shopping list, longer than a header\n".utf8)
        try text.write(to: URL(filePath: path))
        let store = try open()
        #expect(store.notice == "\(path) is not an SQLite file; it is kept as \(kept) and a new file is used")
        #expect(try Data(contentsOf: URL(filePath: kept)) == text)
        try store.save(Sample.snapshot())
        #expect(try open().load("acme") == Sample.snapshot())
    }

    @Test("names already taken are left alone")
    func nameTaken() throws {
        for round in 0..<3 {
            try? FileManager.default.removeItem(atPath: path)
            try Data("file number \(round) of the tests".utf8).write(to: URL(filePath: path))
            _ = try open()
        }
        #expect(try Data(contentsOf: URL(filePath: kept)) == Data("file number 0 of the tests".utf8))
        #expect(try Data(contentsOf: URL(filePath: kept + "-2")) == Data("file number 1 of the tests".utf8))
        #expect(try Data(contentsOf: URL(filePath: kept + "-3")) == Data("file number 2 of the tests".utf8))
    }

    @Test("another program's database is kept with its rows", arguments: ["PRAGMA application_id = 42", "SELECT 1"])
    func foreign(mark: String) throws {
        _ = try sqlite3(path, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup'); \(mark)")
        let before = try Data(contentsOf: URL(filePath: path))
        let store = try open()
        #expect(try #require(store.notice).contains("belongs to another program"))
        #expect(try Data(contentsOf: URL(filePath: kept)) == before)
        #expect(try sqlite3(kept, "SELECT name FROM recipe") == "soup")
    }

    @Test("a log that belongs to the file goes with it")
    func companions() throws {
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        let program = """
            import os, sqlite3, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA wal_autocheckpoint = 0")
            db.execute("CREATE TABLE recipe (name TEXT)")
            db.execute("INSERT INTO recipe VALUES ('soup')")
            os.kill(os.getpid(), 9)
            """
        holder.arguments = ["python3", "-c", program, path]
        try holder.run()
        holder.waitUntilExit()
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        let store = try open()
        #expect(try #require(store.notice).contains("belongs to another program"))
        #expect(try sqlite3(kept, "SELECT name FROM recipe") == "soup")
        #expect(try store.loadAll().isEmpty)
    }

    @Test("a file of a newer captop is left as it is and not used")
    func newer() throws {
        try open().save(Sample.snapshot())
        _ = try sqlite3(
            path, "INSERT INTO grdb_migrations VALUES ('99 of the future'); PRAGMA wal_checkpoint(TRUNCATE)")
        let before = try Data(contentsOf: URL(filePath: path))
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(error?.kind == .newer)
        #expect(error?.message == "\(path) was written by a newer captop; it is left as it is and not used")
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(try names().allSatisfy { !$0.contains("set-aside") })
    }

    @Test("a file cut short is set aside at the latest when it is read, and the next save starts a new one")
    func truncated() throws {
        try open().save(Sample.snapshot(objects: 200))
        _ = try sqlite3(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        let whole = try Data(contentsOf: URL(filePath: path))
        for share in [0.02, 0.3, 0.6, 0.95] {
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(filePath: path))
            try expectRecovery()
        }
    }

    @Test("pages of rubbish are set aside at the latest when they are read")
    func rubbish() throws {
        try open().save(Sample.snapshot(objects: 200))
        _ = try sqlite3(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        let sql =
            "SELECT rootpage FROM sqlite_master WHERE name IN ('network', 'snapshot_piece', 'sqlite_autoindex_snapshot_piece_1')"
        let pages = [1] + (try sqlite3(path, sql)).split(separator: "\n").compactMap { Int($0) }
        #expect(pages.count == 4)
        let whole = try Data(contentsOf: URL(filePath: path))
        for page in pages {
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            var broken = whole
            let start = (page - 1) * 4_096 + (page == 1 ? 100 : 0)
            let end = page * 4_096
            broken.replaceSubrange(start..<end, with: Data(repeating: 0xA5, count: end - start))
            try broken.write(to: URL(filePath: path))
            try expectRecovery()
        }
    }

    /// Opening or loading says that the file was set aside; then all works again.
    private func expectRecovery() throws {
        let before = try names().filter { $0.contains("set-aside") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        let store = try open()
        if store.notice == nil {
            let error = #expect(throws: StoreError.self) { _ = try store.loadAll().count }
            #expect(error?.kind == .setAside)
        }
        let after = try names().filter { $0.contains("set-aside") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(after.count == before.count + 1)
        #expect(try store.loadAll().isEmpty)
        try store.save(Sample.snapshot())
        #expect(try store.load("acme") == Sample.snapshot())
    }

    @Test("tables that do not fit their version are set aside")
    func wrongTables() throws {
        let store = try open()
        try store.save(Sample.snapshot())
        _ = try sqlite3(path, "DROP TABLE snapshot_piece")
        let error = #expect(throws: StoreError.self) { _ = try store.load("acme")?.asOf }
        #expect(error?.kind == .setAside)
        #expect(error?.message == "\(path) was damaged; it is kept as \(kept)")
        #expect(try store.loadAll().isEmpty)
    }

    @Test("an empty file is a new file")
    func emptyFile() throws {
        try Data().write(to: URL(filePath: path))
        let store = try open()
        #expect(store.notice == nil)
        try store.save(Sample.snapshot())
        #expect(try mode(path) == 0o600)
    }

    @Test("a path that cannot hold a file is an error in words")
    func directoryInTheWay() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(error?.kind == .inaccessible)
        #expect(error?.message.contains(path) == true)
        let below = #expect(throws: StoreError.self) {
            try StateStore(path: "/proc/captop/captop.sqlite", now: { Sample.now })
        }
        #expect(below?.kind == .inaccessible)
    }
}
