// Reads the table of tiered commissions, whose key no source names (Everflow reference, 10.1).

enum TieredCommissionPage {
    static func read(_ bytes: [UInt8]) throws(WireError) -> Everflow.Page<Everflow.TieredCommission> {
        let tree = try WireAnswer.tree(bytes)
        guard let object = tree.object else {
            guard tree.isArray else { throw .malformed("not an object") }
            return page(tree, paging: nil)
        }
        guard let list = rows(of: object) else {
            throw WireAnswer.refusal(tree) ?? .malformed("no tiered_commissions in the answer")
        }
        guard list.isArray || list.isNull else { throw .malformed("tiered_commissions is not a list") }
        return page(list, paging: tree["paging"])
    }

    private static func rows(of object: JSONObject) -> JSONValue? {
        object["tiered_commissions"]
            ?? object.members.first { member in
                member.value.array?.first?["network_tiered_commission_id"] != nil
            }?.value
    }

    private static func page(_ list: JSONValue, paging: JSONValue?) -> Everflow.Page<Everflow.TieredCommission> {
        let notes = WireNotes()
        let found: Everflow.Paging? = paging.flatMap { paging in
            paging.isObject ? WireReader.read(paging, place: "paging", notes: notes) : nil
        }
        return Everflow.Page(items: WireReader.rows(list, notes: notes), paging: found, skipped: notes.lines)
    }
}
