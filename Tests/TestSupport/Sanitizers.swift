// Owns whether the tests run under a sanitizer, and what it was told: the programs that they start are under it too.
import Glibc

public enum Sanitizers {
    /// What holds for every process of this run; empty without a sanitizer.
    static let options: [String: String] = ["ASAN_OPTIONS", "TSAN_OPTIONS"].reduce(into: [:]) { found, name in
        found[name] = getenv(name).map { String(cString: $0) }
    }

    public static var isAny: Bool { !options.isEmpty }
}
