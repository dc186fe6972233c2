// The lock: networks start read only, `write` opens them, and ten minutes without a key close them again.
import Models

extension AppState {
    /// Whether what is under the cursor may be changed; where there is nothing, whether anything may.
    var isUnlockedHere: Bool {
        guard !isInThePast else { return false }
        return networkInFocus.map { !isLocked($0) } ?? networks.contains { !$0.isLocked }
    }

    /// Why nothing can be changed here, in a sentence; nil where something can.
    var whyLocked: String? {
        guard !isUnlockedHere else { return nil }
        if let name = networkInFocus, networkState(named: name) == nil { return "there is no profile '\(name)' here" }
        guard isInThePast else { return "locked: :write unlocks" }
        return "this is the past: nothing is changed here; \(keymap.keyNames(of: .timeNow)) is now"
    }

    /// The network of what is under the cursor; on "all", that of the selected cap.
    var networkInFocus: String? {
        if screen == .audit { return audit.selected?.profile }
        if screen == .alerts { return alerts.selected?.network }
        if screen == .network { return listedNetwork?.network.name }
        if let resource = moneyResource {
            let rows = moneyRows(resource)
            return selectedMoney(in: rows).map { rows[$0].network }
                ?? networks.first { $0.network.kind == .everflow }?.network.name
        }
        switch pane {
        case .affiliates: return affiliates.id?.network ?? selectedCap?.object.id.network
        case .offers: return offers.id?.network ?? selectedCap?.object.id.network
        case .caps, .detail: return selectedCap?.object.id.network
        }
    }

    /// Whether what is under the cursor is a production account's.
    var isProductionInFocus: Bool {
        networkInFocus.flatMap { networkState(named: $0) }?.network.environment == .production
    }

    mutating func noteInput() {
        lastInput = now
        message = nil
        dropFirstScreenForInput()
    }

    /// Whether somebody has typed a moment ago and waits for what comes of it.
    var isBeingUsed: Bool { lastInput.map { (0..<2000).contains(now.milliseconds(since: $0)) } ?? false }

    mutating func unlock() {
        guard canWrite else {
            message = "read only: the journal could not be opened"
            return
        }
        for place in networks.indices { networks[place].isLocked = false }
        message = "unlocked; ten minutes without a key lock again"
    }

    mutating func lock() {
        for place in networks.indices { networks[place].isLocked = true }
        message = "locked"
    }

    /// What is half typed stays on screen, but cannot be confirmed any more.
    mutating func lockWhenIdle() {
        guard networks.contains(where: { !$0.isLocked }) else { return }
        // The clock may have been set back: then the time counts from the new one.
        guard let lastInput, lastInput <= now else {
            lastInput = now
            return
        }
        guard now.milliseconds(since: lastInput) >= AppState.idleLock else { return }
        lock()
        closeConfirm()
    }
}
