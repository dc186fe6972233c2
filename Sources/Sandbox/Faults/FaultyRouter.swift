// Stands before the router and lets the faults happen that are switched on. The sandbox's own paths never have any.

import Models

struct FaultyRouter: Sendable {
    /// What the server is to do.
    enum Reply: Sendable {
        case answer(SandboxAnswer)
        /// Close the connection without a word.
        case cut
    }

    let router: SandboxRouter
    let board: FaultBoard

    func reply(
        _ head: SandboxRequest, body: @escaping @Sendable () async throws -> [UInt8]
    ) async -> Reply {
        let (side, segments) = SandboxRouter.side(of: head.segments)
        guard side != .own, let effect = board.take(head.method, segments) else {
            return .answer(await router.answer(head, body: body))
        }
        switch effect {
        case .status(let status, let retryAfter):
            _ = try? await body()
            return .answer(FaultyRouter.refusal(status, retryAfter: retryAfter, side: side))
        case .webPage:
            _ = try? await body()
            return .answer(LeadConduitGate.webApplication)
        case .cutBefore:
            _ = try? await body()
            return .cut
        case .cutAfter:
            _ = await router.answer(head, body: body)
            return .cut
        case .slow(let milliseconds):
            let answer = await router.answer(head, body: body)
            try? await Task.sleep(for: .milliseconds(milliseconds))
            return .answer(answer)
        case .malformed:
            var answer = await router.answer(head, body: body)
            answer.body.removeLast((answer.body.count + 1) / 2)
            return .answer(answer)
        case .empty:
            var answer = await router.answer(head, body: body)
            answer.body = []
            return .answer(answer)
        }
    }

    /// A body as each side sends it: LeadConduit's server faults may be pages (LeadConduit reference, 1.2).
    private static func refusal(_ status: Int, retryAfter: Int?, side: SandboxRouter.Side) -> SandboxAnswer {
        var answer = SandboxFailure(status, "made to fail with \(status)").answer
        if side == .leadConduit, status >= 500 {
            let page = "<html><body><h1>\(status)</h1></body></html>\n"
            answer = SandboxAnswer(status, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
        }
        if let retryAfter { answer.headers.append(("Retry-After", String(retryAfter))) }
        return answer
    }
}
