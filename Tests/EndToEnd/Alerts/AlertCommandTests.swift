// What a name that was chosen to do harm comes to in the command of an alert: text, in one variable and in JSON.
import Foundation
import Models
import TestSupport
import Testing

@Suite("alert commands", .ownThread)
struct AlertCommandTests {
    /// Keeps what it is given; the input last, and whole at once.
    private static let keeper = """
        cat /proc/self/environ > "$1/environment"
        cat > "$1/part"
        mv "$1/part" "$1/input"
        """

    @Test("a hostile name runs nothing, breaks no line and no variable, and arrives whole in the JSON")
    func hostileName() throws {
        let ground = try AlertGround()
        let folder = "\(ground.scratch.path)/kept"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name =
            "$(touch \(folder)/pwned);`touch \(folder)/pwned`|& '\"\\\n\u{1B}]0;pwned\u{7}\u{9B}31m\u{202E}"
            + String(repeating: "long", count: 2500)
        try ground.rename(name)
        try ground.setMaximum(1)
        let script = try ground.scratch.write(Self.keeper, to: "keeper.sh")
        let watch = try ground.watch(
            ground.configure(up: "notify = [\"command\"]\ncommand = [\"/bin/sh\", \"\(script)\", \"\(folder)\"]"))
        #expect(watch.hears("up", 1), "\(watch.text)\(watch.messages)")
        let waiting = try PipedProgram("sh", ["-c", "until test -e '\(folder)/input'; do :; done"])
        try #require(waiting.exitCode(timeout: 30) == 0)
        #expect(watch.end() == 0)

        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["environment", "input"])
        let input = Array(try #require(FileManager.default.contents(atPath: "\(folder)/input")))
        #expect(input.last == UInt8(ascii: "\n") && input.dropLast().allSatisfy { $0 >= 0x20 }, "one line")
        let alert = try read(folder + "/input")
        #expect(alert["caps"]?[0]?["affiliate"]?["name"]?.text == name)
        let variables = try variables(in: folder)
        #expect(variables.count == 6, "\(variables.keys)")
        #expect(variables["CAPTOP_ALERT_MESSAGE"]?.contains("$(touch \(folder)/pwned);`touch") == true)
        #expect(variables["CAPTOP_ALERT_MESSAGE"] == alert["message"]?.text)
        for (variable, value) in variables {
            let foreign = TerminalBytes.foreign(inText: Array(value.utf8))
            #expect(foreign.isEmpty && !value.contains("\n"), "\(variable): \(foreign)")
        }
    }

    /// As another program reads it.
    private func read(_ file: String) throws -> JSONValue {
        let script = "import json, sys; json.dump(json.load(open(sys.argv[1], encoding='utf-8')), sys.stdout)"
        let python = try PipedProgram("python3", ["-c", script, file])
        let code = python.exitCode()
        try #require(code == 0, "\(python.messages)")
        return try JSONValue.parse(python.output)
    }

    /// The command's own ones, as the kernel has them.
    private func variables(in folder: String) throws -> [String: String] {
        let environment = try #require(FileManager.default.contents(atPath: "\(folder)/environment"))
        let lines = environment.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return lines.filter { $0.hasPrefix("CAPTOP_ALERT_") }.reduce(into: [:]) { variables, line in
            variables[String(line.prefix { $0 != "=" })] = String(line.drop { $0 != "=" }.dropFirst())
        }
    }
}
