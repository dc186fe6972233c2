// A Redis of the benchmark's own: on loopback, a free port, an append-only file in a folder of its own.
import Foundation

final class RedisServer {
    let port: UInt16
    private let process = Process()

    /// - Parameter appendfsync: `everysec` writes before it answers, as SQLite's `synchronous = NORMAL` does; `always` also
    ///   waits for the disk.
    init(folder: String, appendfsync: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        port = try RedisServer.freePort()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "redis-server", "--bind", "127.0.0.1", "--port", "\(port)", "--dir", folder, "--save", "", "--appendonly",
            "yes", "--appendfsync", appendfsync,
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    /// Nobody needs its data, so it is not asked to save them.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw BenchmarkError("no free port: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }

    static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
