// What a reader passed over, in sentences without any of the body's values but ids. Bounded: hostile answers stay short.

final class WireNotes {
    private static let limit = 20
    private var kept: [String] = []
    private var count = 0

    func add(_ line: @autoclosure () -> String) {
        count += 1
        if count <= WireNotes.limit { kept.append(line()) }
    }

    /// The first twenty, and how many there were beyond.
    var lines: [String] {
        count > WireNotes.limit ? kept + ["and \(count - WireNotes.limit) more"] : kept
    }
}
