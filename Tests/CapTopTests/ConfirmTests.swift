// The one confirmation on screen: what it says before anything can be agreed to, at 80x24 and less.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct ConfirmTests {
    /// The undo of a change of custom cap 412, of which 39 conversions are used.
    private func undo(to maximum: String, height: Int = 24) throws -> Operating {
        var desk = Operating(filter: "412 conv")
        desk.act(.resized(width: 80, height: height))
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", maximum)], on: live)
        desk.act(.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: live)])))
        return desk
    }

    @Test("the editor's warnings stand in it, in their own colour and before the request")
    func warnings() throws {
        let desk = try undo(to: "30")
        let screen = desk.screen
        let top = try #require(screen.firstIndex { $0.contains("Send this change?") })
        let sentence = "daily_conversion_cap: 39 are used already, 30 stops traffic until the limit"
        let warning = try #require(screen.firstIndex { $0.contains(sentence) }, "\(screen)")
        let request = try #require(screen.firstIndex { $0.contains("PATCH /networks/custom/caps") })
        let send = try #require(screen.firstIndex { $0.contains("y: send") })
        #expect(top < warning && warning < request && request < send)

        let theme = try #require(Theme.named("dark", colors: 256, noColor: false))
        let surface = view(desk.state, look: Look(theme: theme, glyphs: .ascii))
        let start = try #require(screen[warning].firstRange(of: "daily")).lowerBound
        let column = screen[warning].distance(from: screen[warning].startIndex, to: start)
        #expect(surface[column, warning].style == theme[.near])
        #expect(surface[column, top + 1].style == theme[.dialog])
        #expect(try !undo(to: "40").shows("are used already"))
    }

    @Test("what is typed before it has been on screen is no answer to it")
    func unseen() {
        var desk = Operating(filter: "412 conv")
        desk.isDrawn = false
        desk.press("+", "enter", "y")
        #expect(desk.sent.isEmpty && desk.shows("Send this change?"), "as an unbracketed paste comes")
        desk.act(.confirmShown)
        desk.press("y")
        #expect(desk.sent.count == 1)
    }

    @Test(
        "an undo that is found while something is being typed does not open over it", arguments: ["/", ":", "?", "y"])
    func undoWhileTyping(key: String) throws {
        var desk = Operating(filter: "412 conv")
        desk.press("u")
        #expect(desk.shows("reading the journal"))
        desk.press(key)
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", "40")], on: live)
        let found = Action.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: live)]))
        desk.act(found)
        #expect(desk.state.confirm == nil)
        desk.press("escape")
        #expect(desk.shows("what can be undone has been found: u shows it"))
        desk.press("u")
        desk.act(found)
        #expect(desk.shows("Send this change?") && desk.state.message == nil)
    }

    @Test("on a screen too low for all of it the way to send and to the rest is seen")
    func tooLow() throws {
        let desk = try undo(to: "30", height: 12)
        #expect(desk.shows("y: send   esc: back   up, down: scroll"))
        #expect(try !undo(to: "30", height: 24).shows("scroll"))
    }

    @Test("an undo names the object as its editor does")
    func title() throws {
        let screen = try undo(to: "30").screen
        let top = try #require(screen.firstIndex { $0.contains("Send this change?") })
        #expect(screen[top + 3].contains(" undo: Harbor Media, Sunrise Kettle CPA, custom cap 412 "), "\(screen)")
    }

    @Test("the undo of a deletion names affiliate and offer of the cap that comes back")
    func titleOfCreation() {
        var desk = Operating(filter: "412 conv")
        let pair = CustomCapPair(affiliateID: 64, offerID: 204)
        let edit = Edit(
            target: EditTarget(network: "acme", newCustomCapFor: pair), action: .create(pair), objectName: "summer",
            changes: [FieldChange(field: "daily_conversion_cap", base: .none, mine: .quantity(Quantity(25)))])
        desk.act(.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: nil)])))
        #expect(desk.shows("Send this change?"))
        #expect(desk.shows("undo: Northwind Perf., Sunrise Kettle CPA, new custom cap"))
    }

    @Test("another name than the one asked for is said to differ, until something is typed again")
    func wrongName() {
        var desk = Operating(filter: "412 conv", environment: .production)
        desk.press("e", "ctrl-u")
        desk.type("100")
        desk.press("enter")
        #expect(!desk.shows("the name differs"))
        desk.type("Harbor")
        desk.press("enter")
        #expect(desk.shows("type Harbor ramp-up, or 412: Harbor"))
        #expect(desk.shows("the name differs: nothing has been sent") && desk.sent.isEmpty)
        desk.type(" ramp-up")
        #expect(!desk.shows("the name differs"))
        desk.press("enter")
        #expect(desk.sent.count == 1)
    }

    /// The confirmation of a drastic change of custom cap 412 in production.
    private func asked(name: String) throws -> Operating {
        var desk = Operating(filter: "412 conv", environment: .production)
        let live: LiveObject = try #require(Sample.live412(name: name))
        desk.objects["acme/custom:412"] = live
        desk.act(.resized(width: 80, height: 24))
        desk.press("e", "ctrl-u")
        desk.type("100")
        desk.press("enter")
        return desk
    }

    @Test(
        "a name counts without case and accents, and the object's id in its place: not every keyboard writes them",
        arguments: ["Café Crème ramp-up", "cafe creme RAMP-UP", "412"])
    func typeable(text: String) throws {
        var desk = try asked(name: "Café Crème ramp-up")
        #expect(desk.shows("type Café Crème ramp-up, or 412: "), "\(desk.screen)")
        desk.type(text)
        desk.press("enter")
        #expect(desk.sent.count == 1, "\(desk.screen)")
    }

    @Test("neither a part of the name nor another id counts", arguments: ["cafe", "cafe creme", "41", "4122", " "])
    func otherNames(text: String) throws {
        var desk = try asked(name: "Café Crème ramp-up")
        desk.type(text)
        desk.press("enter")
        #expect(desk.sent.isEmpty && desk.shows("the name differs: nothing has been sent"), "\(desk.screen)")
    }

    @Test("a paste is passed over, which is said, with a name to type and without")
    func paste() throws {
        var named = try asked(name: "Harbor ramp-up")
        named.paste("Harbor ramp-up")
        #expect(named.shows("a paste does not confirm: type it"))
        named.press("enter")
        #expect(named.sent.isEmpty)
        var plain = try undo(to: "42")
        plain.paste("y")
        #expect(plain.sent.isEmpty && plain.shows("a paste does not confirm: press y"))
    }

    @Test("a bulk change of one object says so, and names it")
    func oneObject() {
        var desk = Operating(filter: "412 conv")
        desk.press("m", "+")
        #expect(desk.shows("Change 1 object of acme"))
        desk.press("enter")
        #expect(desk.shows(" Harbor Media, Sunrise Kettle CPA, custom cap 412 ") && !desk.shows("1 objects"))
    }
}
