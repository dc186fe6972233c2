// Owns the names of what is drawn, so that views never name a colour. Knows no colour.

/// What a piece of the screen means. A theme gives each its look.
public enum Role: Int, CaseIterable, Hashable, Sendable {
    case text, muted, emphasis, title, border, borderFocused, borderProduction, header
    case selection, selectionUnfocused, mark
    case calm, near, reached, over, disabled
    case track, pace
    case hintKey, hintText
    case production, staging, sandbox
    case stale, error
    /// Marks what is shown of the past.
    case past
    case input, dialog, dialogBorder, match
}
