// Where keys go: a pane, or what lies on top of the panes. The top takes the key; a modal swallows it.

enum Pane: String, CaseIterable, Codable, Sendable {
    case affiliates, offers, caps, detail

    var next: Pane { step(1) }
    var previous: Pane { step(-1) }

    private func step(_ delta: Int) -> Pane {
        let all = Pane.allCases
        let index = (all.firstIndex(of: self) ?? 0) + delta
        return all[(index + all.count) % all.count]
    }
}

/// What lies over the panes and takes the keys first.
enum Overlay: Equatable, Codable, Sendable {
    case filter
    case help(firstLine: Int)
    case editor
    case bulk
    /// Affiliate and offer of a new custom cap.
    case picker
    /// The one confirmation before anything is sent.
    case confirm
    case audit
    /// The `:` line.
    case prompt
}
