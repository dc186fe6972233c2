// The editors of the conflict matrix: what each is about, how its keys are reached, and the request that it sends. From the
// keys of docs/keys.md and the requests of the references (Everflow 4.2, 4.3, 6.4, 7, 8; LeadConduit 3.5).
import Models
import Testing

@testable import CapTop

enum MatrixEditor: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case customCap = "custom cap"
    case offer
    case offerGroup = "offer group"
    case affiliateStatus = "affiliate's status"
    case affiliateNotes = "affiliate's other fields"
    case leadCap = "LeadConduit cap"
    case flowEnabled = "flow's enabled"
    case sourceEnabled = "source's enabled"
    case creation = "new custom cap"
    case deletion = "deleted custom cap"

    var testDescription: String { rawValue }

    var isLeadConduit: Bool { [.leadCap, .flowEnabled, .sourceEnabled].contains(self) }

    /// The field that is changed, by the API's name.
    func field(_ ground: Ground) -> String {
        switch self {
        case .customCap, .deletion: ground.customCap.field
        case .offer, .offerGroup: "weekly_click_cap"
        case .affiliateStatus: "account_status"
        case .affiliateNotes: "internal_notes"
        case .leadCap: "maximum"
        case .flowEnabled, .sourceEnabled: "enabled"
        case .creation: "daily_click_cap"
        }
    }

    /// What the operator types, and what somebody else gives the same field; texts as the API writes them.
    func mine(_ ground: Ground) -> String {
        switch self {
        case .customCap: "\(ground.customCap.value + 7)"
        case .offer, .offerGroup: "7007"
        case .affiliateStatus: "inactive"
        case .affiliateNotes: "paid late"
        case .leadCap: "\(ground.leadCap.maximum + 7)"
        case .flowEnabled, .sourceEnabled: "false"
        case .creation: "321"
        case .deletion: Held.absent
        }
    }

    func theirs(_ ground: Ground) -> String {
        switch self {
        case .customCap, .deletion: "\(ground.customCap.value + 3)"
        case .offer, .offerGroup: "8008"
        case .affiliateStatus: "suspended"
        case .affiliateNotes: "paid twice"
        case .leadCap: "\(ground.leadCap.maximum + 3)"
        // There are but two values: whoever changes it wants the same.
        case .flowEnabled, .sourceEnabled: "false"
        case .creation: "99"
        }
    }

    /// The field that somebody else changes beside the edited one, and what it is then.
    var beside: (field: String, value: String) {
        switch self {
        case .customCap, .deletion, .affiliateStatus, .flowEnabled: ("name", Deed.name)
        case .offer: ("monthly_click_cap", "9009")
        case .offerGroup: ("internal_notes", Deed.name)
        case .affiliateNotes: ("account_status", "inactive")
        case .leadCap: ("reason", Deed.name)
        case .sourceEnabled: ("authentication_required", "true")
        // Of the pair's offer: there is no custom cap yet.
        case .creation: ("weekly_click_cap", "8008")
        }
    }

    /// The requests of the change when all goes well, as the server sees them.
    func requests(_ ground: Ground) -> [String] {
        switch self {
        case .customCap: ["PATCH /v1/networks/custom/caps"]
        case .offer: ["PATCH /v1/networks/patch/offers/apply"]
        case .offerGroup: ["PUT /v1/networks/offergroups/\(ground.group)"]
        case .affiliateStatus: ["PATCH /v1/networks/patch/affiliates/apply"]
        case .affiliateNotes: ["PUT /v1/networks/affiliates/\(ground.affiliate)"]
        case .leadCap, .flowEnabled, .sourceEnabled: ["PUT /flows/\(ground.flow)", "POST /flows/\(ground.flow)/deploy"]
        case .creation: ["POST /v1/networks/custom/caps"]
        case .deletion: ["DELETE /v1/networks/custom/caps/\(ground.customCap.id)"]
        }
    }

    // MARK: - At the keyboard

    /// Brings the editor on screen with the change typed into it.
    func type(_ hands: inout Hands, _ ground: Ground) async throws {
        if self == .creation {
            try await choosePair(&hands, ground)
        } else {
            try await reach(&hands, ground)
        }
        let field = field(ground)
        switch self {
        case .deletion: await hands.press("D")
        case .flowEnabled, .sourceEnabled, .affiliateStatus:
            await hands.press("e")
            try await hands.press("down") { $0.editor?.focused?.field.name == field }
            await hands.press("space")
        case .customCap, .offer, .offerGroup, .affiliateNotes, .leadCap, .creation:
            if self != .creation { await hands.press("e") }
            await hands.press("page-up")
            try await hands.press("down") { $0.editor?.focused?.field.name == field }
            await hands.press("ctrl-u")
            await hands.type(mine(ground))
        }
    }

    /// Puts the cursor on the object.
    private func reach(_ hands: inout Hands, _ ground: Ground) async throws {
        switch self {
        case .customCap, .deletion:
            try await row(ObjectID(network: "acme", kind: .custom, key: "\(ground.customCap.id)"))
        case .offerGroup: try await row(ObjectID(network: "acme", kind: .group, key: "\(ground.group)"))
        case .leadCap: try await row(ObjectID(network: "leads", kind: .cap, key: ground.leadCap.id))
        case .offer: try await offer(SubjectID(network: "acme", id: "\(ground.offer)"))
        case .flowEnabled: try await offer(SubjectID(network: "leads", id: ground.flow))
        case .affiliateStatus, .affiliateNotes:
            try await affiliate(SubjectID(network: "acme", id: "\(ground.affiliate)"))
        case .sourceEnabled: try await affiliate(SubjectID(network: "leads", id: ground.source))
        case .creation: break
        }
        func row(_ id: ObjectID) async throws { try await hands.press("j") { $0.selectedCap?.object.id == id } }
        func offer(_ id: SubjectID) async throws {
            await hands.press("back-tab")
            try await hands.press("j") { $0.offers.id == id }
        }
        func affiliate(_ id: SubjectID) async throws {
            await hands.press("back-tab", "back-tab")
            try await hands.press("j") { $0.affiliates.id == id }
        }
    }

    private func choosePair(_ hands: inout Hands, _ ground: Ground) async throws {
        await hands.press("n")
        for named in [ground.freePair.affiliate, ground.freePair.offer] {
            await hands.type("\(named.name) \(named.id)")
            try #require(hands.state.picker?.candidates.first?.id == named.id)
            await hands.press("enter")
        }
    }
}

/// What the server has of a field.
enum Held {
    /// The object or the field is not there.
    static let absent = "absent"
}
