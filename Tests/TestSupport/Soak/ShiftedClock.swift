// Owns a clock that a test sets: compiles Tests/ClockShift and says what a program has to be started with to live by it.
import Glibc

final class ShiftedClock {
    private let library: String
    private let file: String

    init(in folder: String) throws {
        library = folder + "/clock_shift.so"
        file = folder + "/clock_shift"
        let source = TestPaths.repositoryRoot + "/Tests/ClockShift/clock_shift.c"
        let compiler = try PipedProgram("cc", ["-shared", "-fPIC", "-O2", "-o", library, source])
        guard compiler.exitCode() == 0 else { throw HarnessError("cc: \(compiler.messages)") }
        try set(0)
    }

    var environment: [String: String] { ["LD_PRELOAD": library, "CLOCK_SHIFT_FILE": file] }

    /// Puts the clock `seconds` ahead of the true one, at once and for every thread.
    func set(_ seconds: Int64) throws {
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw HarnessError("open \(file)") }
        defer { close(descriptor) }
        var value = seconds
        guard pwrite(descriptor, &value, 8, 0) == 8 else { throw HarnessError("write \(file)") }
    }
}
