// What the editor says under its fields: what is wrong, what the change would do and to which other limits, what somebody
// else changed, how far the request has got. Words and order only; EditorView draws them.
import Models
import TUIKitLite

struct EditorNotes {
    struct Line: Equatable {
        var text: String
        var role: Role = .text
    }

    var editor: ObjectEditor
    var state: AppState
    /// Of the edited object, by field.
    var meters: [String: CapMeter]
    /// Cells in a line.
    var width: Int

    /// The last one says which keys work now.
    var lines: [Line] {
        let wrapped = (reading + meanwhile + proposal + outcome).flatMap { line in
            TextWrap.lines(line.text, width: width).map { Line(text: $0, role: line.role) }
        }
        return wrapped + [keys]
    }

    private var reading: [Line] {
        switch editor.reading {
        case .waiting: editor.isConfirmationWanted ? [Line(text: "reading it first", role: .muted)] : []
        case .done: []
        case .failed(let reason): [Line(text: "could not be read: \(reason)", role: .error)]
        case .gone: [Line(text: "it does not exist any more; nothing can be sent", role: .error)]
        }
    }

    private var meanwhile: [Line] {
        let fields = editor.clashes.map { input in
            let live = input.field.display(input.live ?? .none)
            let mine = input.mine.map { ", yours is \(input.field.display($0))" } ?? ""
            return Line(text: "\(input.field.name) changed meanwhile: the network now says \(live)\(mine)", role: .near)
        }
        guard !editor.differences.isEmpty else { return fields }
        let shown = editor.differences.prefix(4).map { Line(text: "  \($0)", role: .near) }
        let rest = editor.differences.count - shown.count
        let more = rest > 0 ? [Line(text: "  and \(rest) more", role: .near)] : []
        return fields + [Line(text: "the flow was changed meanwhile:", role: .near)] + shown + more
    }

    private var proposal: [Line] {
        if let problem = editor.problems.first, editor.purpose == .delete || !editor.touched.isEmpty {
            return [Line(text: problem.message, role: .error)]
        }
        return (editor.purpose == .delete ? fallBack : effect) + warnings
    }

    /// What is to be known before the change is agreed to.
    var warnings: [Line] {
        guard let edit = editor.edit else { return [] }
        let sentences = edit.warnings(counts: counts).map { Line(text: $0, role: .near) }
        guard editor.purpose == .delete, !meters.isEmpty, limitsLeft.isEmpty else { return sentences }
        return [Line(text: "no other limit holds for this pair: its traffic will not be capped", role: .over)]
            + sentences
    }

    private var outcome: [Line] {
        guard case .settled(let outcome) = editor.phase else { return [] }
        return [Line(text: outcome.text, role: outcome.role)]
    }

    private var keys: Line {
        switch editor.phase {
        case .typing: Line(text: "enter: confirm   esc: leave, nothing is sent\(typingHint)", role: .muted)
        case .clashing: Line(text: "k: keep mine   t: take theirs   esc: back to the fields", role: .emphasis)
        case .sending: Line(text: "sending   esc: leave, it goes on", role: .emphasis)
        case .settled(let outcome): Line(text: next(after: outcome), role: .muted)
        }
    }

    private var typingHint: String {
        guard let focused = editor.focused, editor.purpose != .delete else { return "" }
        let clear = "   ctrl-u: clear"
        if focused.field.isLimit {
            return "   +10%  -5  *2  12.5k" + (focused.field.isZeroUnlimited ? "  off" : "") + clear
        }
        if focused.field.isList { return "   space: its rows" }
        return focused.choices.isEmpty ? clear : "   space: the next"
    }

    private func next(after outcome: EditOutcome) -> String {
        switch outcome {
        case .applied: "any key goes on"
        case .savedNotLive: "d: deploy again   esc: leave"
        case .conflict where editor.rival != nil: "e: edit that one   any key: back to the fields   esc: leave"
        case .refused, .conflict, .unknown: "any key: back to the fields   esc: leave"
        }
    }

    // MARK: - What the change would do

    /// What has been used of hard limits.
    private var counts: [String: Quantity] {
        meters.filter { !$0.value.object.isSoftCap && $0.value.object.isEnabled }.compactMapValues(\.count)
    }

    /// `97% -> 88%`, and which limit of the pair stops traffic first then; of the field in focus.
    private var effect: [Line] {
        guard editor.edit != nil, let focused = editor.focused, focused.field.isLimit, let mine = focused.mine?.quantity
        else { return [] }
        guard mine > .zero || !focused.field.isZeroUnlimited else {
            return [Line(text: "\(focused.field.name): unlimited, no limit of this kind any more", role: .emphasis)]
        }
        guard let meter = meters[focused.field.name], let count = meter.count else { return [] }
        let before = used(count, of: focused.base?.quantity ?? .zero)
        let text = "\(focused.field.name): \(before) -> \(used(count, of: mine)) of it used"
        var lines = [Line(text: text, role: .emphasis)]
        if let outlook = outlook(meter, with: mine) { lines.append(Line(text: outlook, role: .muted)) }
        if let binding = binding(meter, with: mine) { lines.append(Line(text: binding, role: .muted)) }
        return lines
    }

    /// When the new limit would be reached, as the forecast of the old one goes on.
    private func outlook(_ meter: CapMeter, with mine: Quantity) -> String? {
        guard let count = meter.count, mine > count, let network = state.networkState(named: meter.object.id.network),
            let forecast = state.forecast(of: meter), forecast.ratePerHour != nil
        else { return nil }
        guard let trips = forecast.trip(maximum: mine, insteadOf: meter.limit.maximum) else {
            return "at this pace it does not trip before its reset"
        }
        let server = network.serverTime(at: state.now)
        let clock = ClockText.planned(
            at: state.clockTime(max(trips, server), of: network), now: state.clockTime(state.now),
            in: state.clockCalendar)
        return "at this pace it trips about \(clock)"
    }

    /// A percentage that does not read as nothing where something is used.
    private func used(_ count: Quantity, of maximum: Quantity) -> String {
        guard maximum > .zero else { return Figures.percent(nil) }
        let share = Double(count.millionths) / Double(maximum.millionths)
        return share > 0 && share < 0.01 ? "<1%" : Figures.percent(share)
    }

    /// Which limit of the same pair and metric stops traffic first once this one is `mine`.
    private func binding(_ edited: CapMeter, with mine: Quantity) -> String? {
        guard !edited.object.isSoftCap, edited.object.isEnabled else { return nil }
        let tightest = state.limits(binding: edited.object)
            .filter { $0.limit.metric == edited.limit.metric && $0.id != edited.id && !$0.object.isSoftCap }
            .filter(\.object.isEnabled)
            .compactMap { meter in left(meter.count, of: meter.limit.maximum).map { (meter, $0) } }
            .min { $0.1 < $1.1 }
        guard let (meter, others) = tightest else { return nil }
        let own = left(edited.count, of: mine)
        guard own == nil || others < (own ?? .zero) else { return "this limit still binds first" }
        return "then \(meter.object.scope.rawValue) \(Figures.limit(meter)) binds first: \(Figures.usage(meter))"
    }

    private func left(_ count: Quantity?, of maximum: Quantity?) -> Quantity? {
        guard let count, let maximum, maximum > .zero else { return nil }
        return maximum - count
    }

    /// What holds for the pair once its custom cap is gone.
    private var limitsLeft: [CapMeter] {
        guard let meter = meters.values.first else { return [] }
        return state.limits(binding: meter.object).filter { $0.object.id != meter.object.id && $0.object.isEnabled }
    }

    private var fallBack: [Line] {
        let texts = limitsLeft.map { "\($0.object.scope.rawValue) \(Figures.limit($0)) \(Figures.usage($0))" }
        guard !texts.isEmpty else { return [] }
        return [Line(text: "what still holds then: \(texts.joined(separator: ", "))", role: .emphasis)]
    }
}
