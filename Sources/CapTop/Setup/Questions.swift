// Asking somebody on standard error and hearing the answer on standard input: a terminal, or a pipe with a line each.
import Glibc
import TUIKitLite

struct Questions {
    private let isTerminal = isatty(STDIN_FILENO) == 1

    /// Asks until `problem` finds nothing wrong. On a pipe a wrong answer ends it: the next line answers something else.
    ///
    /// - Parameter usual: what an empty answer means.
    func ask(
        _ question: String, usual: String = "", problem: (String) -> String? = { _ in nil }
    ) throws(CommandFailure) -> String {
        while true {
            say(usual.isEmpty ? "\(question): " : "\(question) [\(usual)]: ")
            let typed = try line()
            let answer = typed.isEmpty ? usual : typed
            guard let problem = answer.isEmpty ? "an answer is needed" : problem(answer) else { return answer }
            guard isTerminal else {
                throw CommandFailure(message: "\(question): '\(answer)': \(problem)", status: ExitStatus.usage)
            }
            say("  \(problem)\n")
        }
    }

    func choose(_ question: String, of words: [String], usual: String) throws(CommandFailure) -> String {
        let list = words.joined(separator: ", ")
        return try ask("\(question) (\(list))", usual: usual) { words.contains($0) ? nil : "it is one of \(list)" }
    }

    func agree(_ question: String) throws(CommandFailure) -> Bool {
        try choose(question, of: ["y", "n"], usual: "y") == "y"
    }

    /// An answer that no terminal shows.
    func secret(_ question: String) throws(CommandFailure) -> String {
        say("\(question): ")
        defer { if isTerminal { say("\n") } }
        let answer = try HiddenInput.read(line)
        guard !answer.isEmpty else {
            throw CommandFailure(message: "there was no answer; nothing is written", status: ExitStatus.usage)
        }
        return answer
    }

    func say(_ text: String) { Output.prompt(text) }

    /// One line without its end, byte by byte: what follows belongs to the next question.
    private func line() throws(CommandFailure) -> String {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1, byte != 4 else { throw Questions.unanswered }
            switch byte {
            case 10, 13: return String(decoding: bytes, as: UTF8.self).trimmed
            case 8, 127: if !bytes.isEmpty { bytes.removeLast() }
            default: if bytes.count < 4096 { bytes.append(byte) }
            }
        }
    }

    private static let unanswered = CommandFailure(
        message: """
            captop init asks questions, and this one got no answer; nothing more is written. Run it in a terminal, or \
            give the answers on standard input, a line each.
            """,
        status: ExitStatus.usage)
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
