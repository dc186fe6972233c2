// swift-tools-version: 6.2
// The package: which targets exist and which way their arrows point. `PackageArrowsTests` holds it to docs/ARCHITECTURE.md.
import PackageDescription

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
    name: "captop",
    products: [
        .executable(name: "captop", targets: ["CapTop"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.0.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CNcursesw", providers: [.apt(["libncursesw5-dev"])]),
        // Only libcurl's header is needed to build: the library is loaded while captop runs.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(name: "CAllocator"),
        .target(
            name: "CSimdJSON",
            linkerSettings: [.linkedLibrary("simdjson")]),

        .target(name: "TUIKitLite", dependencies: ["CNcursesw"], swiftSettings: strict),
        .target(name: "Models", dependencies: ["CSimdJSON"], swiftSettings: strict),
        .target(name: "Upstream", dependencies: ["Models", "CCurl"], swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: ["Models", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .target(
            name: "Sandbox",
            dependencies: [
                "Models",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "CapTop",
            dependencies: [
                "TUIKitLite", "Models", "Upstream", "Store", "Sandbox", "CAllocator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "ForecastError", dependencies: ["Models"], path: "Benchmarks/ForecastError", swiftSettings: strict),
        .executableTarget(
            name: "StoreSamples", dependencies: ["Store", "Models"], path: "Benchmarks/StoreSamples",
            swiftSettings: strict),
        .executableTarget(
            name: "WallSoak", dependencies: ["TestSupport"], path: "Benchmarks/WallSoak", swiftSettings: strict),
        .executableTarget(
            name: "EngineDecisions", dependencies: ["Sandbox", "Models"], path: "Benchmarks/EngineDecisions",
            swiftSettings: strict),
        .executableTarget(
            name: "Decoding", dependencies: ["Models", "CSimdJSON"], path: "Benchmarks/Decoding", swiftSettings: strict),

        .systemLibrary(
            name: "CVTerm", path: "Tests/CVTerm", pkgConfig: "vterm",
            providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TestSupport", dependencies: ["CVTerm", "Models"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "TUIKitLiteTests", dependencies: ["TUIKitLite", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ModelsTests", dependencies: ["Models", "TestSupport"],
            exclude: ["Caps/windows_reference.py", "Query/query_reference.py", "Money/money_reference.py"],
            swiftSettings: strict),
        .testTarget(
            name: "UpstreamTests", dependencies: ["Upstream", "Models", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "Models", "TestSupport", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "SandboxTests", dependencies: ["Sandbox", "Models", "TestSupport"],
            exclude: ["ledger_reference.py", "ledger_rules.py", "ledger_month.py"], swiftSettings: strict),
        .testTarget(
            name: "CapTopTests",
            dependencies: ["CapTop", "TUIKitLite", "Models", "Upstream", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEnd", dependencies: ["CapTop", "TUIKitLite", "Upstream", "Store", "TestSupport", "Models"],
            path: "Tests/EndToEnd",
            exclude: ["reference.py", "Alerts/webhook_receiver.py"],
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
