// Owns a loopback port in front of a server: passes every byte on both ways and remembers each request, before the server
// gets the last of it. Answers in the server's place where a test says so. Knows of HTTP where a request ends, and the
// shortest answer.
import Glibc
import Models
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
    private let inItsPlace = Mutex<(@Sendable (Request) -> [UInt8]?)?>(nil)

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
                    link.run(past: gate) { request in self?.take(request) }
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// From now on `answer` is asked first, nil for what the server is to answer; what it answers ends the connection.
    func standIn(_ answer: (@Sendable (Request) -> [UInt8]?)?) { inItsPlace.withLock { $0 = answer } }

    static func answer(_ status: Int, _ body: JSONValue) -> [UInt8] {
        let body = body.serialized()
        let head = "HTTP/1.1 \(status) Stand-in\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n"
        return Array((head + "Connection: close\r\n\r\n").utf8) + body
    }

    private func take(_ request: Request) -> [UInt8]? {
        received.withLock { $0.append(request) }
        let answer = inItsPlace.withLock { $0 }
        return answer?(request)
    }

    /// In the order of their arrival.
    var requests: [Request] { received.withLock { $0 } }

    /// Those that would change something.
    var writes: [Request] { requests.filter { !$0.isRead } }
}
