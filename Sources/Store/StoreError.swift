// What can go wrong with the state file, as a value: one plain sentence, and whether captop can go on without it.

/// Why the store could not do what was asked.
public struct StoreError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The file was written by a newer captop; it is left alone.
        case newer
        /// The file was damaged and has been renamed; the next save starts a new one.
        case setAside
        /// Another process held the file or its directory for too long.
        case busy
        /// The disk is full.
        case full
        /// The file or its directory cannot be created, read or written.
        case inaccessible
    }

    public var kind: Kind
    /// One line, plain words, with the path.
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
