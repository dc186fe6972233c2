// Asks a network for its own verdict on a change before anybody agrees to it (Everflow reference, 6.4). Changes nothing.

import Models

/// What a network says of a change that has not been made.
public enum PreviewVerdict: Hashable, Sendable, Codable {
    /// It would do it; what else would change with it, a sentence each.
    case accepted(notes: [String])
    case refused(String)
    /// It could not be asked, and why.
    case unavailable(String)
}

extension EditWriter {
    /// The verdict on one edit, or on several that go out in one request.
    ///
    /// - Parameter live: the object of one edit, as read; nil reads it.
    /// - Returns: nil when the network offers no preview of such a change.
    public func preview(_ edits: [Edit], on live: LiveObject?) async -> PreviewVerdict? {
        do throws(UpstreamError) {
            let steps = try await previewed(edits, on: live)
            guard let step = steps.first(where: { $0.purpose == .preview }) else { return nil }
            let body = try await client.read(step.request, isUrgent: true).body
            switch await client.verdict(of: step, in: body) {
            case .accepted(let notes): return .accepted(notes: notes)
            case .refused(let reasons): return .refused(reasons.joined(separator: "; "))
            case .unreadable(let reason): return .unavailable(reason)
            }
        } catch {
            return error.kind == .badRequest ? .refused(error.message) : .unavailable(error.message)
        }
    }

    private func previewed(_ edits: [Edit], on live: LiveObject?) async throws(UpstreamError) -> [WriteStep] {
        guard edits.count == 1, let edit = edits.first else {
            do throws(FieldProblem) {
                return try WritePlan.bulkSteps(for: edits)
            } catch {
                throw UpstreamError(.badRequest, error.message)
            }
        }
        if let live { return try await plan(edit, on: live) }
        return try await plan(edit, on: try await read(edit.target))
    }
}
