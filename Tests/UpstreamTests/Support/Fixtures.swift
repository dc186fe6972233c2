// Small values shared by the tests of this target.

import Foundation
import Synchronization

/// Counts calls from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    func back() {
        count.withLock { $0 -= 1 }
    }

    func raise(to value: Int) {
        count.withLock { $0 = max($0, value) }
    }
}

/// `printf 'hello hello hello\n' | gzip -n -9`, 18 bytes unpacked.
let gzipHello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48,
    0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0x5c, 0x00, 0x3b, 0x7c, 0x8a,
    0xdf, 0x12, 0x00, 0x00, 0x00,
]

/// A port on which nothing listens: bound, read and released.
func freePort() -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
            _ = bind(descriptor, raw, length)
            _ = getsockname(descriptor, raw, &length)
        }
    }
    return UInt16(bigEndian: address.sin_port)
}

/// A file that lives as long as this value.
final class TemporaryFile {
    let path: String

    init(_ text: String, mode: mode_t) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("captop-\(UUID().uuidString)").path
        try write(text)
        chmod(path, mode)
    }

    func write(_ text: String) throws {
        let isThere = FileManager.default.fileExists(atPath: path)
        let handle = isThere ? FileHandle(forWritingAtPath: path) : nil
        if let handle {
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        } else {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
    }

    deinit {
        unlink(path)
    }
}
