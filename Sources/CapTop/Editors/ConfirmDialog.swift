// The one confirmation on screen as a value: what is to be agreed to, what is to be known before, what the network says of
// it, and the name as far as it was typed.
import Foundation
import Models
import TUIKitLite
import Upstream

struct ConfirmDialog: Equatable, Sendable {
    enum Purpose: Equatable, Sendable {
        case send
        /// The change is saved and was not deployed: only the deploy is repeated.
        case deploy
    }

    /// The network's own verdict.
    enum Preview: Equatable, Sendable {
        /// This kind of change has none.
        case none
        case waiting
        case verdict(PreviewVerdict)
    }

    let confirmation: Confirmation
    let purpose: Purpose
    /// What the change is about, as the panes call it.
    let title: String
    /// The object of a single change, as last read.
    let live: LiveObject?
    /// What the editor warns of, which may be covered by the dialog.
    let warnings: [EditorNotes.Line]
    var preview = Preview.none
    /// It has been in a frame: nothing typed before that is an answer to it.
    var isShown = false
    /// Typed where production asks for it.
    var name = TextField()
    /// Why what came last has sent nothing; gone with the next letter.
    var refusal: String?
    /// The first line shown of a long one.
    var firstLine = 0

    init(
        _ confirmation: Confirmation, title: String, live: LiveObject?, warnings: [EditorNotes.Line],
        purpose: Purpose = .send
    ) {
        self.confirmation = confirmation
        self.title = title
        self.live = live
        self.warnings = warnings
        self.purpose = purpose
        if isPreviewed { preview = .waiting }
    }

    /// Only offers have a preview (Everflow reference, 6.4); of several changes, those that make one request.
    private var isPreviewed: Bool {
        guard confirmation.edits.first?.target.kind == .offer else { return false }
        return confirmation.edits.count == 1 || WritePlan.batches(of: confirmation.edits).count == 1
    }

    /// What may be typed in the place of the name: there are names that a keyboard or a locale cannot write.
    var idToType: String? { confirmation.edits.count == 1 ? confirmation.edits.first?.target.key : nil }

    /// Whether what was typed names what is to be changed; true where no name is asked for.
    var isNamed: Bool {
        guard let expected = confirmation.nameToType, name.text != expected else { return true }
        let typed = ConfirmDialog.folded(name.text)
        let accepted = [expected, idToType].compactMap { $0 }.map(ConfirmDialog.folded)
        return !typed.isEmpty && accepted.contains(typed)
    }

    /// Without case, accents and blanks at the ends.
    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).trimmingSpaces
    }

    /// Leave to send; nil while the network is being asked or has refused, and while a name is asked for and another was
    /// typed.
    var token: WriteToken? {
        switch preview {
        case .waiting, .verdict(.refused): nil
        case .none, .verdict: confirmation.confirm(typing: isNamed ? confirmation.nameToType : nil)
        }
    }
}
