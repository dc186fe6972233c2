// The lock: networks start read only, `write` opens them, and ten minutes without a key close them again.
import Models

extension AppState {
    /// Whether the selected cap may be changed.
    var isUnlockedHere: Bool {
        guard let name = selectedCap?.object.id.network else { return false }
        return networkState(named: name)?.isLocked == false
    }

    mutating func noteInput() {
        lastInput = now
        message = nil
    }

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
        guard let lastInput else {
            lastInput = now
            return
        }
        guard now.milliseconds(since: lastInput) >= AppState.idleLock else { return }
        lock()
        if case .confirming = editor?.phase { editor?.phase = .typing }
    }
}
