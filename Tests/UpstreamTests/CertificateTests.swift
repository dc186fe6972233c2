// Certificates that are to be believed and such as are not, made by openssl when the test runs. Knows of the client only how
// it asks: what is believed beside the machine's own authorities is set here.

import CCurl
import Foundation
import Models
import Testing

@testable import Upstream

@Suite struct CertificateTests {
    /// `openssl s_server` on a free port, with a certificate that an authority of its own has signed.
    private final class Server {
        let port: Int
        /// The authority's certificate: who believes it has no other reason to refuse than what the server's own says.
        let authority: String
        private let folder: URL
        private let process: Process

        /// - Parameters:
        ///   - host: whom the certificate is for, as `IP:127.0.0.1` or `DNS:api.example.com`.
        ///   - end: when it ends, as 20200201000000Z.
        init(for host: String, until end: String) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            authority = folder.path + "/authority"
            let (key, certificate) = (folder.path + "/key", folder.path + "/certificate")
            try Server.sign(for: host, until: end, in: folder.path)
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

        /// Makes `authority`, and `key` with the `certificate` that it signs.
        private static func sign(for host: String, until end: String, in folder: String) throws {
            let (request, settings) = (folder + "/request", folder + "/settings")
            let (authority, authorityKey) = (folder + "/authority", folder + "/authority-key")
            try self.settings(in: folder).write(toFile: settings, atomically: true, encoding: .utf8)
            try "".write(toFile: folder + "/index", atomically: true, encoding: .utf8)
            let commands: [[String]] = [
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", authorityKey, "-out", authority,
                    "-subj", "/CN=authority",
                ],
                [
                    "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", folder + "/key", "-out", request,
                    "-subj", "/CN=server", "-addext", "subjectAltName=" + host,
                ],
                [
                    "ca", "-batch", "-notext", "-config", settings, "-cert", authority, "-keyfile", authorityKey,
                    "-in", request, "-out", folder + "/certificate", "-startdate", "20200101000000Z", "-enddate", end,
                ],
            ]
            for command in commands {
                let process = try openssl(command).process
                process.waitUntilExit()
                try #require(process.terminationStatus == 0, "openssl \(command[0])")
            }
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
            copy_extensions = copy
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

    private func request(to server: Server) throws -> HTTPRequest {
        HTTPRequest(
            .get, try WebAddress("https://127.0.0.1:\(server.port)/"), headers: [("X-Eflow-API-Key", "sesame")])
    }

    /// One exchange with all of the client's own settings and one more: the authority that is believed.
    private func exchange(with server: Server) async throws -> TransferResult {
        let transfer = Transfer(try request(to: server))
        return await withCheckedContinuation { continuation in
            transfer.begin(continuation)
            CertificateTests.perform(transfer, believing: server.authority)
        }
    }

    private static func perform(_ transfer: Transfer, believing authority: String) {
        let failure = TransferResult.failure(UpstreamError(.refused, "libcurl does not begin or end the exchange"))
        guard ccurl_load() == nil, let multi = ccurl_multi_init() else { return transfer.finish(failure) }
        defer { ccurl_multi_cleanup(multi) }
        guard let curl = CurlTransfer(transfer, options: HTTPOptions(), multi: multi) else {
            return transfer.finish(failure)
        }
        ccurl_set_text(curl.easy, CURLOPT_CAINFO, authority)
        var running: Int32 = 1
        while running > 0 {
            ccurl_multi_perform(multi, &running)
            if running > 0 { ccurl_multi_poll(multi, nil, 0, 1000, nil) }
        }
        var left: Int32 = 0
        guard let message = ccurl_multi_info_read(multi, &left) else { return transfer.finish(failure) }
        curl.complete(message.pointee.data.result, multi: multi)
    }

    @Test("a certificate of an authority that the machine does not know ends the exchange, saying that it is TLS")
    func unknown() async throws {
        let server = try Server(for: "IP:127.0.0.1", until: "20990101000000Z")
        let request = try request(to: server)
        let error = try #require(
            await #expect(throws: UpstreamError.self) { try await HTTPClient().send(request) })
        withExtendedLifetime(server) {}
        #expect(error.kind == .tls && error.message.hasPrefix("TLS with 127.0.0.1 failed: "), "\(error)")
        #expect(error.message.contains("issuer certificate"), "\(error)")
    }

    @Test("a certificate of an authority that is known, for this host and not over, is taken")
    func good() async throws {
        let server = try Server(for: "IP:127.0.0.1", until: "20990101000000Z")
        let result = try await exchange(with: server)
        withExtendedLifetime(server) {}
        #expect(try result.get().response.status == 200)
    }

    @Test("a certificate of an authority that is known, but over, is refused for that")
    func expired() async throws {
        let error = try await refusal(of: try Server(for: "IP:127.0.0.1", until: "20200201000000Z"))
        #expect(error.message.contains("certificate has expired"), "\(error)")
    }

    @Test("a certificate of an authority that is known, but for another host, is refused for that")
    func otherHost() async throws {
        let error = try await refusal(of: try Server(for: "DNS:api.example.com", until: "20990101000000Z"))
        #expect(error.message.contains("subject name"), "\(error)")
    }

    private func refusal(of server: Server) async throws -> UpstreamError {
        let result = try await exchange(with: server)
        withExtendedLifetime(server) {}
        guard case .failure(let error) = result else {
            throw UpstreamError(.tls, "the certificate was taken")
        }
        #expect(error.kind == .tls && error.message.hasPrefix("TLS with 127.0.0.1 failed: "), "\(error)")
        return error
    }
}
