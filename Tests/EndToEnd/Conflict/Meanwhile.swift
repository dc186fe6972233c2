// What somebody else does to the object while its editor is open, by curl, and what the server then holds.
import Models
import Testing

enum Meanwhile: String, CaseIterable, Sendable {
    case unchanged
    case otherField = "another field changed"
    case sameField = "the same field changed"
    case deleted

    /// Does it.
    ///
    /// - Returns: faults that have to stand as long as captop looks: objects that no call can delete answer 404.
    func happen(_ deed: Deed) throws -> [String] {
        switch self {
        case .unchanged: return []
        case .otherField: try deed.changeAnother()
        case .sameField: try deed.changeTheSame()
        case .deleted: return try deed.delete()
        }
        return []
    }
}

struct Deed {
    static let name = "renamed by somebody"

    let editor: MatrixEditor
    let ground: Ground
    let somebody: SomebodyElse

    // MARK: - What the server has

    /// The edited field; its text.
    func held() throws -> String { try value(of: editor.field(ground)) }

    /// The field that `changeAnother` changes.
    func heldBeside() throws -> String {
        guard editor != .creation else {
            let offer = try somebody.get("/v1/networks/offers/\(ground.freePair.offer.id)")
            return offer[editor.beside.field]?.text ?? Held.absent
        }
        return try value(of: editor.beside.field)
    }

    private func value(of field: String) throws -> String {
        guard let object = try object(), let value = object[field], !value.isNull else { return Held.absent }
        return value.text ?? Held.absent
    }

    private func object() throws -> JSONValue? {
        switch editor {
        case .customCap, .deletion: return try somebody.find("/v1/networks/custom/caps/\(ground.customCap.id)")
        case .offer: return try somebody.find("/v1/networks/offers/\(ground.offer)")
        case .offerGroup: return try somebody.find("/v1/networks/offergroups/\(ground.group)")
        case .affiliateStatus, .affiliateNotes: return try somebody.find("/v1/networks/affiliates/\(ground.affiliate)")
        case .leadCap: return try flow()["caps"]?.array?.first { $0["id"]?.text == ground.leadCap.id }
        case .flowEnabled: return try flow()
        case .sourceEnabled:
            return try flow()["sources"]?.array?.first { $0["entity"]?["id"]?.text == ground.source }
        case .creation: return try created()
        }
    }

    private func flow() throws -> JSONValue { try somebody.get("/flows/\(ground.flow)") }

    /// The custom cap of the pair. More than one would be a change that was made twice.
    private func created() throws -> JSONValue? {
        let caps = try somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]?.array ?? []
        let own = caps.filter { cap in
            cap["network_affiliate_id"]?.text == ground.freePair.affiliate.id
                && cap["network_offer_id"]?.text == ground.freePair.offer.id
        }
        #expect(own.count < 2)
        return own.first
    }

    // MARK: - What somebody does

    func changeAnother() throws {
        switch editor {
        case .creation: try patchOffer(Int64(ground.freePair.offer.id) ?? 0, editor.beside.field, .int(8008))
        case .sourceEnabled: try change(editor.beside.field, to: .bool(true))
        case .offer: try change(editor.beside.field, to: .int(9009))
        default: try change(editor.beside.field, to: .string(editor.beside.value))
        }
    }

    func changeTheSame() throws {
        let theirs = editor.theirs(ground)
        switch editor {
        case .creation: try create()
        case .flowEnabled, .sourceEnabled: try change("enabled", to: .bool(false))
        default: try change(editor.field(ground), to: Int64(theirs).map { .int($0) } ?? .string(theirs))
        }
    }

    /// - Returns: the fault that stands for a deletion where the API has none.
    func delete() throws -> [String] {
        switch editor {
        case .customCap, .deletion: try somebody.send("DELETE", "/v1/networks/custom/caps/\(ground.customCap.id)")
        case .creation:
            try create()
            try uncreate()
        case .leadCap: try changeFlow { $0["caps"] = .null }
        case .sourceEnabled:
            try changeFlow { flow in
                let others = flow["sources"]?.array?.filter { $0["entity"]?["id"]?.text != ground.source }
                flow["sources"] = .array(others ?? [])
            }
        case .offer: return ["GET /networks/offers/\(ground.offer)=404"]
        case .offerGroup: return ["GET /networks/offergroups/\(ground.group)=404"]
        case .affiliateStatus, .affiliateNotes: return ["GET /networks/affiliates/\(ground.affiliate)=404"]
        case .flowEnabled: return ["GET /flows/\(ground.flow)=404"]
        }
        return []
    }

    /// Deletes the custom cap of the pair.
    func uncreate() throws {
        let id = try #require(try created()?["network_custom_cap_setting_id"]?.text)
        try somebody.send("DELETE", "/v1/networks/custom/caps/\(id)")
    }

    private func create() throws {
        let pair = ground.freePair
        try somebody.send(
            "POST", "/v1/networks/custom/caps",
            .object([
                ("network_affiliate_id", .int(Int64(pair.affiliate.id) ?? 0)),
                ("network_offer_id", .int(Int64(pair.offer.id) ?? 0)), ("daily_click_cap", .int(99)),
            ]))
    }

    private func change(_ field: String, to value: JSONValue) throws {
        switch (editor, field) {
        case (.customCap, _), (.deletion, _):
            try patch("custom/caps", "network_custom_cap_setting_ids", ground.customCap.id, field, value)
        case (.offer, _): try patchOffer(ground.offer, field, value)
        case (.affiliateStatus, "account_status"), (.affiliateNotes, "account_status"):
            try patch("patch/affiliates/apply", "network_affiliate_ids", ground.affiliate, field, value)
        case (.affiliateStatus, _), (.affiliateNotes, _):
            try put("affiliates/\(ground.affiliate)", "?relationship=billing", lifting: "billing", field, value)
        case (.offerGroup, _): try put("offergroups/\(ground.group)", "", lifting: "network_offer_ids", field, value)
        case (.leadCap, _):
            try changeFlow { $0["caps"]?[0]?[field] = value }
        case (.flowEnabled, _): try changeFlow { $0[field] = value }
        case (.sourceEnabled, _): try changeFlow { $0["sources"]?[0]?[field] = value }
        case (.creation, _): break
        }
    }

    private func patchOffer(_ id: Int64, _ field: String, _ value: JSONValue) throws {
        try patch("patch/offers/apply", "network_offer_ids", id, field, value)
    }

    /// Everflow reference, 4.3 and 6.4.
    private func patch(_ path: String, _ ids: String, _ id: Int64, _ field: String, _ value: JSONValue) throws {
        let change: JSONValue = .object([("field_type", .string(field)), ("field_value", value)])
        try somebody.send(
            "PATCH", "/v1/networks/\(path)", .object([(ids, .array([.int(id)])), ("fields", .array([change]))]))
    }

    /// A full update: the object as answered, with what its request carries outside of `relationship`.
    private func put(
        _ path: String, _ query: String, lifting name: String, _ field: String, _ value: JSONValue
    ) throws {
        var body = try somebody.get("/v1/networks/\(path)\(query)")
        body[name] = body["relationship"]?[name]
        body[field] = value
        try somebody.send("PUT", "/v1/networks/\(path)", body)
    }

    private func changeFlow(_ change: (inout JSONValue) -> Void) throws {
        var flow = try flow()
        change(&flow)
        try somebody.send("PUT", "/flows/\(ground.flow)", flow)
    }
}
