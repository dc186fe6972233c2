// What is saved is what is loaded, all of it or nothing, by one process or several.
import Foundation
import Models
import Store
import Testing

@Suite("The state file")
struct StateStoreTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws(StoreError) -> StateStore {
        try StateStore(path: directory.file, now: { Sample.now })
    }

    @Test("a snapshot is loaded as it was saved, also by the next start")
    func roundTrip() throws {
        let snapshot = Sample.snapshot()
        let store = try open()
        try store.save(snapshot)
        #expect(try store.load("acme") == snapshot)
        #expect(try open().load("acme") == snapshot)
        #expect(store.notice == nil)
    }

    @Test("nothing is known of a network that was never saved")
    func unknown() throws {
        let store = try open()
        #expect(try store.load("acme") == nil)
        #expect(try store.loadAll().isEmpty)
    }

    @Test("a later snapshot replaces the earlier one, longer or shorter, and leaves other networks alone")
    func replace() throws {
        let store = try open()
        let other = Sample.snapshot("leads", objects: 5, salt: 9)
        try store.save(other)
        for (objects, salt) in [(30, 1), (7, 2), (0, 3), (12, 4)] {
            let snapshot = Sample.snapshot(objects: objects, salt: salt)
            try store.save(snapshot)
            #expect(try store.load("acme") == snapshot)
        }
        #expect(try store.loadAll().map(\.network.name) == ["leads", "acme"])
        #expect(try store.load("leads") == other)
    }

    @Test("the first screen is the one that was kept last, also for the next start")
    func firstScreen() throws {
        let store = try open()
        #expect(try store.firstScreen() == nil)
        try store.save(firstScreen: Data([1, 2]))
        try store.save(firstScreen: Data([3]))
        #expect(try store.firstScreen() == Data([3]))
        #expect(try open().firstScreen() == Data([3]))
        try store.save(firstScreen: nil)
        #expect(try store.firstScreen() == nil)
    }

    @Test("a snapshot with nothing in it is a snapshot")
    func empty() throws {
        let bare = NetworkSnapshot(
            network: Network(name: "", kind: .leadconduit, environment: .sandbox), asOf: Timestamp(milliseconds: .min),
            clockSkew: .max)
        let store = try open()
        try store.save(bare)
        #expect(try store.load("") == bare)
    }

    @Test("a file that is to be made behind a link is made there")
    func linked() throws {
        let (path, target) = (directory.file + ".link", directory.file + ".elsewhere")
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        _ = try StateStore(path: path, now: { Sample.now })
        #expect(FileManager.default.fileExists(atPath: target))
    }

    @Test("meters of one object share it after loading too")
    func sharing() throws {
        let store = try open()
        try store.save(Sample.snapshot(objects: 1))
        let meters = try #require(try store.load("acme")).meters
        #expect(meters.count == 4)
        #expect(meters.allSatisfy { $0.object === meters[0].object })
    }

    @Test("sqlite3 reads the same values from the same names")
    func independentReader() throws {
        try open().save(Sample.snapshot())
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
        #expect(try sqlite3(directory.file, "PRAGMA foreign_key_check") == "")
        #expect(try sqlite3(directory.file, "PRAGMA journal_mode") == "wal")
        #expect(try sqlite3(directory.file, "PRAGMA application_id") == "1667330164")
        #expect(
            try sqlite3(directory.file, "SELECT name, kind, environment, time_zone, as_of FROM network")
                == "acme|everflow|production|America/New_York|1773174041000")
        let parts = "SELECT part, count(*) FROM snapshot_piece GROUP BY part ORDER BY part"
        // Twelve objects and 48 meters fit in one piece each; texts and pairs of names are one each.
        #expect(try sqlite3(directory.file, parts) == "lists|1\nmeters|1\nnames|2\nobjects|1")
        let named = "SELECT count(*) FROM snapshot_piece WHERE instr(bytes, CAST('Lanternfish' AS BLOB)) > 0"
        #expect(try sqlite3(directory.file, named) == "0")
        let kettles = "SELECT part FROM snapshot_piece WHERE instr(bytes, CAST('Kettles' AS BLOB)) > 0"
        #expect(try sqlite3(directory.file, kettles) == "lists")
    }

    @Test(
        "a piece that is changed, cut or missing counts as never saved, and the next save repairs it", arguments: 0..<40
    )
    func unreadablePieces(seed: Int) throws {
        let store = try open()
        let snapshot = Sample.snapshot(objects: 700)
        try store.save(snapshot)
        let part = ["lists", "names", "objects", "meters"][seed % 4]
        let change = [
            "UPDATE snapshot_piece SET bytes = CAST(substr(bytes, 1, length(bytes) * \(seed) / 41) AS BLOB)",
            "UPDATE snapshot_piece SET bytes = CAST(substr(bytes, 1 + \(seed)) AS BLOB)",
            "UPDATE snapshot_piece SET bytes = CAST(x'FFFFFFFFFFFFFFFFFF7F' || bytes AS BLOB)",
            "DELETE FROM snapshot_piece",
        ][seed / 4 % 4]
        _ = try sqlite3(directory.file, "\(change) WHERE part = '\(part)' AND place = 0")
        #expect(try store.load("acme") == nil, "\(part): \(change)")
        // Nor do they hide another network.
        try store.save(Sample.snapshot("leads"))
        #expect(try store.load("leads") == Sample.snapshot("leads"))
        try store.save(snapshot)
        #expect(try store.load("acme") == snapshot)
    }

    @Test("what another hand changed beyond reading counts as never saved, and the next save repairs it")
    func unreadableWord() throws {
        let store = try open()
        try store.save(Sample.snapshot())
        try store.save(Sample.snapshot("leads"))
        _ = try sqlite3(
            directory.file,
            """
            UPDATE snapshot_piece SET bytes = CAST(replace(bytes, 'conversion', 'karmaactor') AS BLOB)
            WHERE part = 'names' AND network_id = (SELECT id FROM network WHERE name = 'acme')
            """)
        #expect(try store.load("acme") == nil)
        #expect(try store.loadAll().map(\.network.name) == ["leads"])
        try store.save(Sample.snapshot())
        #expect(try store.load("acme") == Sample.snapshot())
    }

    @Test("a snapshot of many pieces is read whole or not at all")
    func manyPieces() throws {
        let store = try open()
        let snapshot = Sample.snapshot(objects: 3_000)
        try store.save(snapshot)
        #expect(try store.load("acme") == snapshot)
        let kept = try sqlite3(directory.file, "SELECT part, place, hex(bytes) FROM snapshot_piece WHERE place = 1")
        #expect(kept.split(separator: "\n").count == 3, "names, objects and meters have a second piece")
        for part in ["objects", "meters"] {
            for bytes in ["substr(bytes, 1, length(bytes) / 2)", "bytes || bytes", "X''", "X'FFFFFF'"] {
                _ = try sqlite3(
                    directory.file,
                    """
                    UPDATE snapshot_piece SET bytes = CAST(\(bytes) AS BLOB) WHERE part = '\(part)' AND place = 1
                    """)
                #expect(try store.load("acme") == nil, "\(part), \(bytes)")
                try store.save(Sample.snapshot(objects: 2, salt: 1))
                try store.save(snapshot)
                #expect(try store.load("acme") == snapshot)
            }
        }
    }

    @Test("saving the same again writes no rows")
    func unchanged() throws {
        let store = try open()
        try store.save(Sample.snapshot(objects: 400))
        _ = try sqlite3(directory.file, "PRAGMA wal_checkpoint(TRUNCATE)")
        try store.save(Sample.snapshot(objects: 400))
        let log = try FileManager.default.attributesOfItem(atPath: directory.file + "-wal")[.size] as? NSNumber
        // The row of the network is written; the 1,600 meters and their objects are not.
        #expect(try #require(log).intValue < 40_000)
    }

    @Test("two stores on one file save and load at once, and each load is one whole save")
    func shared() async throws {
        let first = try open()
        let second = try open()
        let snapshots = (0..<6).map { Sample.snapshot(objects: 20 + $0, salt: $0) }
        try first.save(snapshots[0])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (store, own) in [(first, snapshots[0..<3]), (second, snapshots[3..<6])] {
                group.addTask {
                    for round in 0..<12 { try store.save(own[own.startIndex + round % 3]) }
                }
                group.addTask {
                    for _ in 0..<25 {
                        let loaded = try #require(try store.load("acme"))
                        let isWhole = snapshots.contains(loaded)
                        #expect(isWhole)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
    }

    @Test("stores that start at the same moment agree on one file")
    func startTogether() async throws {
        let path = directory.file
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let store = try StateStore(path: path, now: { Sample.now })
                    #expect(store.notice == nil)
                    try store.save(Sample.snapshot("network \(index)", objects: 2))
                }
            }
            try await group.waitForAll()
        }
        #expect(try open().loadAll().count == 8)
    }

    @Test("the file is its owner's alone, and so is the directory made for it")
    func modes() throws {
        let store = try open()
        try store.save(Sample.snapshot())
        for suffix in ["", "-wal", "-shm"] {
            #expect(try mode(directory.file + suffix) == 0o600)
        }
        let parent = (directory.file as NSString).deletingLastPathComponent
        #expect(try mode(parent) == 0o700)
        #expect(try mode((parent as NSString).deletingLastPathComponent) == 0o700)
    }

    @Test("a file that others could read is closed to them")
    func tightened() throws {
        try open().save(Sample.snapshot())
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: directory.file)
        _ = try open()
        #expect(try mode(directory.file) == 0o600)
    }
}
