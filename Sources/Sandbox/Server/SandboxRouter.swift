// Sends each request to the side it belongs to and turns whatever goes wrong into that side's kind of answer.

import Models

/// Both APIs behind one door: `/v1/...`, `/networks/...` and `/meta/...` are Everflow's, `/sandbox/...` the sandbox's own,
/// everything else LeadConduit's.
struct SandboxRouter: Sendable {
    static let bodyLimit = 2 << 20

    enum Side: Sendable {
        case everflow, leadConduit, own
    }

    let world: SandboxWorld
    let everflow: EverflowGate
    let leadConduit: LeadConduitGate
    let faults: FaultBoard

    /// The side and the segments without Everflow's version.
    static func side(of segments: [String]) -> (side: Side, segments: [String]) {
        switch segments.first {
        case "v1": (.everflow, Array(segments.dropFirst()))
        case "networks", "meta", "affiliates", "advertisers", "partners": (.everflow, segments)
        case "sandbox" where [["sandbox", "events"], ["sandbox", "faults"]].contains(segments): (.own, segments)
        default: (.leadConduit, segments)
        }
    }

    /// Answers a request whose body `body` reads when it is wanted.
    func answer(
        _ head: SandboxRequest, body: @Sendable () async throws -> [UInt8]
    ) async -> SandboxAnswer {
        var request = head
        let (side, segments) = SandboxRouter.side(of: head.segments)
        request.segments = segments
        switch side {
        case .everflow: return await everflowAnswer(request, body)
        case .leadConduit: return await leadConduitAnswer(request, body)
        case .own: return await ownAnswer(request, body)
        }
    }

    // MARK: - Sides

    private func everflowAnswer(
        _ head: SandboxRequest, _ body: @Sendable () async throws -> [UInt8]
    ) async -> SandboxAnswer {
        let (headers, refusal) = everflow.enter(apiKey: head.headers["x-eflow-api-key"])
        var answer: SandboxAnswer
        if let refusal {
            answer = refusal.answer
        } else {
            answer = await SandboxRouter.caught {
                guard EverflowGate.isReport(head.segments) else {
                    return try await EverflowAPI(world: world).answer(try await head.with(body))
                }
                guard everflow.limiter.beginReport() else {
                    throw SandboxFailure(429, "Too many concurrent reporting requests.")
                }
                defer { everflow.limiter.endReport() }
                return try await EverflowAPI(world: world).answer(try await head.with(body))
            }
        }
        answer.headers += headers
        return answer
    }

    private func leadConduitAnswer(
        _ head: SandboxRequest, _ body: @Sendable () async throws -> [UInt8]
    ) async -> SandboxAnswer {
        await SandboxRouter.caught {
            if LeadSubmission.isSubmission(head.segments) {
                return try await LeadSubmission(world: world, gate: leadConduit).answer(try await head.with(body))
            }
            guard leadConduit.isAuthenticated(head.headers) else { throw LeadConduitGate.unauthenticated }
            guard LeadConduitGate.acceptsJSON(head.headers["accept"]) else { return LeadConduitGate.webApplication }
            let answer = try await LeadConduitAPI(world: world).answer(try await head.with(body))
            return LeadConduitGate.tagged(answer, head)
        }
    }

    /// Either API's credentials will do.
    private func ownAnswer(
        _ head: SandboxRequest, _ body: @Sendable () async throws -> [UInt8]
    ) async -> SandboxAnswer {
        await SandboxRouter.caught {
            let isKnown = head.headers["x-eflow-api-key"].map { BasicCredentials.isEqual($0, everflow.key) } ?? false
            guard isKnown || leadConduit.isAuthenticated(head.headers) else {
                throw SandboxFailure(401, "authentication failed")
            }
            let request = try await head.with(body)
            if request.segments.last == "faults" { return try FaultDoor(board: faults).answer(request) }
            return try await PostedEvents(world: world).answer(request)
        }
    }

    private static func caught(_ body: () async throws -> SandboxAnswer) async -> SandboxAnswer {
        do {
            return try await body()
        } catch let failure as SandboxFailure {
            return failure.answer
        } catch {
            return SandboxFailure(500, "internal error").answer
        }
    }
}

extension SandboxRequest {
    fileprivate func with(_ body: @Sendable () async throws -> [UInt8]) async throws -> SandboxRequest {
        var request = self
        request.body = try await body()
        return request
    }
}
