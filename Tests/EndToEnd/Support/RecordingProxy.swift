// Owns a loopback port in front of a server: passes every byte on both ways and remembers each request, before the server
// gets the last of it. Knows of HTTP only where a request ends.
import Glibc
import Synchronization

/// What a server was asked, seen from outside of both ends.
final class RecordingProxy: Sendable {
    struct Request: Sendable, Equatable {
        var method: String
        /// Path and query as sent.
        var target: String
        var body: [UInt8]

        /// `PATCH /v1/networks/custom/caps`.
        var line: String { "\(method) \(target)" }

        /// Nothing changes by it: GET, and the POSTs that search, report or preview (Everflow reference, 4.1, 6.1, 6.4, 12).
        var isRead: Bool {
            let path = target.prefix { $0 != "?" }
            guard method == "POST" else { return method == "GET" }
            return path.hasSuffix("table") || path.hasSuffix("/submit") || path.hasPrefix("/v1/networks/reporting/")
        }
    }

    let port: Int
    /// Lets everything through at first.
    let gate = WriteGate()
    private let listener: Int32
    private let received = Mutex<[Request]>([])

    /// - Parameter port: where the server listens on loopback.
    init(to server: Int) throws {
        (listener, port) = try Loopback.listener()
        let (listener, gate) = (listener, gate)
        Strand.start { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0, errno == EINTR || errno == ECONNABORTED { continue }
                guard client >= 0 else { break }
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                Strand.start { [weak self] in
                    var link = ProxyLink(client: client, server: Loopback.connected(to: server))
                    link.run(past: gate) { request in self?.received.withLock { $0.append(request) } }
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// In the order of their arrival.
    var requests: [Request] { received.withLock { $0 } }

    /// Those that would change something.
    var writes: [Request] { requests.filter { !$0.isRead } }
}
