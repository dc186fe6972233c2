// Owns a loopback port in front of a server, and the weather on the way to it: connections that are refused, reset, cut,
// stalled, fed drop by drop or answered by somebody else. Knows of HTTP only what a page of a hotel's looks like.
import Glibc
import Synchronization
import TestSupport

final class StormyProxy: Sendable {
    /// What befalls one connection.
    enum Fate: CaseIterable {
        case pass, refuse, reset, cut, stall, drip, page, lie, noise, flood, bomb

        /// Of a storm. A bomb, which keeps whoever unpacks it busy, comes only where it is asked for.
        static let usual = allCases.filter { $0 != .bomb }
    }

    private struct State {
        var isStormy = false
        var isHolding = false
        var random = SeededRandom(seed: 1)
        var possible = Fate.usual
        /// Both ends of every connection that lives.
        var open: Set<Int32> = []
        var fates: [Fate: Int] = [:]
    }

    let port: Int
    private let server: Int
    private let bomb: [UInt8]
    private let listener: Int32
    private let state = Mutex(State())

    /// - Parameter bomb: a body that gzip has packed.
    init(to server: Int, bomb: [UInt8] = []) throws {
        self.server = server
        self.bomb = bomb
        (listener, port) = try Loopback.listener()
        Strand.start { [weak self, listener] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0, errno == EINTR || errno == ECONNABORTED { continue }
                guard client >= 0, let self else { break }
                Strand.start { self.serve(client) }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    var fates: [Fate: Int] { state.withLock { $0.fates } }

    /// From now on connections meet a fate; those that live are cut.
    func storm(seed: UInt64, of fates: [Fate] = Fate.usual) {
        change {
            $0.isStormy = true
            $0.random = SeededRandom(seed: seed)
            $0.possible = fates
        }
    }

    /// From now on new connections get no answer; those that live go on.
    func hold() { state.withLock { $0.isHolding = true } }

    /// From now on everything passes; what hangs is cut, as by a network that comes back.
    func clear() {
        change {
            $0.isStormy = false
            $0.isHolding = false
        }
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            for end in state.open { shutdown(end, Int32(SHUT_RDWR)) }
        }
    }

    private func serve(_ client: Int32) {
        let server = Loopback.connected(to: server)
        let (fate, place) = state.withLock { state -> (Fate, Int) in
            state.open.formUnion([client, server])
            if state.isHolding { return (.stall, 0) }
            guard state.isStormy else { return (.pass, 0) }
            let possible = state.possible
            let fate = possible.randomElement(using: &state.random) ?? .pass
            state.fates[fate, default: 0] += 1
            return (fate, Int.random(in: 0..<4000, using: &state.random))
        }
        run(fate, place, client, server)
        state.withLock { state in
            state.open.subtract([client, server])
            for end in [client, server] where end >= 0 { close(end) }
        }
    }

    private func run(_ fate: Fate, _ place: Int, _ client: Int32, _ server: Int32) {
        guard server >= 0 else { return }
        switch fate {
        case .pass: Loopback.carry(client, server, most: .max)
        case .refuse: break
        case .reset:
            Loopback.carry(client, server, most: place)
            var none = linger(l_onoff: 1, l_linger: 0)
            setsockopt(client, SOL_SOCKET, SO_LINGER, &none, socklen_t(MemoryLayout<linger>.size))
        case .cut: Loopback.carry(client, server, most: place)
        case .stall:
            Loopback.carry(client, server, most: place)
            while Loopback.receive(client) != nil {}
        case .drip: Loopback.carry(client, server, most: .max, piece: 200)
        case .page: answer(client, "text/html", Array("<html><title>Welcome to our Wi-Fi</title>".utf8))
        case .lie: answer(client, "application/json", Array(["null", "[[[[[[", "7", "\"\""][place % 4].utf8))
        case .noise: _ = Loopback.receive(client).map { Loopback.pass(Array($0.reversed()), to: client) }
        case .flood:
            guard Loopback.receive(client) != nil else { return }
            let head = Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".utf8)
            guard Loopback.pass(head, to: client) else { return }
            let spaces = [UInt8](repeating: 32, count: 1 << 18)
            // A gigabyte, never stored: whoever takes all of it has no limit.
            for _ in 0..<4096 where !Loopback.pass(spaces, to: client) { return }
        case .bomb: answer(client, "application/json\r\nContent-Encoding: gzip", bomb)
        }
    }

    private func answer(_ client: Int32, _ type: String, _ body: [UInt8]) {
        while Loopback.receive(client) != nil {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
            guard Loopback.pass(Array(head.utf8) + body, to: client) else { return }
        }
    }
}
