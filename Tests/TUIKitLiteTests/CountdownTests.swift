// Checks how time left is written.
import TUIKitLite
import Testing

@Suite("Countdown")
struct CountdownTests {
    @Test(
        "is written to the second under a day and to the hour from a day on",
        arguments: [
            (31_159, "08:39:19"), (1_843_200, "21d 08h"), (86_399, "23:59:59"), (86_400, "1d 00h"), (59, "00:00:59"),
            (3_600, "01:00:00"), (0, "00:00:00"), (-5, "00:00:00"), (8_640_000, "100d 00h"),
        ])
    func text(seconds: Int, text: String) {
        #expect(Countdown.text(seconds: seconds) == text)
    }
}
