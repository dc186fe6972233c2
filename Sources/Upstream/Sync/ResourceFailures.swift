// Which failures concern one resource only, and which mean that the network cannot be read. Collects what to say.

import Models

extension UpstreamError {
    /// True when only this resource is at fault, so that the others may still be shown.
    var concernsOneResource: Bool {
        switch kind {
        case .forbidden, .notFound, .badRequest, .serverFault, .malformed: true
        default: false
        }
    }

    /// True when the same request may well succeed the next time.
    var isPassing: Bool { kind == .serverFault || kind == .malformed }
}

extension WireError {
    /// As the failure of reading `what`, whatever the server says: `AccountClient.quoted` makes it fit to be shown.
    func upstreamError(_ what: String) -> UpstreamError {
        switch self {
        case .notAnAPI: AnswerCheck.notAnAPI(200)
        case .malformed: UpstreamError(.malformed, "\(what): \(message)", status: 200)
        case .refused: UpstreamError(.badRequest, "\(what): \(message)", status: 200)
        }
    }
}

/// What this refresh has to remark, one sentence each and none twice.
struct Remarks: Sendable {
    private(set) var lines: [String] = []
    /// What the failures among them leave out.
    private(set) var missing: Set<NetworkSnapshot.Part> = []

    mutating func add(_ line: String) {
        if !lines.contains(line) { lines.append(line) }
    }

    mutating func add(_ line: String, leavingOut parts: Set<NetworkSnapshot.Part>) {
        add(line)
        missing.formUnion(parts)
    }

    mutating func add(_ error: UpstreamError, missing what: String, of parts: Set<NetworkSnapshot.Part> = []) {
        missing.formUnion(parts)
        // What cannot be read names itself.
        add(error.message.hasPrefix("\(what): ") ? error.message : "\(what): \(error.message)")
    }
}
