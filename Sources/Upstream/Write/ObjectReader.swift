// Reads one editable object as the network has it now, over as many requests as that takes. Writes nothing.

import Models

struct ObjectReader: Sendable {
    /// Pages after which a list that never ends counts as broken.
    static let mostReads = 1000

    let client: AccountClient

    /// The object; nil when the network does not have it.
    ///
    /// - Parameter fields: those that shall change, as some need more to be read.
    /// - Throws: also `.badRequest` for a target that is no id of this network.
    func read(_ target: EditTarget, changing fields: [String] = []) async throws(UpstreamError) -> LiveObject? {
        guard target.kind.network == client.account.network.kind else {
            throw UpstreamError(.badRequest, "\(client.account.network.name) has no \(target.kind.noun)s")
        }
        if target.isNew, target.newPair == nil { return nil }
        let read: LiveRead
        do throws(FieldProblem) {
            read = try LiveRead(target, changing: fields)
        } catch {
            throw UpstreamError(.badRequest, error.message)
        }
        return try await object(read, answered: try await body(of: read))
    }

    /// What an answer says about an object, asking on where that leads to another request.
    ///
    /// - Parameter body: nil for an object that is not there, or not to be had so.
    func object(_ read: LiveRead, answered body: [UInt8]?) async throws(UpstreamError) -> LiveObject? {
        var (read, answer) = (read, body)
        for _ in 0..<ObjectReader.mostReads {
            switch try await outcome(of: read, answered: answer) {
            case .found(let object): return object
            case .absent: return nil
            case .next(let following): read = following
            }
            answer = try await self.body(of: read)
        }
        throw UpstreamError(.malformed, "the list of \(read.target.kind.noun)s does not end")
    }

    /// - Returns: nil for 404, and where the request itself may be refused because it is not documented.
    func body(of read: LiveRead) async throws(UpstreamError) -> [UInt8]? {
        do {
            return try await client.read(read.request, isUrgent: true).body
        } catch  where error.kind == .notFound || (error.kind == .badRequest && read.afterNotFound != nil) {
            return nil
        }
    }

    private func outcome(
        of read: LiveRead, answered body: [UInt8]?
    ) async throws(UpstreamError) -> LiveRead.Outcome {
        guard let body else { return read.afterNotFound.map(LiveRead.Outcome.next) ?? .absent }
        do throws(WireError) {
            return try read.outcome(body)
        } catch {
            throw await client.quoted(error.upstreamError(read.target.text))
        }
    }
}
