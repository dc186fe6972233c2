// Where a command's words go: results to standard output, messages to standard error.
import Glibc
import TUIKitLite

enum Output {
    /// What was asked for. What cannot be written ends the process, or a script would take a part of it for all of it.
    static func result(_ text: String) {
        guard let failure = write(text, to: STDOUT_FILENO) else { return }
        message("the output could not be written: \(String(cString: strerror(failure)))")
        leave(ExitStatus.failed)
    }

    /// What comes along while a command runs on and on, or is said of what has been done: that nobody takes it is no failure.
    static func news(_ text: String) { _ = write(text, to: STDOUT_FILENO) }

    static func message(_ text: String) { _ = write("captop: \(clean(text))\n", to: STDERR_FILENO) }

    /// Line by line as a terminal may see it: messages quote files, servers and arguments.
    static func clean(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { CellText.sanitized(String($0)) }
            .joined(separator: "\n")
    }

    /// What a command that asks says meanwhile: not its result, and not something that went wrong.
    static func prompt(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Writes all of it. A reader that has gone (`| head`) has seen enough: that is no failure.
    ///
    /// - Returns: why not, as `errno`.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return errno == EPIPE ? nil : errno }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return nil
        }
    }
}
