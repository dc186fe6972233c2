// Why an answer's body could not be used, as the readers tell it. Knows no status, no address and no key.

/// A body that is not the answer asked for.
public enum WireError: Error, Hashable, Sendable {
    /// Not JSON, or JSON of another shape; one line, without the body.
    case malformed(String)
    /// The body begins with `<`: a web page (LeadConduit reference, section 9, rule 12).
    case notAnAPI
    /// A success whose body holds only an error text (Everflow reference, 1.1): that text.
    case refused(String)

    /// One line for people.
    public var message: String {
        switch self {
        case .malformed(let reason): "malformed answer: \(reason)"
        case .notAnAPI: "not an API answer (check key and host)"
        case .refused(let text): text
        }
    }
}
