// The manual page and the shell completions are what the program's own help makes of them.
import Foundation
import TestSupport
import Testing

@Suite("documents made from the program", .ownThread)
struct GeneratedDocumentsTests {
    private func captop(_ arguments: [String]) throws -> String {
        let program = try PipedProgram(TestPaths.captop, arguments)
        #expect(program.exitCode() == 0, "\(program.messages)")
        return program.text
    }

    private func stored(_ name: String) throws -> String {
        try String(contentsOfFile: "\(TestPaths.repositoryRoot)/\(name)", encoding: .utf8)
    }

    @Test(
        "the completions are current; make manual rewrites them",
        arguments: [
            ("bash", "captop.bash"), ("zsh", "_captop"), ("fish", "captop.fish"),
        ])
    func completions(shell: String, file: String) throws {
        let isCurrent = try captop(["--generate-completion-script", shell]) == stored("completions/\(file)")
        #expect(isCurrent, "run make manual")
    }

    @Test("the manual page is current; make manual rewrites it")
    func manualPage() throws {
        let scratch = try Scratch()
        let help = try scratch.write(try captop(["--experimental-dump-help"]), to: "help.json")
        let script = "\(TestPaths.repositoryRoot)/docs/man/make_manual.py"
        let maker = try PipedProgram(
            "/bin/sh", ["-c", "python3 \"$1\" < \"$2\"", "sh", script, help],
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        #expect(maker.exitCode() == 0, "\(maker.messages)")
        let isCurrent = try maker.text == stored("docs/man/captop.1")
        #expect(isCurrent, "run make manual")
    }
}
