// A key in memory, and the forms in which it is sent. Owns the promise that it never appears in a description, a mirror
// or an error.

/// An API key; its text is reached only through `expose` and `exposeAsBasic`, by the code that writes the header.
struct Secret: Sendable, Equatable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func expose() -> String { text }

    /// As the credentials of HTTP Basic, whose user is `API` (LeadConduit reference, 1.1).
    func exposeAsBasic() -> String { base64(Array("API:\(text)".utf8)) }

    /// `message` with the key replaced in every form in which it is sent: servers may echo what they were sent.
    func redacted(in message: String) -> String {
        guard !text.isEmpty else { return message }
        let basic = exposeAsBasic()
        let forms = [basic, String(basic.prefix { $0 != "=" }), text].map { Array($0.utf8) }
        var rest = Array(message.utf8)[...]
        var kept: [UInt8] = []
        while let first = rest.first {
            if let form = forms.first(where: { rest.starts(with: $0) }) {
                kept.append(contentsOf: "[key]".utf8)
                rest = rest.dropFirst(form.count)
            } else {
                kept.append(first)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "[key]" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}

private func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            text.append(place <= group.count ? digits[(word >> (18 - 6 * place)) & 63] : "=")
        }
    }
    return text
}
