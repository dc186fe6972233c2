// One configured account: which network, at which address, with which key. Owns the reading of base addresses.

import Models

/// Where and as whom to ask one network.
public struct NetworkAccount: Sendable {
    public let network: Network
    /// Without a trailing `/`; for Everflow without `/v1`, which every request adds.
    public let baseURL: WebAddress
    public let key: KeySource

    /// - Parameter baseURL: nil for the kind's own; `eu` is Everflow's EU address; with or without `/v1`.
    /// - Throws: `.badRequest` with one line saying what is wrong with the address.
    public init(network: Network, baseURL: String? = nil, key: KeySource) throws(UpstreamError) {
        self.network = network
        self.key = key
        self.baseURL = try NetworkAccount.base(baseURL, kind: network.kind)
    }

    /// The address of one request.
    func address(of request: APIRequest) throws(UpstreamError) -> WebAddress {
        try WebAddress(root + request.target)
    }

    /// What comes before the path of every request.
    var root: String { baseURL.text + (network.kind == .everflow ? "/v1" : "") }

    private static func base(_ text: String?, kind: NetworkKind) throws(UpstreamError) -> WebAddress {
        var address: String
        switch (kind, text) {
        case (.everflow, nil): address = "https://api.eflow.team"
        case (.everflow, "eu"): address = "https://api-eu.eflow.team"
        case (.leadconduit, nil): address = "https://app.leadconduit.com"
        case (_, .some(let given)): address = given
        }
        guard !address.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace }) else {
            throw UpstreamError(.badRequest, "the base address must be scheme, host and path only")
        }
        while address.hasSuffix("/") { address.removeLast() }
        if kind == .everflow, address.hasSuffix("/v1") { address.removeLast(3) }
        while address.hasSuffix("/") { address.removeLast() }
        return try WebAddress(address)
    }
}

extension APIRequest {
    /// Path and query as they are sent.
    var target: String {
        let query = query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}

/// `text` with everything but letters, digits and `-._~` percent-encoded, as UTF-8.
private func percentEncoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF")
    var encoded = ""
    for byte in text.utf8 {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95, 126: encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default: encoded += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
        }
    }
    return encoded
}
