// Loopback sockets and threads for the proxies of the tests. Knows no HTTP.
import Glibc

enum Loopback {
    struct NoPort: Error {}

    /// Listens on a free port.
    static func listener() throws -> (socket: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var (address, length) = (address(port: 0), socklen_t(MemoryLayout<sockaddr_in>.size))
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            guard let raw = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
            return bind(listener, raw, length) == 0 && listen(listener, 128) == 0
                && getsockname(listener, raw, &length) == 0
        }
        guard isListening else { throw NoPort() }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// -1 when nobody listens there.
    static func connected(to port: Int) -> Int32 {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = address(port: port)
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

    private static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    /// nil when there is nothing more to come.
    static func receive(_ end: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(end, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    static func pass(_ bytes: [UInt8], to end: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(end, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Carries bytes both ways until either side ends or `most` bytes have come from the server; `piece` by piece, with a
    /// pause of a tenth of a second after each, when that is given.
    static func carry(_ client: Int32, _ server: Int32, most: Int, piece: Int? = nil) {
        var left = most
        while left > 0 {
            var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ends, 2, -1) >= 0 || errno == EINTR else { return }
            if ends[0].revents != 0 {
                guard let bytes = receive(client), pass(bytes, to: server) else { return }
            }
            if ends[1].revents != 0 {
                guard let bytes = receive(server).map({ Array($0.prefix(left)) }) else { return }
                left -= bytes.count
                for start in stride(from: 0, to: bytes.count, by: piece ?? max(1, bytes.count)) {
                    guard pass(Array(bytes[start..<min(bytes.count, start + (piece ?? bytes.count))]), to: client)
                    else {
                        return
                    }
                    if piece != nil { poll(nil, 0, 100) }
                }
            }
        }
    }
}

/// A thread of its own for blocking calls.
enum Strand {
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
        precondition(status == 0, "no thread: \(String(cString: strerror(status)))")
        pthread_detach(thread)
    }
}
