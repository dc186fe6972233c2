// The one confirmation before anything is sent: object, network, environment, old and new, and the exact request.
import Models
import TUIKitLite

struct ConfirmView {
    /// Objects of a bulk change that are listed one by one.
    private static let listed = 200

    var dialog: ConfirmDialog
    var network: NetworkState
    var look: Look

    func draw(on surface: inout Surface) {
        let lines = ConfirmView.lines(dialog, network: network, width: ConfirmView.width(in: surface.size))
        var box = Dialog(title: title, lines: lines.map(\.text), firstLine: dialog.firstLine, hint: hint)
        let (frame, visible) = box.layout(in: Rect(surface.size))
        if lines.count > visible { box.hint = hint + "   up, down: scroll" }
        box.draw(in: Rect(surface.size), on: &surface, glyphs: look.glyphs, theme: look.theme)
        let first = Viewport.scroll(selected: nil, first: dialog.firstLine, visible: visible, count: lines.count)
        for (row, line) in lines.dropFirst(first).prefix(visible).enumerated() where line.role != .dialog {
            surface.restyle(
                Rect(x: frame.x + 2, y: frame.y + 1 + row, width: frame.width - 4, height: 1), style: look[line.role])
        }
    }

    /// How far a long confirmation can be scrolled.
    static func lastLine(of state: AppState) -> Int {
        guard let dialog = state.confirm, let name = dialog.confirmation.edits.first?.target.network,
            let network = state.networkState(named: name)
        else { return 0 }
        let lines = lines(dialog, network: network, width: width(in: state.size))
        return max(0, lines.count - max(1, state.size.height - 4))
    }

    private static func width(in size: Size) -> Int { max(1, min(96, size.width) - 4) }

    private var title: String { dialog.purpose == .deploy ? "Deploy this flow?" : "Send this change?" }

    private var hint: String { (dialog.confirmation.nameToType == nil ? "y" : "enter") + ": send   esc: back" }

    private static func lines(_ dialog: ConfirmDialog, network: NetworkState, width: Int) -> [EditorNotes.Line] {
        let edits = dialog.confirmation.edits
        var what = ["\(network.network.name), \(network.network.environment.rawValue)", "", dialog.title]
        var how: [String] = []
        if edits.count > 1 {
            how = bulkRequests(dialog) + [""] + edits.prefix(listed).map(row)
            if edits.count > listed { how.append("and \(edits.count - listed) more") }
        } else if let edit = edits.first {
            what += [""] + (dialog.purpose == .deploy ? ["deploy what is saved"] : []) + edit.summary()
            how = requests(of: edit, dialog)
        }
        how += preview(dialog.preview)
        var lines = nameLines(dialog) + what.map(plain) + dialog.warnings + [plain("")]
        lines += how.map(plain)
        return lines.flatMap { line in
            TextWrap.lines(line.text, width: width).map { EditorNotes.Line(text: $0, role: line.role) }
        }
    }

    private static func plain(_ text: String) -> EditorNotes.Line { EditorNotes.Line(text: text, role: .dialog) }

    private static func nameLines(_ dialog: ConfirmDialog) -> [EditorNotes.Line] {
        let id = dialog.idToType.map { ", or \($0)" } ?? ""
        let typed = dialog.confirmation.nameToType.map { [plain("type \($0)\(id): \(dialog.name.text)")] } ?? []
        return typed + (dialog.refusal.map { [EditorNotes.Line(text: $0, role: .error)] } ?? [])
    }

    private static func row(_ edit: Edit) -> String { "\(edit.objectName): \(edit.summary().joined(separator: ", "))" }

    // MARK: - Requests

    private static func bulkRequests(_ dialog: ConfirmDialog) -> [String] {
        let batches = WritePlan.batches(of: dialog.confirmation.edits)
        var lines = [batches.count == 1 ? "in one request" : "in \(batches.count) requests, the first of them"]
        guard let first = batches.first else { return lines }
        lines += first.count > 1 ? texts((try? WritePlan.bulkSteps(for: first)) ?? []) : requests(of: first[0], dialog)
        return lines
    }

    /// What will be asked, word for word where the request does not depend on what is read just before it.
    private static func requests(of edit: Edit, _ dialog: ConfirmDialog) -> [String] {
        let flow = "/flows/\(edit.target.flowID ?? "?")"
        if dialog.purpose == .deploy { return ["POST \(flow)/deploy"] }
        switch edit.target.kind {
        case .leadCap, .flow, .source: return ["PUT \(flow) with the whole flow as just read", "POST \(flow)/deploy"]
        case .offerGroup: return ["PUT /networks/offergroups/\(edit.target.key) with the whole group as just read"]
        case .tieredCommission where edit.action == .change, .affiliateTier where edit.action == .change:
            let path = edit.target.kind == .affiliateTier ? "affiliatetiers" : "tieredcommissions"
            return ["PUT /networks/\(path)/\(edit.target.key) with the whole \(edit.target.kind.noun) as just read"]
        case .affiliate where edit.fields.contains { $0 != "account_status" }:
            return ["PUT /networks/affiliates/\(edit.target.key) with the whole affiliate as just read"]
        case .customCap, .offer, .affiliate, .customPayout, .tieredCommission, .affiliateTier:
            return texts(steps(of: edit, live: dialog.live))
        }
    }

    /// Of one of many changes the object is read only when it is sent.
    private static func steps(of edit: Edit, live: LiveObject?) -> [WriteStep] {
        if live == nil, edit.action == .change { return (try? WritePlan.bulkSteps(for: [edit])) ?? [] }
        return (try? WritePlan.steps(for: edit, live: live)) ?? []
    }

    private static func preview(_ preview: ConfirmDialog.Preview) -> [String] {
        switch preview {
        case .none: []
        case .waiting: ["", "asking the network what it makes of it"]
        case .verdict(.accepted(let notes)): ["", "the network's own preview: it would do this"] + notes
        case .verdict(.refused(let reason)): ["", "the network's own preview refuses it: \(reason)"]
        case .verdict(.unavailable(let reason)): ["", "no preview: \(reason)"]
        }
    }

    private static func texts(_ steps: [WriteStep]) -> [String] {
        steps.map { step in
            let body = step.request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
            return "\(step.request.method.rawValue) \(step.request.path)\(body)"
        }
    }
}
