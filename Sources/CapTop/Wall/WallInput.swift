// The one key that a wall knows: Ctrl-C, twice. A cat on the keyboard does not hold Ctrl.
import TUIKitLite

extension WallState {
    func action(for event: InputEvent) -> Action? {
        event == .key(.character("c", .ctrl)) ? .quitChord : nil
    }
}
