// Whom a cap binds, in words for the two subject columns: an affiliate or source, a step, or everybody.
import Models

enum SubjectText {
    static func affiliate(of object: CapObject) -> String {
        if let affiliate = object.affiliate { return affiliate.name }
        if let step = object.step { return "to \(step.name)" }
        return object.scope == .group ? "(offer group)" : "(all)"
    }

    static func offer(of object: CapObject) -> String {
        object.offer?.name ?? object.name
    }

    /// `Harbor Media, Sunrise Kettle CPA`: what the detail pane is about.
    static func title(of object: CapObject) -> String {
        switch object.scope {
        case .group: "\(object.name), offer group \(object.id.key)"
        case .offer: "\(offer(of: object)), offer \(object.id.key)"
        case .custom: "\(affiliate(of: object)), \(offer(of: object)), custom cap \(object.id.key)"
        case .flow: "\(offer(of: object)), \(object.name)"
        case .source, .step: "\(affiliate(of: object)), \(offer(of: object)), \(object.name)"
        }
    }
}
