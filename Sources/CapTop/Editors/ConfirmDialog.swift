// The one confirmation on screen as a value: what is to be agreed to, and the name as far as it was typed.
import Models
import TUIKitLite

struct ConfirmDialog: Equatable, Sendable {
    enum Purpose: Equatable, Sendable {
        case send
        /// The change is saved and was not deployed: only the deploy is repeated.
        case deploy
    }

    let confirmation: Confirmation
    let purpose: Purpose
    /// What the change is about, as the panes call it.
    let title: String
    /// Typed where production asks for it.
    var name = TextField()
    /// The first line shown of a long one.
    var firstLine = 0

    init(_ confirmation: Confirmation, title: String, purpose: Purpose = .send) {
        self.confirmation = confirmation
        self.title = title
        self.purpose = purpose
    }

    /// Leave to send; nil while the name is asked for and another was typed.
    var token: WriteToken? {
        confirmation.confirm(typing: confirmation.nameToType == nil ? nil : name.text)
    }
}
