// Where keys go: a screen, on the caps screen a pane, or what lies on top of it. The top takes the key; a modal swallows it.

/// What fills the space between header and bottom line.
enum Screen: String, Codable, Sendable {
    /// Affiliates, offers, caps and the selected cap in detail.
    case caps
    /// What captop has changed.
    case audit
    /// What the rules have raised.
    case alerts
    /// How each network stands.
    case network
    case payouts, commissions, tiers
    /// The selected cap's window as one large chart.
    case chart
}

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
    case help
    case editor
    case bulk
    /// Affiliate and offer of a new custom cap.
    case picker
    /// The one confirmation before anything is sent.
    case confirm
    /// The `:` line.
    case prompt
    /// In which form to copy.
    case copy
}
