// A key in memory. Owns the promise that it never appears in a description, a mirror or an error.

/// An API key; its text is reached only through `expose`, by the code that writes the header.
struct Secret: Sendable, Equatable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func expose() -> String { text }

    /// `message` with every occurrence of the key replaced: servers may echo what they were sent.
    func redacted(in message: String) -> String {
        guard !text.isEmpty, let first = text.utf8.first else { return message }
        let key = Array(text.utf8)
        let bytes = Array(message.utf8)
        var kept: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == first, bytes[index...].starts(with: key) {
                kept.append(contentsOf: "[key]".utf8)
                index += key.count
            } else {
                kept.append(bytes[index])
                index += 1
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
