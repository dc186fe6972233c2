// Holds the package to the arrows of docs/ARCHITECTURE.md: which target may know which module. Reads the manifest as
// SwiftPM itself prints it, and the import lines of every source.
import Foundation
import Testing

/// Which modules each target may import: captop's own, packages', and the system's.
private enum Arrows {
    static let allowed: [String: Set<String>] = [
        "TUIKitLite": ["CNcursesw", "Glibc", "Dispatch", "Synchronization"],
        "Models": ["CSimdJSON", "Glibc", "Foundation", "Synchronization"],
        "Upstream": ["Models", "CCurl", "Glibc", "Dispatch", "Synchronization", "Foundation"],
        "Store": ["Models", "GRDB", "Foundation", "Glibc", "Dispatch", "Synchronization"],
        "Sandbox": [
            "Models", "GRDB", "GRDBSQLite", "Glibc", "Dispatch", "Synchronization", "Foundation", "Hummingbird",
            "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "Logging", "ServiceLifecycle",
        ],
        "CapTop": [
            "TUIKitLite", "Models", "Upstream", "Store", "Sandbox", "ArgumentParser", "TOMLKit", "Glibc", "Dispatch",
            "Synchronization", "Foundation", "CAllocator",
        ],
    ]

    /// The sentences that say what is wrong with one source of a target.
    static func violations(target: String, file: String, source: String) -> [String] {
        guard let modules = allowed[target] else { return ["\(file): no arrows are drawn for \(target)"] }
        return ImportScanner.modules(in: source)
            .filter { !modules.contains($0) }
            .map { "\(file): \(target) may not import \($0)" }
    }
}

/// The part of SwiftPM's description of a manifest that the arrows are about.
private struct Manifest: Decodable {
    struct Target: Decodable {
        struct Dependency: Decodable {
            /// Name first, then what SwiftPM adds.
            var byName: [String?]?
            var product: [String?]?
            var target: [String?]?

            var name: String? { (byName ?? product ?? target)?.first ?? nil }
        }

        var name: String
        var type: String
        var path: String?
        var dependencies: [Dependency]
    }

    var targets: [Target]
}

@Suite("The arrows between targets")
struct PackageArrowsTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("every source imports only what its target may know")
    func imports() throws {
        let sources = PackageArrowsTests.root.appending(path: "Sources")
        let files = try swiftFiles(below: sources)
        #expect(Set(files.map(\.target)) == Set(Arrows.allowed.keys))
        let violations = try files.flatMap { file in
            Arrows.violations(
                target: file.target, file: file.path, source: try String(contentsOfFile: file.path, encoding: .utf8))
        }
        #expect(violations.isEmpty)
    }

    @Test("the manifest links no target with what it may not know")
    func manifest() throws {
        let targets = try readManifest().targets.filter { $0.type != "test" && $0.path == nil }
        for target in targets {
            let linked = Set(target.dependencies.compactMap(\.name))
            #expect(linked.isSubset(of: Arrows.allowed[target.name] ?? []), "\(target.name) depends on \(linked)")
        }
        let shims: Set = ["CNcursesw", "CCurl", "CSimdJSON", "CAllocator"]
        #expect(Set(targets.map(\.name)) == shims.union(Arrows.allowed.keys))
    }

    @Test("the arrows have no way back")
    func noCycles() {
        for target in Arrows.allowed.keys {
            var reached: Set<String> = []
            var open = Arrows.allowed[target] ?? []
            while let next = open.popFirst() {
                if reached.insert(next).inserted { open.formUnion(Arrows.allowed[next] ?? []) }
            }
            #expect(!reached.contains(target))
        }
    }

    @Test(
        "an import against the arrows is found, however it is written",
        arguments: [
            ("TUIKitLite", "import Foundation"), ("TUIKitLite", "import Models"),
            ("TUIKitLite", "import FoundationEssentials"), ("Models", "import TUIKitLite"),
            ("Models", "import Dispatch"),
            ("Models", "import FoundationNetworking"), ("Models", "import GRDB"), ("Upstream", "import Store"),
            ("Upstream", "import CSimdJSON"), ("Store", "import Upstream"), ("Store", "import Hummingbird"),
            ("Sandbox", "import Upstream"), ("Sandbox", "import Store"), ("CapTop", "import CNcursesw"),
            ("CapTop", "import GRDB"), ("Models", "@testable import Store"),
            ("Models", "@preconcurrency  import Store"),
            ("Models", "public import Store"), ("Models", "@_exported public import struct Store.StateStore"),
            ("Models", "let a = 1; import Store"), ("Models", "#if DEBUG\n  import Store\n#endif"),
            ("Models", "/* why */ import Store // because"), ("Models", "import `Store`"),
        ])
    func madeUpViolation(target: String, source: String) {
        let text = "// A made-up source.\nimport Glibc\n\(source)\nstruct A {}\n"
        #expect(Arrows.violations(target: target, file: "A.swift", source: text).count == 1)
    }

    @Test("allowed imports, comments and words that only look like imports are left alone")
    func noViolation() {
        let text = """
            // import Store
            /* import Store /* import Store */
            import Store */
            import CSimdJSON
            import struct Glibc.stat
            /// important: nothing
            func important() { importStore() }
            """
        #expect(Arrows.violations(target: "Models", file: "A.swift", source: text).isEmpty)
        #expect(ImportScanner.modules(in: text) == ["CSimdJSON", "Glibc"])
    }

    @Test("a target that no arrows are drawn for is found")
    func unknownTarget() {
        #expect(Arrows.violations(target: "Utils", file: "A.swift", source: "import Glibc").count == 1)
    }

    @Test("every source begins by saying what it owns, and no folder is a lumber-room")
    func headers() throws {
        for folder in ["Sources", "Tests"] {
            let files = try swiftFiles(below: PackageArrowsTests.root.appending(path: folder))
            #expect(!files.isEmpty)
            for file in files {
                let beginsWithComment = try String(contentsOfFile: file.path, encoding: .utf8).hasPrefix("// ")
                #expect(beginsWithComment, "\(file.path)")
                let folders = Set(file.path.split(separator: "/"))
                #expect(folders.isDisjoint(with: ["Utils", "Utilities", "Helpers", "Common", "Misc"]), "\(file.path)")
            }
        }
    }

    /// The Swift files of a folder with the name of the folder's child that holds each.
    private func swiftFiles(below folder: URL) throws -> [(target: String, path: String)] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".swift") }
            .map { (String($0.prefix { $0 != "/" }), folder.path + "/" + $0) }
    }

    private func readManifest() throws -> Manifest {
        // A scratch folder of its own: SwiftPM holds the usual one while tests run.
        let scratch = FileManager.default.temporaryDirectory.appending(path: "captop-manifest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let swift = Process()
        swift.executableURL = URL(filePath: "/usr/bin/env")
        swift.arguments = [
            "swift", "package", "dump-package", "--package-path", PackageArrowsTests.root.path, "--scratch-path",
            scratch.path,
        ]
        let output = Pipe()
        swift.standardOutput = output
        swift.standardError = FileHandle.nullDevice
        try swift.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        swift.waitUntilExit()
        return try JSONDecoder().decode(Manifest.self, from: data)
    }
}
