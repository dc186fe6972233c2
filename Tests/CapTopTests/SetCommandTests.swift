// What `captop set` makes of the id that it is given, without any network.
import Testing

@testable import CapTop

@Suite("captop set, its object") struct SetCommandTests {
    @Test(
        "an id as JSON and CSV have it for a limit is told from the object's that it begins with",
        arguments: [
            ("acme/custom:459/revenue/month", "acme/custom:459"), ("acme/offer:204/conversion/day", "acme/offer:204"),
            ("custom:459/click/global", "custom:459"),
        ])
    func limits(text: String, object: String) {
        #expect(SetCommand.objectID(ofLimit: text) == object)
    }

    @Test(
        "any other text is left at what it is",
        arguments: ["", "acme", "acme/custom:x/click/day", "acme/custom:459/sunshine/day", "a/b/c/d", "/click/day"])
    func others(text: String) {
        #expect(SetCommand.objectID(ofLimit: text) == nil)
    }
}
