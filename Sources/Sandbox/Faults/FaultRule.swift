// How the sandbox can be told to misbehave: which requests, in which way, how often. A value with a text; knows no server.

/// `PATCH /v1/networks/custom/caps=500*2`: the method or `*`, the path with `*` for one segment and a last `**` for all that
/// follow, what happens, and how many times; without a number always.
public struct FaultRule: Hashable, Sendable, CustomStringConvertible {
    /// What becomes of a request.
    public enum Effect: Hashable, Sendable {
        /// Refused with this status before anything happens, with a `Retry-After` in seconds where one is given.
        case status(Int, retryAfter: Int?)
        /// Handled at once, answered so many milliseconds later.
        case slow(milliseconds: Int)
        /// The connection is closed before anything happens.
        case cutBefore
        /// Handled, then the connection is closed without an answer.
        case cutAfter
        /// Handled, then answered with the first half of the answer's body.
        case malformed
        /// Handled, then answered with the usual status and no body.
        case empty
        /// The web application's page with status 200 before anything happens.
        case webPage
    }

    /// In upper case; `*` for every method.
    public let method: String
    /// Without Everflow's `v1`.
    let path: [String]
    public let effect: Effect
    /// nil: always.
    public let times: Int?
    private let target: String

    static let longestDelay = 600_000

    /// nil unless `text` is a rule.
    public init?(text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let head = (parts.first ?? "").split(separator: " ")
        guard parts.count == 2, head.count == 2, head[1].hasPrefix("/") else { return nil }
        method = head[0].uppercased()
        guard method == "*" || method.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        var segments = head[1].split(separator: "/").map(String.init)
        if segments.first == "v1" { segments.removeFirst() }
        guard !segments.isEmpty, !segments.dropLast().contains("**") else { return nil }
        path = segments
        target = String(head[1])
        let tail = parts[1].split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard let effect = Effect(text: String(tail[0])) else { return nil }
        self.effect = effect
        if tail.count == 2 {
            guard let times = Int(tail[1]), times > 0 else { return nil }
            self.times = times
        } else {
            times = nil
        }
    }

    /// The rule as it can be given again.
    public var description: String {
        "\(method) \(target)=\(effect.text)" + (times.map { "*\($0)" } ?? "")
    }

    /// `segments` without Everflow's `v1`.
    func matches(_ method: String, _ segments: [String]) -> Bool {
        guard self.method == "*" || self.method == method else { return false }
        let isOpen = path.last == "**"
        let fixed = isOpen ? path.dropLast() : path[...]
        guard isOpen ? segments.count > fixed.count : segments.count == fixed.count else { return false }
        return zip(fixed, segments).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

extension FaultRule.Effect {
    /// `500`, `429:5`, `slow:3s`, `slow:250ms`, `cut-before`, `cut-after`, `malformed`, `empty`, `html`.
    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.dropFirst().first) {
        case ("cut-before", nil): self = .cutBefore
        case ("cut-after", nil): self = .cutAfter
        case ("malformed", nil): self = .malformed
        case ("empty", nil): self = .empty
        case ("html", nil): self = .webPage
        case ("slow", let delay?):
            guard let milliseconds = Self.milliseconds(delay) else { return nil }
            self = .slow(milliseconds: milliseconds)
        case (let status, let seconds):
            guard let status = Int(status), (400...599).contains(status) else { return nil }
            guard let seconds else {
                self = .status(status, retryAfter: nil)
                return
            }
            guard let seconds = Int(seconds), seconds >= 0 else { return nil }
            self = .status(status, retryAfter: seconds)
        }
    }

    private static func milliseconds(_ text: String) -> Int? {
        let (unit, digits) = text.hasSuffix("ms") ? (1, text.dropLast(2)) : (1000, text.dropLast(1))
        guard text.hasSuffix("s"), let number = Int(digits), (0...FaultRule.longestDelay / unit).contains(number) else {
            return nil
        }
        return number * unit
    }

    var text: String {
        switch self {
        case .status(let status, let seconds): "\(status)" + (seconds.map { ":\($0)" } ?? "")
        case .slow(let milliseconds):
            milliseconds % 1000 == 0 ? "slow:\(milliseconds / 1000)s" : "slow:\(milliseconds)ms"
        case .cutBefore: "cut-before"
        case .cutAfter: "cut-after"
        case .malformed: "malformed"
        case .empty: "empty"
        case .webPage: "html"
        }
    }
}
