// Waiting for the end of what is written, however long it takes; captop itself does so for a while only.
import Dispatch

@testable import CapTop

extension StateKeeper {
    func close(shownBy state: AppState) {
        let group = DispatchGroup()
        close(shownBy: state, in: group)
        group.wait()
    }
}

extension LogFile {
    func close() {
        let group = DispatchGroup()
        close(in: group)
        group.wait()
    }
}
