// Owns what can happen to a wall in the course of its months, and in which order a soak makes it happen. Pure.

/// Something that goes wrong for a while and then is right again.
enum SoakIncident: String, CaseIterable {
    case refusedKey = "401"
    case rateLimited = "429"
    case serverFault = "500"
    case cut = "cut connections"
    case halfBody = "bodies cut in half"
    case emptyBody = "empty bodies"
    case webPage = "a web page"
    case forward = "the clock three hours ahead"
    case back = "the clock two hours back"
    case rotation = "a new key"
    case outage = "the server gone"

    /// The sandbox's fault, for those that are one.
    var fault: String? {
        switch self {
        case .refusedKey: "401"
        case .rateLimited: "429:1"
        case .serverFault: "500"
        case .cut: "cut-before"
        case .halfBody: "malformed"
        case .emptyBody: "empty"
        case .webPage: "html"
        case .forward, .back, .rotation, .outage: nil
        }
    }
}
