// Sends one step of a plan, once, and says what is known of it afterwards. Knows no journal.

import Models

/// What one step's sending came to.
enum WriteAttempt: Sendable {
    /// - createdKey: the id of a new object.
    case accepted(status: Int, notes: [String], createdKey: String? = nil)
    /// The network said no: nothing was changed.
    case refused(UpstreamError)
    /// The request never reached the network.
    case notSent(UpstreamError)
    /// It may have been done or not.
    case unclear(UpstreamError)

    /// HTTP status, when there was an answer.
    var status: Int? {
        switch self {
        case .accepted(let status, _, _): status
        case .refused(let error), .notSent(let error), .unclear(let error): error.status
        }
    }

    static func send(_ step: WriteStep, through client: AccountClient, token: WriteToken) async -> WriteAttempt {
        let response: HTTPResponse
        do {
            response =
                step.request.isRead
                ? try await client.read(step.request, isUrgent: true) : try await client.write(step, token: token)
        } catch {
            return failed(error)
        }
        switch await client.verdict(of: step, in: response.body) {
        case .accepted(let notes):
            return .accepted(
                status: response.status, notes: notes, createdKey: step.createdKey(response.body))
        case .refused(let reasons):
            let message = reasons.joined(separator: "; ")
            return .refused(UpstreamError(.badRequest, message, status: response.status))
        case .unreadable(let reason): return .unclear(UpstreamError(.malformed, reason, status: response.status))
        }
    }

    private static func failed(_ error: UpstreamError) -> WriteAttempt {
        switch error.kind {
        case .unauthorized, .forbidden, .notFound, .badRequest, .rateLimited, .redirected: .refused(error)
        case .dns, .refused, .unreachable, .tls, .keyUnavailable: .notSent(error)
        case .timeout, .connectionLost, .malformed, .notAnAPI, .cancelled, .serverFault: .unclear(error)
        }
    }
}
