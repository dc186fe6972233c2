// A sandbox on a free port for one test, asked through curl: a client that shares no code with the server.

import Foundation
import Models
import Testing

@testable import Sandbox

/// What curl got.
struct CurlAnswer: Sendable {
    var status: Int
    /// By lower-case name.
    var headers: [String: String]
    var body: String

    var json: JSONValue { (try? JSONValue.parse(Array(body.utf8))) ?? .null }
    var error: String? { json["error"]?.text }
}

struct RunningSandbox: Sendable {
    /// 10 March 2026, 20:20 UTC.
    static let start = Timestamp(seconds: 1_773_174_000)

    let port: Int

    /// Runs `body` against a sandbox whose clock stands still unless told otherwise.
    static func run(
        caps: Int = 60, seed: UInt64 = 7, path: String? = nil, traffic: Double = 0, speed: Double = 0,
        _ body: (RunningSandbox) async throws -> Void
    ) async throws {
        let sandbox = try Sandbox(
            SandboxConfiguration(
                port: 0, databasePath: path, seed: seed, caps: caps, trafficPerSecond: traffic, speed: speed,
                startDate: start))
        let port = try await sandbox.start()
        do {
            try await body(RunningSandbox(port: port))
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    func everflow(
        _ path: String, body: String? = nil, key: String? = "sandbox", method: String? = nil
    ) async throws -> CurlAnswer {
        try await curl(
            path, body: body,
            (key.map { ["-H", "X-Eflow-API-Key: \($0)"] } ?? []) + (method.map { ["-X", $0] } ?? []))
    }

    func leads(
        _ path: String, body: String? = nil, key: String? = "sandbox", accept: String = "application/json",
        _ more: [String] = []
    ) async throws -> CurlAnswer {
        try await curl(
            path, body: body, (key.map { ["-u", "API:\($0)"] } ?? []) + ["-H", "Accept: \(accept)"] + more)
    }

    /// The limit only ends what hangs: an answer waits for a thread that every other test wants too.
    func curl(_ path: String, body: String? = nil, _ arguments: [String]) async throws -> CurlAnswer {
        var all = ["-s", "-i", "-g", "--max-time", "600"] + arguments
        if let body { all += ["-H", "Content-Type: application/json", "--data-binary", body] }
        let output = try await RunningSandbox.output(of: "curl", all + ["http://127.0.0.1:\(port)\(path)"])
        let parts = output.components(separatedBy: "\r\n\r\n")
        let lines = (parts.first ?? "").components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces) }
        }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return CurlAnswer(status: status, headers: headers, body: parts.dropFirst().joined(separator: "\r\n\r\n"))
    }

    /// Waits on a thread of its own, so that the server's tasks keep theirs.
    static func output(of program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments = [program] + arguments
                let pipe = Pipe()
                process.standardOutput = pipe
                do {
                    try process.run()
                    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}

/// A path for a database, removed with what SQLite puts beside it.
struct TemporaryDatabase: ~Copyable {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("captop-sandbox-\(UUID().uuidString).sqlite").path

    deinit {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}

extension LimitSlot {
    /// `daily_conversion_cap`, as the reference's section 2 spells it.
    var fieldName: String {
        let prefix = ["daily", "weekly", "monthly", "global"][period.rawValue]
        return "\(prefix)_\(metric.rawValue)_cap"
    }

    /// `remaining_daily_conversion_cap`, as its section 5.2 spells it.
    var remainingName: String { "remaining_\(fieldName)" }
}
