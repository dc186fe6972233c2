// Owns where the tests on real programs run: each on a thread of its own, a few at once. They wait for a program most of
// their time, and there are only as many threads for all other tests as there are cores.
import TestSupport
import Testing

/// For every suite whose tests wait for a program.
struct OwnThread: SuiteTrait, TestTrait, TestScoping {
    /// As many as two cores keep lively. The torture's limits of time are short, and its programs do much, as do those under
    /// a sanitizer.
    private static let seats = Seats(Torture.times == 0 && !Sanitizers.isAny ? 9 : 3)

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        await OwnThread.seats.take()
        defer { OwnThread.seats.giveBack() }
        try await withTaskExecutorPreference(ThreadPerJob.shared) { try await function() }
    }
}

extension Trait where Self == OwnThread {
    static var ownThread: Self { Self() }
}

/// Starts a thread for each piece of a task, so that none waits for another that waits itself.
private final class ThreadPerJob: TaskExecutor {
    static let shared = ThreadPerJob()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Strand.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
