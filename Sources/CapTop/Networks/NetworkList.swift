// Where the cursor of the networks' list stands. Networks neither come nor go while captop runs: a line is enough.

struct NetworkList: Equatable, Sendable {
    var cursor = 0
    var first = 0
}
