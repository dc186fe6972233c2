// What may befall one answer on its way, drawn from a seed: all that can happen inside a connection, and that there is
// none.

import Foundation
import TestSupport

enum Fault: String, CaseIterable, Sendable {
    // The network's doing: what comes through is either the truth or no answer.
    case hangUp, reset, cut, stall, drip, lengthTooLong, lengthTooShort, duplicate, flood, bomb, deep, page, pageAsJSON
    case otherHost, circle, rateLimited, serverFault, unauthorized, forbidden, missing, notModified, noHTTP
    /// The server's clock is set by hours; from then on it counts by that.
    case clock
    /// Nobody listens any more.
    case refuse
    /// Another page of the list, but never the first.
    case swappedPage
    /// The beginning of the body, with a length that fits: no JSON.
    case halvedJSON
    /// One value is of another type than it may be: it can be told that it is none.
    case otherType
    // The server's doing: an answer that is well formed and wrong. No client can tell; it must not be harmed by it.
    case otherValue, changedByte, emptied
    /// The page before once more, be it the first, which is taken for a page whose paging does not number itself.
    case repeatedPage

    static let lies: [Fault] = [.otherValue, .changedByte, .emptied, .repeatedPage]
    static let honest = allCases.filter { !lies.contains($0) }

    /// 32 MiB of spaces, packed by gzip into some 150 kB.
    static let packedSpaces: [UInt8] = {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "head -c 33554432 /dev/zero | tr '\\0' ' ' | gzip -1"]
        process.standardOutput = output
        guard (try? process.run()) != nil else { return [] }
        let packed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(packed)
    }()

    /// The request that is answered in place of this one; nil for one that cannot be struck.
    func mistaken(_ request: Received) -> Received? {
        guard self == .swappedPage || self == .repeatedPage else { return request }
        guard let page = request.query("page").first.flatMap({ Int($0) }) else { return nil }
        let other = self == .repeatedPage ? page - 1 : page == 1 ? 2 : page ^ 1
        guard other > 0 else { return nil }
        var mistaken = request
        mistaken.target = request.target.replacing("page=\(page)", with: "page=\(other)")
        return mistaken
    }

    /// What becomes of a decent answer; nil when nobody listens any more.
    func strike(_ reply: Reply, _ random: inout SeededRandom) -> Reply? {
        guard case .answer(let status, let headers, let body) = reply else { return reply }
        let whole = Connection.bytes(status: status, headers: headers, body: body)
        let place = Int.random(in: 0..<whole.count, using: &random)
        let json = [("Content-Type", "application/json")]
        switch self {
        case .refuse: return nil
        case .swappedPage, .repeatedPage, .clock: return reply
        case .hangUp: return .cut([])
        case .reset: return .reset(Array(whole[..<place]))
        case .cut: return .cut(Array(whole[..<place]))
        case .stall: return .hold(Array(whole[..<place]))
        case .drip: return .drip(whole, pieces: Int.random(in: 2...40, using: &random), microseconds: 3000)
        case .lengthTooLong:
            return .hold(Connection.bytes(status: status, headers: headers, body: body, length: body.count + place + 1))
        case .lengthTooShort:
            return .cut(
                Connection.bytes(status: status, headers: headers, body: body, length: place % max(1, body.count)))
        case .duplicate: return .drip(whole + whole, pieces: 1, microseconds: 0)
        case .flood:
            return .flood(Reply.text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"), bytes: 1 << 30)
        case .bomb:
            return .answer(status: 200, headers: json + [("Content-Encoding", "gzip")], body: Fault.packedSpaces)
        case .deep:
            return .answer(status: 200, headers: json, body: Array(repeating: UInt8(ascii: "["), count: 200_000))
        case .page:
            return .answer(status: 200, headers: [("Content-Type", "text/html")], body: Reply.text("<html>Login"))
        case .pageAsJSON: return .answer(status: 200, headers: json, body: Reply.text("<!doctype html><p>Sorry"))
        case .otherHost: return .answer(status: 302, headers: [("Location", "https://198.51.100.7/caps")], body: [])
        case .circle: return .answer(status: 301, headers: [("Location", "/round/and/round")], body: [])
        case .rateLimited: return .json("{}", status: 429, headers: [("Retry-After", "0")])
        case .serverFault: return .json(#"{"error":"out of order"}"#, status: [500, 502, 503, 504][place % 4])
        case .unauthorized: return .json("{}", status: 401)
        case .forbidden: return .json("{}", status: 403)
        case .missing: return .json("{}", status: 404)
        case .notModified: return .answer(status: 304, headers: [], body: [])
        case .noHTTP: return .cut((0..<200).map { _ in UInt8.random(in: 0...255, using: &random) })
        case .halvedJSON:
            let half = body.prefix(1 + place % max(1, body.count - 1))
            return .answer(status: status, headers: headers, body: Array(half))
        case .otherType:
            let changed = Fault.changed(body) { Fault.mistyped($0, &random) }
            return .answer(status: status, headers: headers, body: changed)
        case .otherValue:
            let changed = Fault.changed(body) { value in
                var value = value
                for _ in 0..<Int.random(in: 1...4, using: &random) { value = Fault.revalued(value, &random) }
                return value
            }
            return .answer(status: status, headers: headers, body: changed)
        case .changedByte:
            var changed = body
            if let index = changed.indices.randomElement(using: &random) {
                changed[index] = UInt8(truncatingIfNeeded: place)
            }
            return .answer(status: status, headers: headers, body: changed)
        case .emptied:
            let bodies = [
                "{}", "[]", "null", "0", "\"\"", "true", "{\"paging\":{\"page\":1,\"page_size\":0,\"total_count\":9}}",
            ]
            return .answer(status: status, headers: headers, body: Array(bodies[place % bodies.count].utf8))
        }
    }

    /// What is JSON as it is changed, and everything else as it is.
    private static func changed(_ body: [UInt8], _ change: (Any) -> Any) -> [UInt8] {
        guard let value = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed),
            let data = try? JSONSerialization.data(withJSONObject: change(value), options: .fragmentsAllowed)
        else { return body }
        return Array(data)
    }

    /// One value within as one of another type. No text becomes a number or a yes or no, and no number a text of
    /// digits: each of these is taken for the other by design.
    private static func mistyped(_ value: Any, _ random: inout SeededRandom) -> Any {
        if var object = value as? [String: Any] {
            let names = object.keys.sorted()
            guard let name = names.randomElement(using: &random) else { return object }
            object[name] = mistyped(object[name] ?? NSNull(), &random)
            return object
        }
        if var array = value as? [Any] {
            guard let index = array.indices.randomElement(using: &random) else { return array }
            array[index] = mistyped(array[index], &random)
            return array
        }
        var others: [Any] = [[Any](), [String: Any]()]
        if !(value is String) { others += ["other", true] as [Any] }
        return others.randomElement(using: &random) ?? value
    }

    /// One value within as any other, whatever its type.
    private static func revalued(_ value: Any, _ random: inout SeededRandom) -> Any {
        if var object = value as? [String: Any], let name = object.keys.sorted().randomElement(using: &random) {
            object[name] = revalued(object[name] ?? NSNull(), &random)
            return object
        }
        if var array = value as? [Any], let index = array.indices.randomElement(using: &random) {
            array[index] = revalued(array[index], &random)
            return array
        }
        let others: [Any] = [
            NSNull(), true, -1, 1e300, 9_007_199_254_740_993, "", "\u{1B}[2J", "x", [Any](), [String: Any](), [[1]],
        ]
        return others.randomElement(using: &random) ?? NSNull()
    }
}
