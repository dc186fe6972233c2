// Owns an authority of the test's own and what it signs, made by openssl: files in the test's folder. Knows no server.
import TestSupport
import Testing

struct Authority {
    /// For servers: the certificate, and its key.
    struct Paper {
        var certificate: String
        var key: String
    }

    /// Its own certificate: who believes it believes all that it has signed.
    let certificate: String
    private let scratch: Scratch
    private let files: String

    init(_ name: String, in scratch: Scratch) throws {
        self.scratch = scratch
        files = "\(scratch.path)/\(name)"
        certificate = "\(files).pem"
        try Authority.openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(files).key", "-out", certificate,
            "-subj", "/CN=\(name)",
        ])
    }

    /// For this machine, and for the name that another machine may find.
    ///
    /// - Parameter days: how long from now; -1 for what was over yesterday.
    func sign(days: Int) throws -> Paper {
        let server = "\(files)-\(days)"
        let hosts = try scratch.write("subjectAltName=DNS:\(OtherMachine.name),IP:127.0.0.1\n", to: "\(server).hosts")
        try Authority.openssl([
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(server).key", "-out", "\(server).request",
            "-subj", "/CN=server",
        ])
        try Authority.openssl([
            "x509", "-req", "-in", "\(server).request", "-CA", certificate, "-CAkey", "\(files).key", "-CAcreateserial",
            "-extfile", hosts, "-days", "\(days)", "-out", "\(server).pem",
        ])
        return Paper(certificate: "\(server).pem", key: "\(server).key")
    }

    private static func openssl(_ arguments: [String]) throws {
        let program = try PipedProgram("openssl", arguments)
        let code = program.exitCode()
        try #require(code == 0, "openssl \(arguments[0]): \(program.messages)")
    }
}
