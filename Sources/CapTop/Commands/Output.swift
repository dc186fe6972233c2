// Where a command's words go: results to standard output, messages to standard error.
import Glibc

enum Output {
    static func result(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func message(_ text: String) { write("captop: \(text)\n", to: STDERR_FILENO) }

    /// What a command that asks says meanwhile: not its result, and not something that went wrong.
    static func prompt(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Writes all of it. A reader that has gone (`| head`) has seen enough: that is no failure.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
