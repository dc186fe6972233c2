// One client's connection through the recording proxy: carries bytes both ways and cuts the client's into requests.
import Glibc

struct ProxyLink {
    private let client: Int32
    private let server: Int32
    private var unread: [UInt8] = []

    /// - Parameter server: -1 when it could not be reached; then the client is hung up on.
    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    /// Ends when either side does; the other side then sees its connection closed as well.
    ///
    /// - Parameter take: is given every request, and answers what the server is not to answer.
    mutating func run(past gate: WriteGate, _ take: (RecordingProxy.Request) -> [UInt8]?) {
        defer { for end in [client, server] where end >= 0 { close(end) } }
        guard server >= 0 else { return }
        while true {
            var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ends, 2, -1) >= 0 || errno == EINTR else { return }
            if ends[0].revents != 0 {
                guard let bytes = Loopback.receive(client) else { return }
                unread += bytes
                var held: WriteGate.Side?
                while let request = nextRequest() {
                    // Of this request the server may have got a part: it gets nothing more.
                    if let answer = take(request) {
                        _ = Loopback.pass(answer, to: client)
                        return
                    }
                    if !request.isRead { held = held ?? gate.arrive() }
                }
                if let held { return hold(bytes, on: held, at: gate) }
                guard Loopback.pass(bytes, to: server) else { return }
            }
            if ends[1].revents != 0 {
                guard let bytes = Loopback.receive(server), Loopback.pass(bytes, to: client) else { return }
            }
        }
    }

    /// Lets nothing pass any more, until the client has gone.
    private func hold(_ bytes: [UInt8], on side: WriteGate.Side, at gate: WriteGate) {
        if side == .answer {
            guard Loopback.pass(bytes, to: server), Loopback.receive(server) != nil else { return }
        }
        gate.noteHolding()
        while Loopback.receive(client) != nil {}
    }

    /// The next request of which everything has come.
    private mutating func nextRequest() -> RecordingProxy.Request? {
        guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: unread[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3 else { return nil }
        let lengths = lines.compactMap { line -> Int? in
            guard line.lowercased().hasPrefix("content-length:") else { return nil }
            return Int(line.drop { $0 != ":" }.dropFirst().filter { $0 != " " })
        }
        let last = end.upperBound + (lengths.first ?? 0)
        guard unread.count >= last else { return nil }
        let body = Array(unread[end.upperBound..<last])
        unread.removeFirst(last)
        return RecordingProxy.Request(method: String(words[0]), target: String(words[1]), body: body)
    }
}
