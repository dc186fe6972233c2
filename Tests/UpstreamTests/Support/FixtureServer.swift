// A loopback HTTP server on raw sockets that answers as scripted, decently or not. Knows nothing of captop.

import Foundation
import Glibc
import Synchronization

/// One request as it arrived.
struct Received: Sendable {
    var method: String
    /// Path and query as sent.
    var target: String
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]
    /// Counts accepted connections from 1.
    var connection: Int

    var path: String { String(target.prefix { $0 != "?" }) }

    /// Decoded values of one query parameter.
    func query(_ name: String) -> [String] {
        let components = URLComponents(string: target)
        return (components?.queryItems ?? []).filter { $0.name == name }.compactMap(\.value)
    }
}

/// What the server does with one request.
enum Reply: Sendable {
    /// A complete answer with its length; the connection stays open.
    case answer(status: Int, headers: [(String, String)], body: [UInt8])
    /// These bytes, then the end of the connection.
    case cut([UInt8])
    /// These bytes, then nothing until the client goes away.
    case hold([UInt8])
    /// These bytes, then a reset in place of an orderly end.
    case reset([UInt8])
    /// These bytes, a few at a time with a pause between them; the connection stays open.
    case drip([UInt8], pieces: Int, microseconds: UInt32)
    /// A head, then spaces without end, until the client goes away or has taken so many bytes.
    case flood([UInt8], bytes: Int)
    /// Another reply once the gate is open.
    indirect case after(Gate, Reply)

    static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Reply {
        .answer(status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
    }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}

/// Opened once by a test; until then those who pass wait.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    func pass() {
        semaphore.wait()
        semaphore.signal()
    }
}

final class FixtureServer: Sendable {
    typealias Handler = @Sendable (Received) -> Reply

    private struct State {
        var received: [Received] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var connections = 0
    }

    let port: UInt16
    private let address: String
    private let listener: Int32
    private let handler: Handler
    private let greeting: [UInt8]?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - greeting: sent to whoever connects, unasked, in place of everything else.
    ///   - isIPv6: listens on ::1 only.
    init(
        greeting: [UInt8]? = nil, isIPv6: Bool = false, _ handler: @escaping Handler = { _ in .cut([]) }
    ) throws {
        self.handler = handler
        self.greeting = greeting
        address = isIPv6 ? "http://[::1]" : "http://127.0.0.1"
        (listener, port) = try isIPv6 ? FixtureServer.listenOnSix() : FixtureServer.listenOnFour()
        let listener = listener
        Thread.detachNewThread { [weak self, listener] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                guard let self else {
                    close(descriptor)
                    break
                }
                self.serve(descriptor)
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    var base: String { "\(address):\(port)" }

    private static func listenOnFour() throws -> (Int32, UInt16) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let listener = try listen(AF_INET, &address)
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func listenOnSix() throws -> (Int32, UInt16) {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        let listener = try listen(AF_INET6, &address)
        return (listener, UInt16(bigEndian: address.sin6_port))
    }

    /// Listens at `address`, which gets the port that was free.
    private static func listen<Address>(_ family: Int32, _ address: inout Address) throws -> Int32 {
        let listener = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        var length = socklen_t(MemoryLayout<Address>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, length) == 0 && Glibc.listen(listener, 64) == 0
                    && getsockname(listener, raw, &length) == 0
            }
        }
        guard listener >= 0, status else { throw POSIXError(.EADDRNOTAVAIL) }
        return listener
    }

    var received: [Received] { state.withLock { $0.received } }

    /// Returns once `count` requests have arrived.
    func arrived(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.received.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func serve(_ descriptor: Int32) {
        let number = state.withLock { state in
            state.connections += 1
            return state.connections
        }
        let (handler, greeting) = (handler, greeting)
        let record: @Sendable (Received) -> Void = { [weak self] in self?.record($0) }
        Thread.detachNewThread {
            var connection = Connection(descriptor: descriptor, number: number)
            if let greeting { _ = connection.perform(.hold(greeting)) }
            while greeting == nil, let request = connection.next() {
                let reply = handler(request)
                record(request)
                guard connection.perform(reply) else { break }
            }
            close(descriptor)
        }
    }

    private func record(_ request: Received) {
        let ready = state.withLock { state in
            state.received.append(request)
            let count = state.received.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}
