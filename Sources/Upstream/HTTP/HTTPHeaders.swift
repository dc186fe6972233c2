// The headers of one answer, and the few values captop reads from them. Owns their parsing; knows no clock of its own.

import CCurl
import Models

/// Header fields in the order received; names compare without regard to case.
public struct HTTPHeaders: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
        /// Lower case.
        public let name: String
        public let value: String
    }

    public private(set) var fields: [Field] = []

    public init() {}

    public init(_ pairs: [(String, String)]) {
        for (name, value) in pairs { append(name, value) }
    }

    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The first value of `name`.
    public subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name == wanted }?.value
    }

    /// Reads one raw header line; a status line starts a new answer (after `100 Continue` or a proxy's own answer).
    mutating func read(line: some Collection<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            fields.removeAll()
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return }
        let value = text[text.index(after: colon)...].trimmingBlanks
        append(String(text[..<colon]), String(value))
    }
}

extension HTTPHeaders {
    /// The server's clock (`Date`), to the second.
    public var date: Timestamp? { self["date"].flatMap(HTTPHeaders.instant(httpDate:)) }

    public var entityTag: String? { self["etag"] }

    public var contentType: String? { self["content-type"] }

    /// `X-RateLimit-Limit`: requests allowed per window (Everflow reference, 1.2).
    public var rateLimit: Int? { self["x-ratelimit-limit"].flatMap { Int($0) } }

    /// `X-RateLimit-Remaining`: requests left in the running window.
    public var rateRemaining: Int? { self["x-ratelimit-remaining"].flatMap { Int($0) } }

    /// `Retry-After` in seconds, whether it came as seconds or as a date; a date is measured against the answer's own
    /// `Date`, or `now` when there is none. Never negative.
    public func retryAfter(now: Timestamp) -> Double? {
        guard let text = self["retry-after"] else { return nil }
        if let seconds = Double(text) {
            return seconds.isFinite && seconds >= 0 ? seconds : nil
        }
        guard let until = HTTPHeaders.instant(httpDate: text) else { return nil }
        return max(0, Double(until.milliseconds(since: date ?? now)) / 1000)
    }

    /// The three date forms of HTTP.
    static func instant(httpDate text: String) -> Timestamp? {
        let seconds = ccurl_getdate(text, nil)
        return seconds < 0 ? nil : Timestamp(seconds: Int64(seconds))
    }
}

extension Substring {
    /// Without blanks, tabs and line ends at both ends.
    var trimmingBlanks: Substring {
        var rest = self
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
