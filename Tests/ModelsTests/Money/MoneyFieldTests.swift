// Holds the field lists of the money side complete: against the wire types, and those against the reference's tables.

import Testing

@testable import Models

@Suite("money fields")
struct MoneyFieldTests {
    private func names<Value: WireObject>(_ type: Value.Type) -> Set<String> {
        Set(WireWriter.json(WireFiller.filled(type)).object?.members.map(\.name) ?? [])
    }

    @Test("every member of a wire type is a field and every field is a member")
    func complete() {
        // The filler gives these two a member of no list's form.
        let payout = names(Everflow.CustomPayoutRevenue.self).union(["variables"])
        #expect(payout == Set(MoneyResource.customPayout.fields.map(\.name)))
        #expect(names(Everflow.TieredCommission.self) == Set(MoneyResource.tieredCommission.fields.map(\.name)))
        let tier = names(Everflow.AffiliateTier.self).union(["labels"])
        #expect(tier == Set(MoneyResource.affiliateTier.fields.map(\.name)))
    }

    @Test("no field is named twice and each is found by its name", arguments: MoneyResource.allCases)
    func once(_ resource: MoneyResource) {
        let names = resource.fields.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { resource.field(named: $0)?.name == $0 })
        #expect(resource.field(named: resource.idName)?.isWritable == false)
    }

    @Test("every field of a bulk update is a field of the setting or a member of its rule set")
    func bulk() {
        for field in Everflow.CustomPayoutField.allCases {
            if let member = field.rulesetMember {
                #expect(member == "is_block_proxy" || Everflow.TargetingList(rawValue: member) != nil)
            } else {
                #expect(MoneyResource.customPayout.field(named: field.rawValue)?.isWritable == true)
            }
        }
    }

    private func check<Value: WireObject & Equatable>(_ type: Value.Type) throws {
        let full = WireFiller.filled(type)
        let written = WireWriter.json(full)
        #expect(try decode(written) == full)
        #expect(try WireAnswer.object(written, notes: WireNotes()) == full)
        let empty = Value()
        var reader = WireReader(WireWriter.json(empty), notes: WireNotes())
        var again = Value()
        again.exchange(&reader)
        #expect(again == empty)
    }

    @Test("the wire types read back what they write, full and empty")
    func roundTrips() throws {
        try check(Everflow.CustomPayoutRevenue.self)
        try check(Everflow.CustomPayoutRuleset.self)
        try check(Everflow.TieredCommission.self)
        try check(Everflow.AffiliateTier.self)
    }
}
