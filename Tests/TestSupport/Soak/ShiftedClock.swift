// Owns a clock that a test sets and hurries: compiles Tests/ClockShift and says what a program has to be started with to live
// by it.
import Glibc

final class ShiftedClock {
    private let library: String
    private let file: String
    private let rate: Int64
    private let since: Int64

    /// - Parameter rate: how many times faster than life the calendar runs from now on.
    init(in folder: String, rate: Int) throws {
        library = folder + "/clock_shift.so"
        file = folder + "/clock_shift"
        self.rate = Int64(rate)
        since = Self.truth.seconds
        let source = TestPaths.repositoryRoot + "/Tests/ClockShift/clock_shift.c"
        let compiler = try PipedProgram("cc", ["-shared", "-fPIC", "-O2", "-o", library, source])
        guard compiler.exitCode() == 0 else { throw HarnessError("cc: \(compiler.messages)") }
        try set(0)
    }

    var environment: [String: String] { ["LD_PRELOAD": library, "CLOCK_SHIFT_FILE": file] }

    /// What the calendar shows when nobody has set it ahead or back: seconds since 1970.
    var unshifted: Int64 {
        let now = Self.truth
        return since + (now.seconds - since) * rate + now.nanoseconds * rate / 1_000_000_000
    }

    /// Puts the clock `seconds` ahead of what it would be, at once and for every thread.
    func set(_ seconds: Int64) throws {
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw HarnessError("open \(file)") }
        defer { close(descriptor) }
        let numbers = [seconds, rate, since]
        guard pwrite(descriptor, numbers, 24, 0) == 24 else { throw HarnessError("write \(file)") }
    }

    private static var truth: (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }
}
