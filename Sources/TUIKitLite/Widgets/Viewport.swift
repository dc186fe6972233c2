// Owns the arithmetic of a window over a long list. Knows no rows.

public enum Viewport {
    /// The first row to show so that the selected one is visible, moving as little as may be and leaving no gap at the end.
    /// - Parameters:
    ///   - selected: the selected row, nil for none; clipped to the list.
    ///   - first: the first row shown so far.
    ///   - visible: how many rows there is room for.
    ///   - count: how many rows there are.
    public static func scroll(selected: Int?, first: Int, visible: Int, count: Int) -> Int {
        let last = max(0, count - max(0, visible))
        var top = min(max(0, first), last)
        if let selected, visible > 0, count > 0 {
            let row = min(max(0, selected), count - 1)
            top = min(top, row)
            top = max(top, row - visible + 1)
        }
        return top
    }
}
