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
        let width = ConfirmView.width(in: surface.size)
        var box = Dialog(title: title, lines: lines(width: width), hint: hint)
        box.firstLine = dialog.firstLine
        box.draw(in: Rect(surface.size), on: &surface, glyphs: look.glyphs, theme: look.theme)
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

    private var hint: String {
        let send = dialog.confirmation.nameToType == nil ? "y: send" : "enter: send"
        return dialog.confirmation.edits.count > 1 ? "\(send)   esc: back   up, down: scroll" : "\(send)   esc: back"
    }

    private func lines(width: Int) -> [String] { ConfirmView.lines(dialog, network: network, width: width) }

    private static func lines(_ dialog: ConfirmDialog, network: NetworkState, width: Int) -> [String] {
        let edits = dialog.confirmation.edits
        var lines = ["\(network.network.name), \(network.network.environment.rawValue)", ""]
        if let expected = dialog.confirmation.nameToType {
            lines.insert("type \(expected) and press enter: \(dialog.name.text)", at: 0)
        }
        if edits.count > 1 {
            lines +=
                [dialog.title] + warnings(edits) + [""] + bulkRequests(dialog) + [""] + edits.prefix(listed).map(row)
            if edits.count > listed { lines.append("and \(edits.count - listed) more") }
        } else if let edit = edits.first {
            lines += [dialog.title, ""] + (dialog.purpose == .deploy ? ["deploy what is saved"] : [])
            lines += edit.summary() + edit.warnings + [""] + requests(of: edit, dialog)
        }
        lines += preview(dialog.preview)
        return lines.flatMap { TextWrap.lines($0, width: width) }
    }

    private static func row(_ edit: Edit) -> String { "\(edit.objectName): \(edit.summary().joined(separator: ", "))" }

    /// Each once, however many objects it is about.
    private static func warnings(_ edits: [Edit]) -> [String] {
        var seen = Set<String>()
        return edits.flatMap(\.warnings).filter { seen.insert($0).inserted }
    }

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
