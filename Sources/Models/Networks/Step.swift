// A recipient step of a LeadConduit flow (LeadConduit reference, 3.1).

public struct Step: Hashable, Sendable, Codable {
    public var id: String
    public var flowID: String
    public var name: String
    public var isEnabled: Bool

    public init(id: String, flowID: String, name: String, isEnabled: Bool) {
        self.id = id
        self.flowID = flowID
        self.name = name
        self.isEnabled = isEnabled
    }
}
