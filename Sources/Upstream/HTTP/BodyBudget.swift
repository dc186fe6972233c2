// How much of answers under way one client holds at once. Touched on the client's thread only.

/// The memory that all bodies under way share: each is small enough by itself, and many at once are not.
final class BodyBudget {
    private let most: Int
    private var held = 0

    /// - Parameter most: bytes.
    init(most: Int) {
        self.most = most
    }

    /// False, and nothing is taken, when that would be too much.
    func take(_ bytes: Int) -> Bool {
        guard bytes <= most - held else { return false }
        held += bytes
        return true
    }

    func giveBack(_ bytes: Int) { held -= bytes }
}
