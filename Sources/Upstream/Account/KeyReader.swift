// Reads one account's key when it is first needed and again when it may have changed, and takes it out of texts. Holds
// the only copy.

import Glibc
import Models

actor KeyReader {
    private static let maximumBytes = 64 << 10

    private let source: KeySource
    private var known: Secret?
    /// The one that was refused last: answers to requests that carried it may still be on their way.
    private var refused: Secret?
    /// Whoever needs the key meanwhile waits for the same: a command may ask its user for something each time.
    private var reading: Task<Result<Secret, UpstreamError>, Never>?

    init(_ source: KeySource) {
        self.source = source
    }

    /// - Throws: `.keyUnavailable` saying what is wrong with the reference.
    func key() async throws(UpstreamError) -> Secret {
        if let known { return known }
        let running = reading ?? Task { await finishReading() }
        reading = running
        return try await running.value.get()
    }

    private func finishReading() async -> Result<Secret, UpstreamError> {
        defer { reading = nil }
        do throws(UpstreamError) {
            let secret = try await read()
            known = secret
            return .success(secret)
        } catch {
            return .failure(error)
        }
    }

    /// The key as its source gives it now, when that differs from `refused`; nil when it is the same or cannot change
    /// while the process runs.
    func replacement(for refused: Secret) async -> Secret? {
        if let known, known != refused { return known }
        known = nil
        self.refused = refused
        switch source {
        case .env, .inProcess: return nil
        case .file, .command:
            guard let fresh = try? await key(), fresh != refused else { return nil }
            return fresh
        }
    }

    /// `message` without the keys that have been sent, in whatever form.
    func redacted(in message: String) -> String {
        [known, refused].compactMap { $0 }.reduce(message) { $1.redacted(in: $0) }
    }

    private func read() async throws(UpstreamError) -> Secret {
        switch source {
        case .env(let name):
            guard let value = getenv(name) else { throw unavailable("the variable \(name) is not set") }
            return try secret(from: String(cString: value))
        case .file(let path):
            return try secret(from: String(decoding: try KeyReader.contents(of: path), as: UTF8.self))
        case .command(let arguments):
            let output = try await KeyCommand(arguments: arguments).run()
            return try secret(from: String(decoding: output, as: UTF8.self))
        case .inProcess(let text):
            return try secret(from: text)
        }
    }

    private func secret(from text: String) throws(UpstreamError) -> Secret {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let key = lines.lazy.map(\.trimmingBlanks).first(where: { !$0.isEmpty }) else {
            throw unavailable("the \(source) holds no key")
        }
        guard key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw unavailable("the key in the \(source) has characters that no header can carry")
        }
        return Secret(String(key))
    }

    private static func contents(of path: String) throws(UpstreamError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw unavailable("the key file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unavailable("the key file \(path) is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw unavailable("the key file \(path) can be read by others (mode \(mode)): chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: maximumBytes)
        let count = Glibc.read(descriptor, &bytes, maximumBytes)
        guard count >= 0 else { throw unavailable("the key file \(path) cannot be read") }
        return Array(bytes.prefix(count))
    }
}

private func unavailable(_ message: String) -> UpstreamError {
    UpstreamError(.keyUnavailable, message)
}
