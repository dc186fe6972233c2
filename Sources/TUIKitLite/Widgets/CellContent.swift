// Owns what one cell of a table may hold.

/// The content of a table's cell.
public enum CellContent: Hashable, Sendable {
    case text(String, Style)
    case bar(Bar)
    case sparkline(Sparkline)
}
