// Owns how time left is written. Knows no clock.

/// Time left, to the second under a day and to the hour above.
public enum Countdown {
    private static let day = 86_400

    /// "08:39:19" under a day, "21d 08h" from a day on, "00:00:00" at zero and below.
    public static func text(seconds: Int) -> String {
        let left = max(0, seconds)
        if left >= day { return "\(left / day)d \(pair(left % day / 3600))h" }
        return "\(pair(left / 3600)):\(pair(left % 3600 / 60)):\(pair(left % 60))"
    }

    private static func pair(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
