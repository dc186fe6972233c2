// One blocking connection to Redis: requests as arrays of texts, answers as integers or texts. A pipeline is sent in one piece.
import Foundation

final class RedisConnection {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var place = 0

    /// Waits up to five seconds for the server to listen.
    init(port: UInt16) throws {
        let deadline = ContinuousClock.now + .seconds(5)
        while true {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = RedisServer.loopback(port: port)
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isConnected {
                self.descriptor = descriptor
                var yes: Int32 = 1
                setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
                return
            }
            close(descriptor)
            guard ContinuousClock.now < deadline else { throw BenchmarkError("redis-server does not answer") }
            usleep(20_000)
        }
    }

    deinit {
        close(descriptor)
    }

    func text(_ request: [String]) throws -> String {
        try send([request])
        return try answer()
    }

    /// One answer for each request.
    func integers(_ requests: [[String]]) throws -> [Int] {
        try send(requests)
        return try requests.map { _ in
            let text = try answer()
            guard let number = Int(text) else { throw BenchmarkError("Redis answered \(text)") }
            return number
        }
    }

    private func send(_ requests: [[String]]) throws {
        var bytes: [UInt8] = []
        for request in requests {
            bytes += "*\(request.count)\r\n".utf8
            for part in request { bytes += "$\(part.utf8.count)\r\n\(part)\r\n".utf8 }
        }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchmarkError("Redis closed the connection") }
            sent += count
        }
    }

    /// A status, an integer or a text; throws an error of Redis.
    private func answer() throws -> String {
        let head = try line()
        switch head.first {
        case "+", ":": return String(head.dropFirst())
        case "$": return try line()
        default: throw BenchmarkError("Redis answered \(head)")
        }
    }

    private func line() throws -> String {
        while true {
            if let end = buffer[place...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { place = end + 1 }
                return String(decoding: buffer[place..<(end - 1)], as: UTF8.self)
            }
            buffer.removeFirst(place)
            place = 0
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchmarkError("Redis closed the connection") }
            buffer += chunk.prefix(count)
        }
    }
}
