// One field of an editor as a value: what the operator started from, what the network says now, what has been typed.
// Knows no keys and no cells.
import Models
import TUIKitLite

struct FieldInput: Equatable, Sendable {
    let field: EditField
    /// What the operator started from; nil until the object has been read.
    private(set) var base: FieldValue?
    /// What the network said last.
    private(set) var live: FieldValue?
    var input: TextField
    /// A value that is proposed without being typed, as by an undo: no text says an empty text, or one of several lines.
    private var given: FieldValue?
    /// What stands in the field as long as that is so.
    private var givenText = ""

    init(_ field: EditField, base: FieldValue? = nil, typed: String? = nil, given: FieldValue? = nil) {
        self.field = field
        self.base = base
        live = base
        self.given = given
        input = (typed ?? given.map(field.typedText)).map { TextField($0) } ?? FieldInput.untouched(base, of: field)
        givenText = input.text
    }

    /// What is proposed untyped, while nothing is typed over it.
    private var untyped: FieldValue? { input.text == givenText ? given : nil }

    /// What nobody has typed in. The first thing typed takes the place of the value, as of any selected text.
    private static func untouched(_ value: FieldValue?, of field: EditField) -> TextField {
        TextField(untouchedText(value, of: field), isSelected: true)
    }

    /// The text of a field that nobody has typed in. Unlimited is empty, so that a number can be typed at once.
    private static func untouchedText(_ value: FieldValue?, of field: EditField) -> String {
        switch value {
        case nil, .some(.none): ""
        case .quantity(.zero)? where field.isZeroUnlimited: ""
        case .list(let entries)? where entries.isEmpty: ""
        case .list?: value.map(field.typedText) ?? ""
        case .some(let value): value.text
        }
    }

    var isTouched: Bool {
        if let untyped { return untyped != base }
        // As a field shows it, in one line.
        return input.text != FieldInput.untouched(base, of: field).text
    }

    /// What the typed text comes to, or why it comes to nothing; nil when nothing was typed.
    var proposal: Result<FieldValue, FieldProblem>? {
        guard isTouched else { return nil }
        if let untyped { return .success(untyped) }
        do throws(FieldProblem) {
            return .success(try field.value(typed: input.text, base: base ?? .none))
        } catch {
            return .failure(error)
        }
    }

    /// The proposed value; nil when there is none.
    var mine: FieldValue? {
        guard case .success(let value) = proposal else { return nil }
        return value
    }

    var change: FieldChange? {
        mine.map { FieldChange(field: field.name, base: base ?? .none, mine: $0, live: live) }
    }

    /// Somebody else has given it another value than the one it was opened with and the one proposed.
    var isClashing: Bool { isTouched && live != base && live != mine }

    /// The network says `value` now. Typed text stays; a field that nobody typed in follows.
    ///
    /// - Parameter isOpen: its rows are being typed in.
    mutating func meet(_ value: FieldValue, isOpen: Bool = false) {
        let wasTouched = isTouched || isOpen
        live = value
        guard base == nil || !wasTouched else { return }
        base = value
        // In a value that is still the same the cursor stays where it was moved to.
        if !wasTouched, isTouched { input = FieldInput.untouched(value, of: field) }
    }

    /// The focus has come to the field.
    mutating func selectUntouched() {
        if !isTouched { input = FieldInput.untouched(base, of: field) }
    }

    /// The operator has seen what the network says and keeps what was typed.
    mutating func keepMine() { base = live }

    /// The operator takes what the network says.
    mutating func takeTheirs() {
        base = live
        given = nil
        input = FieldInput.untouched(live, of: field)
    }

    /// What can be chosen; empty for fields that are typed.
    var choices: [String] {
        switch field.shape {
        case .flag: ["true", "false"]
        case .word(let words): words
        case .count, .money, .length, .text, .zone, .percentage, .margin, .date, .id, .idOrNone, .ids, .labels,
            .variables, .targeting:
            []
        }
    }

    /// A list as its rows were left. An empty one that was empty before is no change.
    mutating func take(list text: String) {
        input = TextField(text == "none" && (base?.entries ?? []).isEmpty ? "" : text)
    }

    /// The next choice, or the one before.
    mutating func choose(_ step: Int) {
        let choices = choices
        guard !choices.isEmpty else { return }
        let place = choices.firstIndex(of: input.text) ?? (step > 0 ? choices.count - 1 : 0)
        input = TextField(choices[(place + step + choices.count) % choices.count])
    }
}
