// What a network says in answers of success, made fit to be shown and kept: without the key that it was sent, on one
// line, cut. Every such sentence leaves Upstream through here; the values of objects do not, as they are written back as
// they came.

import Models

extension AccountClient {
    /// Unicode scalars of one quotation.
    private static let longestQuote = 500

    func quoted(_ text: String) async -> String {
        await keys.redacted(in: text).onOneLine(atMost: AccountClient.longestQuote)
    }

    func quoted(_ texts: [String]) async -> [String] {
        var lines: [String] = []
        for text in texts { lines.append(await quoted(text)) }
        return lines
    }

    func quoted(_ error: UpstreamError) async -> UpstreamError {
        var error = error
        error.message = await quoted(error.message)
        return error
    }

    /// What the answer to a step says.
    func verdict(of step: WriteStep, in body: [UInt8]) async -> WriteStep.Verdict {
        switch step.verdict(body) {
        case .accepted(let notes): return .accepted(notes: await quoted(notes))
        case .refused(let reasons): return .refused(await quoted(reasons))
        case .unreadable(let reason): return .unreadable(await quoted(reason))
        }
    }
}

extension String {
    /// The first `count` Unicode scalars, with blanks in place of control characters.
    func onOneLine(atMost count: Int) -> String {
        let plain = unicodeScalars.prefix(count).map { scalar -> Unicode.Scalar in
            scalar.value < 32 || (127...159).contains(scalar.value) ? " " : scalar
        }
        return String(String.UnicodeScalarView(plain))
    }
}
