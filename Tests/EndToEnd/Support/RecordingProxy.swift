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

    struct NoPort: Error {}

    let port: Int
    private let listener: Int32
    private let received = Mutex<[Request]>([])

    /// - Parameter port: where the server listens on loopback.
    init(to server: Int) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var (address, length) = (RecordingProxy.loopback(port: 0), socklen_t(MemoryLayout<sockaddr_in>.size))
        let isListening = withUnsafeMutableBytes(of: &address) { [listener] bytes in
            guard let raw = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
            return bind(listener, raw, length) == 0 && listen(listener, 128) == 0
                && getsockname(listener, raw, &length) == 0
        }
        guard isListening else { throw NoPort() }
        port = Int(UInt16(bigEndian: address.sin_port))
        let listener = listener
        Strand.start { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0, errno == EINTR || errno == ECONNABORTED { continue }
                guard client >= 0 else { break }
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                Strand.start { [weak self] in
                    var link = ProxyLink(client: client, server: RecordingProxy.connected(to: server))
                    link.run { request in self?.received.withLock { $0.append(request) } }
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

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    /// -1 when nobody listens there.
    private static func connected(to port: Int) -> Int32 {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port: port)
        let status = withUnsafeBytes(of: &address) { bytes in
            bytes.assumingMemoryBound(to: sockaddr.self).baseAddress.map {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(server)
            return -1
        }
        return server
    }
}

/// A thread of its own for blocking calls.
private enum Strand {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard status == 0 else { return work.release() }
        pthread_detach(thread)
    }
}
