// Who is at the keyboard, for the journal.
import Glibc

enum Operator {
    /// `user@host`; the user's number when it has no name.
    static var name: String {
        let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
        var buffer = [CChar](repeating: 0, count: 256)
        gethostname(&buffer, buffer.count - 1)
        let host = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "\(user)@\(String(decoding: host, as: UTF8.self))"
    }
}
