// Certificates that nobody should trust, made by openssl when the test runs: the exchange ends before anything is sent.

import Foundation
import Models
import Testing

@testable import Upstream

@Suite struct CertificateTests {
    /// `openssl s_server` on a free port with a certificate of its own making.
    private final class Server {
        let port: Int
        private let folder: URL
        private let process: Process

        /// - Parameter end: when the certificate ends, as 20200201000000Z.
        init(subject: String, end: String) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let (key, request) = (folder.path + "/key", folder.path + "/request")
            let (certificate, settings) = (folder.path + "/certificate", folder.path + "/settings")
            try Server.settings(in: folder.path).write(toFile: settings, atomically: true, encoding: .utf8)
            try "".write(toFile: folder.path + "/index", atomically: true, encoding: .utf8)
            for arguments in [
                ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", subject],
                ["ca", "-batch", "-selfsign", "-notext", "-config", settings, "-keyfile", key, "-in", request]
                    + ["-out", certificate, "-startdate", "20200101000000Z", "-enddate", end],
            ] {
                try Server.openssl(arguments).process.waitUntilExit()
            }
            let server = try Server.openssl([
                "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www",
            ])
            process = server.process
            var said = ""
            while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
                let data = server.output.fileHandleForReading.availableData
                try #require(!data.isEmpty, "openssl ended: \(said)")
                said += String(decoding: data, as: UTF8.self)
            }
            port = try #require(Int(said.split(separator: ":").last?.prefix { $0.isNumber } ?? ""))
        }

        /// Of `openssl ca`, which alone makes a certificate that has ended.
        private static func settings(in folder: String) -> String {
            """
            [ca]
            default_ca = own
            [own]
            database = \(folder)/index
            new_certs_dir = \(folder)
            default_md = sha256
            rand_serial = yes
            policy = names
            [names]
            commonName = supplied
            """
        }

        private static func openssl(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["openssl"] + arguments
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            return (process, output)
        }

        deinit {
            // Not asked nicely: it inherits the signals that other tests have blocked.
            kill(process.processIdentifier, SIGKILL)
            try? FileManager.default.removeItem(at: folder)
        }
    }

    @Test(
        "a certificate of nobody's, an expired one and one of another host end the exchange, saying that it is TLS",
        arguments: [
            ("/CN=127.0.0.1", "20990101000000Z"), ("/CN=127.0.0.1", "20200201000000Z"),
            ("/CN=api.example.com", "20990101000000Z"),
        ])
    func untrusted(subject: String, end: String) async throws {
        let server = try Server(subject: subject, end: end)
        let request = HTTPRequest(
            .get, try WebAddress("https://127.0.0.1:\(server.port)/"), headers: [("X-Eflow-API-Key", "sesame")])
        let error = try #require(
            await #expect(throws: UpstreamError.self) { try await HTTPClient().send(request) })
        withExtendedLifetime(server) {}
        #expect(error.kind == .tls && error.message.hasPrefix("TLS with 127.0.0.1 failed: "), "\(error)")
        #expect(error.message.contains("certificate"))
    }
}
