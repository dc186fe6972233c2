// Rows found by id and kept in the order in which they first came. Knows nothing of what the rows are.

/// An ordered table with integer keys; look-up and change cost the same at any size.
public struct Roster<Row: Sendable>: Sendable {
    public private(set) var rows: [Row] = []
    private var places: [Int: Int] = [:]

    public init() {}

    public var count: Int { rows.count }

    public func contains(_ id: Int) -> Bool { places[id] != nil }

    /// The row of that id. Setting replaces it in place or appends it; rows are never removed one by one.
    public subscript(id: Int) -> Row? {
        get { places[id].map { rows[$0] } }
        set {
            guard let newValue else { return }
            if let place = places[id] {
                rows[place] = newValue
            } else {
                places[id] = rows.count
                rows.append(newValue)
            }
        }
    }

    /// Changes every row in place.
    mutating func update(_ change: (inout Row) -> Void) {
        for index in rows.indices { change(&rows[index]) }
    }
}
