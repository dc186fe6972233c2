// One accepted connection of the fixture server: reads requests, writes replies.

import Foundation

struct Connection {
    let descriptor: Int32
    let number: Int
    private var buffer: [UInt8] = []

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    /// The next request; nil when the client has gone.
    mutating func next() -> Received? {
        let end = Array("\r\n\r\n".utf8)
        var split = buffer.firstRange(of: end)
        while split == nil {
            guard fill() else { return nil }
            split = buffer.firstRange(of: end)
        }
        guard let split else { return nil }
        let head = String(decoding: buffer[..<split.lowerBound], as: UTF8.self)
        buffer.removeSubrange(..<split.upperBound)
        let lines = head.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1] : ""
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length {
            guard fill() else { return nil }
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return Received(
            method: words[0], target: words[1], headers: headers, body: body, connection: number)
    }

    /// False when the connection is over.
    mutating func perform(_ reply: Reply) -> Bool {
        switch reply {
        case .answer(let status, let headers, let body):
            return write(Connection.bytes(status: status, headers: headers, body: body))
        case .cut(let bytes):
            _ = write(bytes)
            return false
        case .hold(let bytes):
            guard write(bytes) else { return false }
            while fill() {}
            return false
        case .reset(let bytes):
            _ = write(bytes)
            var none = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &none, socklen_t(MemoryLayout<linger>.size))
            return false
        case .drip(let bytes, let pieces, let pause):
            let size = max(1, (bytes.count + pieces - 1) / max(1, pieces))
            for start in stride(from: 0, to: bytes.count, by: size) {
                guard write(Array(bytes[start..<min(start + size, bytes.count)])) else { return false }
                usleep(pause)
            }
            return true
        case .flood(let head, let most):
            guard write(head) else { return false }
            let spaces = [UInt8](repeating: 32, count: 1 << 16)
            for _ in 0..<(most / spaces.count) {
                guard write(spaces) else { return false }
            }
            return false
        case .after(let gate, let reply):
            gate.pass()
            return perform(reply)
        }
    }

    /// A complete answer as it goes over the wire.
    static func bytes(status: Int, headers: [(String, String)], body: [UInt8], length: Int? = nil) -> [UInt8] {
        var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(length ?? body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk[..<count])
        return true
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                send(descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
