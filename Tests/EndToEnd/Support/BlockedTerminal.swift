// How a terminal comes to take nothing more, whatever is on its screen: another size is drawn whole everywhere, while a
// key may draw nothing. Knows no screen.
import TestSupport

extension PtyProcess {
    /// Reads no more, and lets frames of two sizes in turn come until none is taken any more.
    ///
    /// - Returns: false when the terminal still takes them after a hundred.
    func block(columns: Int, rows: Int) -> Bool {
        settle()
        isReading = false
        var (turn, fullLooks) = (0, 0)
        // A look may come before the program has drawn, or between two pieces that still fit.
        while fullLooks < 3, turn < 100 {
            turn += 1
            resize(columns: columns - turn % 2, rows: rows)
            watch(seconds: 0.1)
            fullLooks = isFull ? fullLooks + 1 : 0
        }
        return fullLooks == 3 && unreadBytes > 0
    }
}
