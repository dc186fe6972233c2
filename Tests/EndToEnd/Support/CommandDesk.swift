// A home in which `captop set` is run against a sandbox whose every request is recorded and can be held.
import TestSupport
import Testing

final class CommandDesk {
    let proxy: RecordingProxy
    let somebody: SomebodyElse
    let journal: JournalFile
    private let sandbox: SandboxServer
    private let scratch: Scratch

    init() throws {
        sandbox = try Ground.sandbox()
        proxy = try RecordingProxy(to: sandbox.port)
        somebody = SomebodyElse(at: sandbox)
        scratch = try Scratch()
        journal = JournalFile(in: scratch)
        try scratch.write(sandbox.configuration(through: proxy.port), to: scratch.usualConfiguration)
    }

    func end() { sandbox.killNow() }

    /// `captop set` with what is to be sent.
    func start(_ arguments: [String]) throws -> PipedProgram {
        try PipedProgram(
            TestPaths.captop, ["set"] + arguments + ["--yes", "--write"], environment: scratch.environment)
    }

    /// The id of what a creation makes.
    func make(_ arguments: [String]) throws -> String {
        let program = try start(arguments)
        let code = program.exitCode(timeout: 60)
        try #require(code == 0, "\(program.text)\(program.messages)")
        let made = try #require(program.text.firstRange(of: "applied: "), "\(program.text)")
        return String(program.text[made.upperBound...].drop { $0 != ":" }.dropFirst().prefix { $0.isNumber })
    }
}
