// One exchange as seen from the asking task: the request, and the one continuation that is resumed exactly once.

import Models
import Synchronization

/// What an exchange ended with; `redirect` is the absolute address a 3xx answer names.
struct TransferOutcome: Sendable {
    var response: HTTPResponse
    var redirect: String?
}

typealias TransferResult = Result<TransferOutcome, UpstreamError>

final class Transfer: Sendable {
    private struct State {
        var continuation: CheckedContinuation<TransferResult, Never>?
        var isCancelled = false
    }

    let request: HTTPRequest
    private let state = Mutex(State())

    init(_ request: HTTPRequest) {
        self.request = request
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func begin(_ continuation: CheckedContinuation<TransferResult, Never>) {
        state.withLock { $0.continuation = continuation }
    }

    /// Remembered even before `begin`: a task may be cancelled before its transfer is added.
    func markCancelled() {
        state.withLock { $0.isCancelled = true }
    }

    func finish(_ result: TransferResult) {
        let continuation = state.withLock { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(returning: result)
    }
}
