// The one confirmation before anything is sent: object, network, environment, old and new, and the exact request.
import Models
import TUIKitLite

struct ConfirmView {
    var confirmation: Confirmation
    var name: TextField
    var network: NetworkState
    var look: Look

    func draw(on surface: inout Surface) {
        var lines: [String] = []
        for edit in confirmation.edits {
            lines += [edit.objectName, ""] + edit.summary() + edit.warnings + [""] + requests(of: edit)
        }
        lines.insert("\(network.network.name), \(network.network.environment.rawValue)", at: 0)
        var hint = "y: send   esc: back"
        if let expected = confirmation.nameToType {
            lines += ["", "type \(expected) and press enter: \(name.text)"]
            hint = "enter: send   esc: back"
        }
        let width = min(96, surface.size.width) - 4
        Dialog(title: "Send this change?", lines: lines.flatMap { TextWrap.lines($0, width: width) }, hint: hint)
            .draw(in: Rect(surface.size), on: &surface, glyphs: look.glyphs, theme: look.theme)
    }

    /// What will be asked, word for word where the request does not depend on what is read just before it.
    private func requests(of edit: Edit) -> [String] {
        switch edit.target.kind {
        case .leadCap, .flow, .source:
            let path = "/flows/\(edit.target.flowID ?? "?")"
            return ["PUT \(path) with the whole flow as just read", "POST \(path)/deploy"]
        case .offerGroup:
            return ["PUT /networks/offergroups/\(edit.target.key) with the whole group as just read"]
        case .customCap, .offer, .affiliate:
            let steps = (try? WritePlan.bulkSteps(for: [edit])) ?? []
            return steps.map { step in
                let body = step.request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
                return "\(step.request.method.rawValue) \(step.request.path)\(body)"
            }
        }
    }
}
