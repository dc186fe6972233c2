// The editor of one object as a value: its fields, what was seen of it, what is there now, and how far it has got.
// Knows no keys and no cells.
import Models
import TUIKitLite

struct ObjectEditor: Equatable, Sendable {
    enum Purpose: Equatable, Sendable {
        case change
        /// An object that does not exist yet; of a custom cap the pair that it is for.
        case create(CustomCapPair?)
        /// The object goes: its fields show what is lost.
        case delete
    }

    enum Phase: Equatable, Sendable {
        case typing
        /// Somebody else changed it; the operator is asked whose values count.
        case clashing
        /// The request is on its way.
        case sending
        case settled(EditOutcome)
    }

    enum Reading: Equatable, Sendable {
        case waiting
        case done
        /// It could not be read, and why.
        case failed(String)
        /// The network does not have it any more.
        case gone
    }

    private(set) var target: EditTarget
    let purpose: Purpose
    /// The object as the panes call it.
    let title: String
    var fields: [FieldInput]
    /// The field in focus.
    var focus: Int
    /// The object as the operator knows it; nil until it has been read.
    private(set) var seen: LiveObject?
    /// The object as last read.
    private(set) var live: LiveObject?
    var reading = Reading.waiting
    var phase = Phase.typing
    /// Enter was pressed before the object had been read.
    var isConfirmationWanted = false
    /// The rows of the list field in focus, while they are open.
    var entries: EntriesEditor?
    /// The journal entry that this change takes back.
    var undoOf: Int64?
    /// What is on its way.
    var sent: Edit?
    /// What the pair has got from somebody else while its custom cap was to be created.
    private(set) var rival: LiveObject?

    /// - Parameters:
    ///   - known: values that are on screen already, by field; the others come when the object has been read.
    ///   - typed: what is proposed, by field.
    ///   - given: the same as values, for what no text says.
    init(
        _ target: EditTarget, _ purpose: Purpose = .change, title: String, known: [String: FieldValue] = [:],
        typed: [String: String] = [:], given: [String: FieldValue] = [:], focus: String? = nil
    ) {
        self.target = target
        self.purpose = purpose
        self.title = title
        fields = EditField.fields(of: target.kind).map { field in
            FieldInput(field, base: known[field.name], typed: typed[field.name], given: given[field.name])
        }
        self.focus = fields.firstIndex { $0.field.name == focus } ?? 0
        if case .create = purpose { reading = .done }
    }

    /// An object of the money side that does not exist yet, with the defaults of its fields.
    init(creating resource: MoneyResource, network: String, typed: [String: String] = [:]) {
        let target = EditTarget(network: network, new: resource)
        self.init(
            target, .create(nil), title: "new \(resource.noun)", known: EditField.defaults(of: target.kind),
            typed: typed, focus: "name")
    }

    var focused: FieldInput? { fields.indices.contains(focus) ? fields[focus] : nil }

    var touched: [FieldInput] { fields.filter(\.isTouched) }

    /// The object's own name, as production asks it to be typed.
    private var objectName: String { seen?.name ?? title }

    /// The change that stands in the fields; nil while there is none or one of them comes to nothing.
    var edit: Edit? {
        switch purpose {
        case .delete: return seen.flatMap(Edit.deleting)
        case .create(nil): return creation
        case .change, .create:
            let changes = touched.compactMap(\.change)
            guard !changes.isEmpty, changes.count == touched.count else { return nil }
            var edit = Edit(target: target, objectName: objectName, changes: changes, baseVersion: seen?.version)
            if case .create(let pair) = purpose { edit.action = .create(pair) }
            return edit
        }
    }

    /// What was typed, and the defaults of the rest; nil while nothing was typed or something comes to nothing.
    private var creation: Edit? {
        guard let resource = target.kind.money, !touched.isEmpty, touched.allSatisfy({ $0.mine != nil }) else {
            return nil
        }
        return Edit.creating(values.filter { $0.value != .none }, resource, network: target.network)
    }

    /// Every field as it would be, as far as it is known.
    var values: [String: FieldValue] {
        let pairs = fields.compactMap { input in (input.mine ?? input.base).map { (input.field.name, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    /// What is wrong with the typed texts, a sentence each; empty when they can be confirmed.
    var problems: [FieldProblem] {
        let failures = fields.compactMap { input -> FieldProblem? in
            guard case .failure(let problem) = input.proposal else { return nil }
            return problem
        }
        return failures.isEmpty ? edit?.problems(on: live) ?? [] : failures
    }

    /// Fields that somebody else gave another value meanwhile.
    var clashes: [FieldInput] { fields.filter(\.isClashing) }

    /// What else somebody changed in the LeadConduit flow that would be written back whole, a line each.
    var differences: [String] {
        guard target.kind.network == .leadconduit, let seen, let live, seen.version != live.version else { return [] }
        let lines = LeadConduit.FlowDifference.between(seen.tree, live.tree).map(\.line)
        // That it was saved goes without saying, unless nothing else is different.
        let others = lines.filter { !$0.hasPrefix("updated_at ") }
        return others.isEmpty ? lines : others
    }

    var isChangedMeanwhile: Bool { !clashes.isEmpty || !differences.isEmpty }

    /// An editor of what the pair has got meanwhile, with what was typed to create one.
    var ofRival: ObjectEditor? {
        guard let rival else { return nil }
        let mine = touched.compactMap { input in input.mine.map { (input.field.name, $0) } }
        var editor = ObjectEditor(
            rival.target, title: "\(rival.name), \(rival.target.kind.noun) \(rival.target.key)",
            given: Dictionary(mine, uniquingKeysWith: { $1 }), focus: focused?.field.name)
        editor.meet(rival)
        return editor
    }

    // MARK: - Lists

    /// Not before the list is known: its rows take the place of all of it.
    mutating func openEntries() {
        guard reading == .done, let focused, focused.field.isList else { return }
        entries = EntriesEditor(focused.field, text: focused.input.text)
    }

    mutating func take(entries text: String) {
        entries = nil
        fields[focus].take(list: text)
    }

    /// The rows are discarded, and the field is as if they had never been opened.
    mutating func discardEntries() {
        entries = nil
        if let live = fields[focus].live { fields[focus].meet(live) }
    }

    // MARK: - What the network says

    /// The object as just read. Typed text stays.
    mutating func meet(_ object: LiveObject) {
        reading = .done
        guard !isCreation else {
            rival = object
            return
        }
        live = object
        // What goes is what is there now: a deletion has nothing typed to keep.
        if seen == nil || purpose == .delete {
            seen = object
            target = object.target
        }
        for index in fields.indices {
            guard let value = object.values[fields[index].field.name] else { continue }
            fields[index].meet(value, isOpen: entries != nil && index == focus)
        }
    }

    /// The operator has seen what was changed meanwhile and keeps what was typed.
    mutating func keepMine() {
        seen = live
        for index in fields.indices { fields[index].keepMine() }
    }

    /// What somebody else changed counts; the rest of what was typed stays.
    mutating func takeTheirs() {
        seen = live
        for index in fields.indices where fields[index].isClashing { fields[index].takeTheirs() }
        for index in fields.indices { fields[index].keepMine() }
    }
}
