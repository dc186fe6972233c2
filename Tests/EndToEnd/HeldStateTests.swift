// A start whose state cannot be opened: the screen is there, keys are answered, and the end waits for nobody.
import Glibc
import TestSupport
import Testing

@Suite("a start whose state is held", .ownThread)
struct HeldStateTests {
    enum Obstacle: CaseIterable {
        /// Another captop seems to be opening a file in the folder, and is waited for five seconds.
        case folder
        /// Opening the file does not return, as on a disk that hangs.
        case file
    }

    enum End: String, CaseIterable {
        case q
        case controlC = "ctrl-c"
        case terminate = "SIGTERM"

        var code: Int32 { self == .terminate ? 143 : 0 }

        func ask(_ terminal: PtyProcess) {
            switch self {
            case .q: terminal.send("q")
            case .controlC: terminal.send("\u{3}")
            case .terminate: terminal.signal(SIGTERM)
            }
        }
    }

    /// What a program needs to meet an obstacle, and what takes that away.
    private typealias Hold = (environment: [String: String], letGo: () -> Void)

    /// In seconds: what waits for the folder would be later. It takes two at most, and some more on a busy machine.
    private static let lessThanTheWait = 4.5

    private func hold(_ scratch: Scratch, by obstacle: Obstacle) throws -> Hold {
        switch obstacle {
        case .folder:
            let folder = try HeldFolder("\(scratch.path)/state/captop")
            return ([:], folder.letGo)
        case .file:
            let file = try StuckFile(in: scratch)
            return (file.environment, file.letGo)
        }
    }

    private func start(
        on sandbox: SandboxServer, in scratch: Scratch, _ hold: Hold, arguments: [String] = []
    ) throws -> Dashboard {
        try Dashboard(on: sandbox, arguments: arguments, waitsForData: false) {
            $0.columns = 200
            $0.environment["XDG_STATE_HOME"] = "\(scratch.path)/state"
            $0.environment.merge(hold.environment) { $1 }
        }
    }

    @Test(
        "the first screen comes, keys are answered, and every end is one, each before the five seconds of a wait are over",
        arguments: Obstacle.allCases)
    func ends(obstacle: Obstacle) throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        for end in End.allCases {
            let scratch = try Scratch()
            let hold = try hold(scratch, by: obstacle)
            defer { hold.letGo() }
            let dashboard = try start(on: sandbox, in: scratch, hold)
            defer { dashboard.end() }
            let terminal = dashboard.terminal
            let limit = Self.lessThanTheWait
            #expect(terminal.wait(timeout: limit) { terminal.shows("Affiliates") }, "\(end): nothing drawn")
            #expect(terminal.press("?", timeout: limit) { terminal.shows(" Help ") }, "\(end)\n\(terminal.picture)")
            #expect(terminal.press("?", timeout: limit) { !terminal.shows(" Help ") }, "\(end)\n\(terminal.picture)")
            end.ask(terminal)
            #expect(terminal.waitExit(timeout: limit) == .code(end.code), "\(end.rawValue)")
            terminal.expectRestored()
        }
    }

    @Test(
        "what is held for too long is gone on without: networks are read, nothing is changed, and that is said",
        arguments: [(Obstacle.folder, "for too long; going on without"), (.file, "has not opened so far; going on")])
    func goesOn(obstacle: Obstacle, words: String) throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let hold = try hold(scratch, by: obstacle)
        defer { hold.letGo() }
        let dashboard = try start(on: sandbox, in: scratch, hold, arguments: ["--write"])
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.wait { terminal.shows(words) }, "\(terminal.picture)")
        #expect(terminal.wait { terminal.hasBothNetworks }, "\(terminal.picture)")
        #expect(!terminal.shows("WRITE"), "\(terminal.picture)")
        #expect(terminal.press(":") { terminal.lines.last?.hasPrefix(" :") == true })
        #expect(
            terminal.press("write\r") { terminal.shows("read only: the journal could not be opened") },
            "\(terminal.picture)")
        #expect(!terminal.shows("WRITE"), "\(terminal.picture)")
        #expect(access("\(scratch.path)/state/captop/captop.sqlite", F_OK) != 0, "what another opens is left to it")
        if obstacle == .file {
            hold.letGo()
            #expect(terminal.wait { terminal.shows("has opened after all") }, "\(terminal.picture)")
            #expect(terminal.shows("WRITE"), "\(terminal.picture)")
        }
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
    }
}
