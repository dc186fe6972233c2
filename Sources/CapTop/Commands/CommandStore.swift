// The state file as commands without a screen open it: what opening found is said on standard error, and a file that cannot
// be opened ends the command.
import Models
import Store

extension StateStore {
    /// - Parameter consequence: what does not happen without the file, for the message.
    static func ofCommand(_ consequence: String? = nil) throws(CommandFailure) -> StateStore {
        do {
            let store = try StateStore(path: ConfigurationFile.statePath, now: WallClock.now)
            if let notice = store.notice { Output.message(notice) }
            return store
        } catch {
            throw CommandFailure(message: [error.message, consequence].compactMap { $0 }.joined(separator: "; "))
        }
    }
}
