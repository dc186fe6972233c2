// How far a bulk change has come, edit by edit.

/// One edit of a bulk change, by its position among those that were given. Every edit ends once; one that is never begun
/// only ends.
public enum WriteEvent: Hashable, Sendable {
    /// Its object is being read again, or its request is on its way.
    case began(Int)
    case ended(Int, WriteResult)
}
