// A request as a command line for curl, so that anybody can ask what captop asks. Never holds the key: a variable stands for
// it.

import Models

/// How one account's requests look to curl.
public struct CurlForm: Equatable, Sendable {
    private static let usualVariable = "CAPTOP_KEY"

    /// The address with the version that Everflow's paths begin with.
    public let root: String
    private let kind: NetworkKind
    private let variable: String

    public init(_ account: NetworkAccount) {
        root = account.root
        kind = account.network.kind
        guard case .env(let name) = account.key else {
            variable = CurlForm.usualVariable
            return
        }
        variable = name
    }

    /// `curl -sS 'https://api.eflow.team/v1/networks' -H "X-Eflow-API-Key: $ACME_KEY"`, one line without its end.
    public func command(_ request: APIRequest) -> String {
        var words = ["curl -sS"]
        if request.method != .get { words.append("-X \(request.method.rawValue)") }
        words += [CurlForm.quoted(root + request.target), authorization]
        if let body = request.body {
            words.append("-H 'Content-Type: application/json' --data-raw")
            words.append(CurlForm.quoted(String(decoding: body, as: UTF8.self)))
        }
        return words.joined(separator: " ")
    }

    private var authorization: String {
        switch kind {
        case .everflow: "-H \"X-Eflow-API-Key: $\(variable)\""
        case .leadconduit: "-u \"API:$\(variable)\""
        }
    }

    /// In single quotes, where the shell obeys nothing; control characters are blanks, so that a line stays a line.
    private static func quoted(_ text: String) -> String {
        var quoted = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<32, 127..<160: quoted.append(" ")
            case 39: quoted.append(contentsOf: "'\\''".unicodeScalars)
            default: quoted.append(scalar)
            }
        }
        return String(quoted) + "'"
    }
}
