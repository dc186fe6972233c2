// Bodies that must be refused: the verdict and the words of Models, and nothing stored (issue's table, Everflow reference 9.2,
// 10.2, 11).

import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite("Invalid money bodies", .serialized)
struct InvalidMoneyTests {
    /// Every object with everything that is kept of it.
    private static func stored(_ sandbox: RunningSandbox, _ path: String) async throws -> String {
        try await RunningSandbox.output(
            of: "sqlite3",
            [
                "-readonly", path,
                "SELECT * FROM custom_payouts; SELECT * FROM tiered_commissions; SELECT * FROM affiliate_tiers;",
            ])
    }

    @Test(
        "every body of the table gets 400 with the sentence that editors show, from POST and PUT, and nothing is stored"
    )
    func table() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            var ids: [MoneyResource: Int64] = [:]
            for resource in MoneyResource.allCases {
                ids[resource] = try await sandbox.create(resource, resource.validBody)
            }
            let before = try await Self.stored(sandbox, path)
            #expect(before.contains("Harbor Media bonus rate"))
            for invalid in InvalidMoneyBody.all {
                let body = MoneyPaths.text(invalid.body)
                let post = try await Self.patient { try await sandbox.everflow(invalid.resource.path, body: body) }
                #expect(post.status == 400, "\(invalid)")
                #expect(post.json == .object([("error", .string(invalid.message))]), "\(invalid)")
                let id = try #require(ids[invalid.resource])
                let put = try await Self.patient {
                    try await sandbox.everflow("\(invalid.resource.path)/\(id)", body: body, method: "PUT")
                }
                #expect(put.status == 400 && put.error == invalid.message, "\(invalid)")
            }
            let after = try await Self.stored(sandbox, path)
            #expect(after == before)
        }
    }

    /// Asks again while the request budget is used up: it fills with real time.
    private static func patient(_ ask: () async throws -> CurlAnswer) async throws -> CurlAnswer {
        let deadline = Deadline(seconds: 600)
        while true {
            let answer = try await ask()
            if answer.status != 429 || deadline.hasPassed { return answer }
        }
    }

    @Test("a body with several faults is told all of them, in the order of the fields")
    func severalFaults() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let body = #"{"name":"","status":"gone","payout_margin":101,"is_default_tier":true}"#
            let answer = try await sandbox.everflow(MoneyPaths.tiers, body: body)
            #expect(answer.status == 400)
            #expect(
                answer.error
                    == "name must not be empty; status must be one of active, paused, deleted; payout_margin must be percent, 0 to 100"
            )
        }
    }
}
