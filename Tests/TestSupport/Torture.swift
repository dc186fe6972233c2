// Owns how long the tests that try their luck go on: seconds under `make test`, minutes under `make torture`. Knows only
// its two environment variables.
import Glibc

/// Seeded rounds. A failure names its seed; `make torture SEED=n` begins there.
public enum Torture {
    /// 0 under `make test`; 1 and more make the long run so many times as long.
    public static let times = max(0, number("CAPTOP_TORTURE") ?? 0)

    /// Seeds for `quick` rounds, or for `full` rounds and their multiples under `make torture`.
    public static func seeds(quick: Int, full: Int) -> [UInt64] {
        let first = UInt64(max(1, number("CAPTOP_TORTURE_SEED") ?? 1))
        return (0..<(times == 0 ? quick : full * times)).map { first + UInt64($0) }
    }

    /// What a limit of time is multiplied by: under `make test` nine programs run at once, and the limit itself is not what
    /// is tried.
    public static let patience = times == 0 ? 2.0 : 1.0

    /// Says what a long run has done; silent under `make test`.
    public static func report(_ line: String) {
        guard times > 0 else { return }
        print("torture: \(line)")
        fflush(nil)
    }

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }
    }
}
