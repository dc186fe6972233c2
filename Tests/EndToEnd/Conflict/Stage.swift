// What one cell is played on: a sandbox of its own, a recording of what reaches it, a journal, somebody else, and hands at
// captop's keys.
import Models
import Store
import TestSupport
import Upstream

@testable import CapTop

final class Stage {
    let ground: Ground
    let proxy: RecordingProxy
    let journal: JournalFile
    let somebody: SomebodyElse
    let deed: Deed
    /// What the server has of the edited field at first.
    let before: String
    var hands: Hands
    private let sandbox: SandboxServer
    private let scratch: Scratch

    private static let patient = HTTPClient()
    private static let hasty = {
        var options = HTTPOptions()
        options.totalTimeout = 4000
        return HTTPClient(options: options)
    }()

    /// - Parameter isHasty: captop gives up waiting for an answer after four seconds.
    init(for editor: MatrixEditor, on ground: Ground, isHasty: Bool) throws {
        self.ground = ground
        sandbox = try Ground.sandbox()
        proxy = try RecordingProxy(to: sandbox.port)
        scratch = try Scratch()
        journal = JournalFile(in: scratch)
        somebody = SomebodyElse(at: sandbox)
        deed = Deed(editor: editor, ground: ground, somebody: somebody)
        before = try deed.held()
        hands = try Hands(
            on: ground.snapshots, at: "http://127.0.0.1:\(proxy.port)",
            store: try StateStore(path: journal.path, now: WallClock.now),
            client: isHasty ? Stage.hasty : Stage.patient)
    }

    /// Not asked nicely: an answer that is made to be late would hold it back.
    deinit { sandbox.killNow() }

    var picture: String { hands.screen.joined(separator: "\n") }
}
