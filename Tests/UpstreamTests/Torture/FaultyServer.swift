// A loopback server that may cease to listen and begin again: its port stays its own meanwhile, so that whoever connects is
// refused. Knows nothing of what it is asked.

import Foundation
import Glibc
import Synchronization

final class FaultyServer: Sendable {
    typealias Handler = @Sendable (Received) -> Reply?

    private struct State {
        var listener: Int32?
        /// How often it was to listen: a request from before cannot end what has begun since.
        var beginnings = 0
    }

    let port: UInt16
    /// Bound and never listening: it keeps the port, and who connects while nobody listens there is refused.
    private let holder: Int32
    private let handler: Handler
    private let state = Mutex(State())

    /// - Parameter handler: answers a request, or nil: to hang up and to listen no more.
    init(_ handler: @escaping Handler) throws {
        self.handler = handler
        (holder, port) = try FaultyServer.bind(to: 0)
        try listen()
    }

    deinit {
        refuse(since: beginnings)
        close(holder)
    }

    var base: String { "http://127.0.0.1:\(port)" }

    private var beginnings: Int { state.withLock { $0.beginnings } }

    /// Who connects from now on is heard.
    func listen() throws {
        let isListening = state.withLock { state in
            state.beginnings += 1
            return state.listener != nil
        }
        guard !isListening else { return }
        let (descriptor, _) = try FaultyServer.bind(to: port)
        guard Glibc.listen(descriptor, 64) == 0 else {
            close(descriptor)
            throw POSIXError(.EADDRINUSE)
        }
        state.withLock { $0.listener = descriptor }
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                guard let self else {
                    close(connection)
                    break
                }
                self.serve(connection)
            }
            close(descriptor)
        }
    }

    /// Who connects from now on is refused; who is connected is still heard.
    private func refuse(since beginnings: Int) {
        state.withLock { state in
            guard state.beginnings == beginnings, let descriptor = state.listener else { return }
            shutdown(descriptor, Int32(SHUT_RDWR))
            state.listener = nil
        }
    }

    private func serve(_ descriptor: Int32) {
        let handler = handler
        Thread.detachNewThread { [weak self] in
            var connection = Connection(descriptor: descriptor, number: 0)
            while let request = connection.next(), let beginnings = self?.beginnings {
                guard let reply = handler(request) else {
                    self?.refuse(since: beginnings)
                    break
                }
                guard connection.perform(reply) else { break }
            }
            close(descriptor)
        }
    }

    private static func bind(to port: UInt16) throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                Glibc.bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
