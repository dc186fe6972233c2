// Where a command's words go: results to standard output, messages to standard error.
import Glibc
import TUIKitLite

enum Output {
    static func result(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func message(_ text: String) { write("captop: \(clean(text))\n", to: STDERR_FILENO) }

    /// Line by line as a terminal may see it: messages quote files, servers and arguments.
    static func clean(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { CellText.sanitized(String($0)) }
            .joined(separator: "\n")
    }

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
