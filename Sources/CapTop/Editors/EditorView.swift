// The editor on screen: the detail pane turned into a field, with what the change would do before it is sent.
import Models
import TUIKitLite

struct EditorView {
    var editor: LimitEditor
    var state: AppState
    var look: Look

    func draw(in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty else { return }
        PaneTitle(text: "Edit \(editor.field) of \(editor.target.text)", isFocused: true, look: look)
            .draw(in: rect, on: &surface)
        let left = inside.x + 1
        let width = max(1, inside.width - 2)
        var pen = Pen(x: left, y: inside.y, end: left + width)
        pen.write("\(editor.field) \(text(of: editor.base)) -> ", look[.text], on: &surface)
        let fieldWidth = max(1, min(24, pen.end - pen.x))
        editor.input.draw(
            in: Rect(x: pen.x, y: inside.y, width: fieldWidth, height: 1), on: &surface, style: look[.input],
            isFocused: editor.phase == .typing)
        for (row, line) in lines.enumerated() where row + 1 < inside.height {
            surface.put(
                line.text, at: Point(x: left, y: inside.y + row + 1), style: look[line.role], maxWidth: width)
        }
    }

    private struct Line {
        var text: String
        var role: Role = .text
    }

    private var lines: [Line] {
        var lines: [Line] = []
        if editor.hasChangedMeanwhile {
            lines.append(Line(text: "changed meanwhile: the network now says \(text(of: editor.live))", role: .near))
        }
        if let problem = editor.problem {
            lines.append(Line(text: problem, role: .error))
        } else if case .success(let mine) = editor.proposal {
            lines.append(Line(text: effect(of: mine), role: .emphasis))
            lines += (editor.edit?.warnings ?? []).map { Line(text: $0, role: .near) }
            if let binding = binding(with: mine) { lines.append(Line(text: binding, role: .muted)) }
        }
        lines.append(Line(text: help, role: editor.outcomeRole ?? .muted))
        return lines
    }

    private var help: String {
        switch editor.phase {
        case .typing: "+10%  -5  *2  1500  12.5k  off    enter: confirm   esc: leave, nothing is sent"
        case .confirming: "esc: back to the field"
        case .sending: "sending"
        case .settled(let outcome): "\(outcome.text)    any key goes on"
        }
    }

    private func text(of limit: Quantity?) -> String {
        guard let limit else { return "-" }
        return limit == .zero && editor.zeroIsUnlimited ? "unlimited" : limit.description
    }

    /// `40 -> 44: 97% -> 88%`
    private func effect(of mine: Quantity) -> String {
        let now = "\(text(of: editor.live)) -> \(text(of: mine))"
        guard mine > .zero else { return "\(now): no limit of this kind any more" }
        guard let count = editor.count else { return now }
        let before = editor.live.flatMap { share(count, of: $0) }
        return "\(now): \(Figures.percent(before)) -> \(Figures.percent(share(count, of: mine)))"
    }

    private func share(_ count: Quantity, of maximum: Quantity) -> Double? {
        maximum > .zero ? Double(count.millionths) / Double(maximum.millionths) : nil
    }

    /// Which limit of the same pair and metric stops traffic first once this one is `mine`.
    private func binding(with mine: Quantity) -> String? {
        guard let snapshot = state.networkState(named: editor.target.network)?.snapshot,
            let edited = snapshot.meters.first(where: { $0.id == editor.meter })
        else { return nil }
        let tightest = PairLimits(snapshot: snapshot).binding(edited.object)
            .filter { $0.limit.metric == edited.limit.metric && $0.id != editor.meter }
            .compactMap { meter in left(meter.count, of: meter.limit.maximum).map { (meter, $0) } }
            .min { $0.1 < $1.1 }
        guard let (meter, others) = tightest else { return nil }
        let own = left(editor.count, of: mine)
        guard own == nil || others < (own ?? .zero) else { return "this limit still binds first" }
        return "then \(meter.object.scope.rawValue) \(Figures.limit(meter)) binds first: \(Figures.usage(meter))"
    }

    private func left(_ count: Quantity?, of maximum: Quantity?) -> Quantity? {
        guard let count, let maximum, maximum > .zero else { return nil }
        return maximum - count
    }
}

extension LimitEditor {
    fileprivate var outcomeRole: Role? {
        guard case .settled(let outcome) = phase else { return nil }
        return outcome.role
    }
}
