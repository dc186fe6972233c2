// The editor of one limit as a value: what was there, what is there now, what has been typed, and how far it has got.
// Knows no keys and no cells.
import Models
import TUIKitLite

struct LimitEditor: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        case typing
        /// The confirmation is on screen; `name` is typed where production asks for it.
        case confirming(Confirmation, name: TextField)
        /// The request is on its way.
        case sending
        case settled(EditOutcome)
    }

    let meter: MeterID
    let target: EditTarget
    let objectName: String
    /// The API's name: `daily_conversion_cap`, `maximum`.
    let field: String
    let isWhole: Bool
    /// Everflow's 0; LeadConduit has no unlimited.
    let zeroIsUnlimited: Bool
    /// The limit when the editor was opened.
    let base: Quantity?
    /// The limit as the network says it now.
    var live: Quantity?
    var count: Quantity?
    var input: TextField
    var phase = Phase.typing

    /// nil for a meter whose limit has no field of its own.
    init?(_ meter: CapMeter, text: String? = nil) {
        let isLead = meter.object.id.kind == .cap
        guard let field = isLead ? "maximum" : Everflow.CapMatrix.wireName(meter.limit.metric, meter.limit.period)
        else { return nil }
        self.meter = meter.id
        target = EditTarget(meter.object.id, flowID: isLead ? meter.object.offer?.id : nil)
        objectName = SubjectText.title(of: meter.object)
        self.field = field
        isWhole = !meter.limit.metric.isMoney
        zeroIsUnlimited = !isLead
        base = meter.limit.maximum
        live = meter.limit.maximum
        count = meter.count
        input = TextField(text ?? meter.limit.maximum?.description ?? "")
    }

    /// Somebody else has changed the limit since the editor was opened.
    var hasChangedMeanwhile: Bool { live != base }

    /// What the typed text comes to, or why it comes to nothing. Arithmetic starts from what the network says now.
    var proposal: Result<Quantity, LimitExpression.Failure> {
        do throws(LimitExpression.Failure) {
            let expression = try LimitExpression(input.text)
            return .success(try expression.value(from: live, isWhole: isWhole, zeroIsUnlimited: zeroIsUnlimited))
        } catch {
            return .failure(error)
        }
    }

    /// The edit that the typed text stands for; nil while it stands for none.
    var edit: Edit? {
        guard case .success(let mine) = proposal else { return nil }
        let change = FieldChange(
            field: field, base: live.map(FieldValue.quantity) ?? .none, mine: .quantity(mine))
        return Edit(target: target, objectName: objectName, changes: [change])
    }

    /// What is wrong with the typed text, in one sentence; nil when it can be confirmed.
    var problem: String? {
        switch proposal {
        case .failure(let failure): failure.message
        case .success: edit?.problems().first?.message
        }
    }
}

/// What became of a write, for the screen.
enum EditOutcome: Equatable, Codable, Sendable {
    case applied
    case refused(String)
    case conflict(String)
    case unknown(String)
    case savedNotLive(String)

    var text: String {
        switch self {
        case .applied: "applied"
        case .refused(let message): "refused: \(message)"
        case .conflict(let message): "changed meanwhile: \(message)"
        case .unknown(let message): "unknown: \(message)"
        case .savedNotLive(let message): "saved, not live: \(message)"
        }
    }

    var role: Role {
        switch self {
        case .applied: .calm
        case .refused, .conflict: .error
        case .unknown, .savedNotLive: .near
        }
    }
}
