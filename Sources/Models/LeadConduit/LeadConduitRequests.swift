// The requests of LeadConduit as values: those that read, and the two that write a flow back and make it live.

extension LeadConduit {
    public enum Requests {
        /// All live counters of the account, or of one flow; also the connection check (reference, 2 and 4.3).
        public static func caps(flowID: String? = nil) -> APIRequest {
            APIRequest(.get, "/caps", query: flowFilter(flowID))
        }

        /// One counter. A 404 means no traffic in this interval (2.3).
        public static func cap(id: String) -> APIRequest {
            APIRequest(.get, "/caps/\(segment(id))")
        }

        /// Limits on pings, of the account or of one flow (2.5).
        public static func pingLimits(flowID: String? = nil) -> APIRequest {
            APIRequest(.get, "/ping_limits", query: flowFilter(flowID))
        }

        public static func flows() -> APIRequest {
            APIRequest(.get, "/flows")
        }

        public static func flow(id: String) -> APIRequest {
            APIRequest(.get, "/flows/\(segment(id))")
        }

        /// A name for a source that no flow knows (4.1).
        public static func entity(id: String) -> APIRequest {
            APIRequest(.get, "/entities/\(segment(id))")
        }

        public static func account() -> APIRequest {
            APIRequest(.get, "/account")
        }

        /// Replaces a flow's saved configuration by the whole tree (3.5). Nothing is live before `deploy`.
        public static func putFlow(id: String, tree: JSONValue) -> APIRequest {
            APIRequest(.put, "/flows/\(segment(id))", body: tree.serialized())
        }

        /// Makes a flow's saved configuration live (3.5).
        public static func deploy(flowID: String) -> APIRequest {
            APIRequest(.post, "/flows/\(segment(flowID))/deploy")
        }

        /// Who changed what in a flow (3.6). The answer carries users' keys: it is never kept.
        public static func changelogs(flowID: String) -> APIRequest {
            APIRequest(.get, "/flows/\(segment(flowID))/changelogs")
        }

        private static func flowFilter(_ flowID: String?) -> [APIRequest.QueryItem] {
            flowID.map { [APIRequest.QueryItem("flow_id", $0)] } ?? []
        }

        /// An id from outside as one path segment: everything but RFC 3986's unreserved characters percent-encoded.
        private static func segment(_ id: String) -> String {
            var text = ""
            for byte in id.utf8 {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                default:
                    let digits = String(byte, radix: 16, uppercase: true)
                    text += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
                }
            }
            return text
        }
    }
}
