// What the network does with the request that makes the change, and what that has to come to. Written from issue and
// references, not from what captop does.

enum MatrixAnswer: String, CaseIterable, Sendable {
    case ok = "200"
    case badRequest = "400"
    case unauthorized = "401"
    case forbidden = "403"
    case notFound = "404"
    case tooMany = "429"
    case serverFault = "500"
    case cutBefore = "cut before"
    case cutAfter = "cut after apply"
    /// Made, but the answer does not come in time.
    case timeout

    /// As `--fault` has it; nil: nothing goes wrong.
    var effect: String? {
        switch self {
        case .ok: nil
        case .badRequest, .unauthorized, .forbidden, .notFound, .tooMany, .serverFault: rawValue
        case .cutBefore: "cut-before"
        case .cutAfter: "cut-after"
        case .timeout: "slow:60s"
        }
    }

    /// Whether the network has made the change in the end.
    var isMade: Bool { [.ok, .cutAfter, .timeout].contains(self) }

    /// What the operator reads. 4xx says that nothing was done (Everflow reference, 1.1); anything unclear is settled by
    /// reading back and never sent again.
    ///
    /// - Parameter isPatient: captop waits as long as it does by itself, not 4 s.
    func words(isPatient: Bool = false) -> [String] {
        switch self {
        case .ok: ["applied"]
        case .badRequest: ["refused: 400"]
        case .unauthorized: ["refused: 401"]
        case .forbidden: ["refused: 403"]
        case .notFound: ["refused: 404"]
        case .tooMany: ["refused: 429"]
        case .serverFault: ["refused: 500", "read back: not applied"]
        case .cutBefore: ["refused: connection to 127.0.0.1 lost", "read back: not applied"]
        case .cutAfter: ["applied: connection to 127.0.0.1 lost", "read back: applied"]
        case .timeout where isPatient: ["applied: nothing came from 127.0.0.1 for 20 s", "read back: applied"]
        case .timeout: ["applied: no answer from 127.0.0.1 within", "read back: applied"]
        }
    }

    /// What is said of a request that failed, whether or not it was done.
    var failure: String {
        switch self {
        case .ok: ""
        case .badRequest, .unauthorized, .forbidden, .notFound, .tooMany, .serverFault: rawValue
        case .cutBefore, .cutAfter: "connection to 127.0.0.1 lost"
        case .timeout: "no answer from 127.0.0.1 within 4 s"
        }
    }
}
