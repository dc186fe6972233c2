// Notifications as bytes: well-formed whatever is in the text, short, and wrapped where tmux stands between.
import Testing

@testable import TUIKitLite

@Suite("Terminal notifications")
struct NotificationTests {
    private func text(_ notification: TerminalNotification, utf8: Bool = true, tmux: Bool = false) -> String {
        String(decoding: notification.bytes(isUTF8: utf8, isInTmux: tmux), as: UTF8.self)
    }

    @Test("OSC 9 and OSC 777 as the terminals document them")
    func forms() {
        #expect(text(.init(.osc9, title: "captop", text: "4;1;cap at 90%")) == "\u{1B}]9;captop: 4;1;cap at 90%\u{7}")
        #expect(
            text(.init(.osc777, title: "a;b", text: "c;d")) == "\u{1B}]777;notify;a,b;c;d\u{7}")
    }

    @Test("nothing in a text ends the sequence or begins another; what is long is cut")
    func harmless() {
        for form in [TerminalNotification.Form.osc9, .osc777] {
            let hostile = "a\u{7}b\u{1B}\\c\u{9C}d\ne" + String(repeating: "x", count: 5000)
            let bytes = TerminalNotification(form, title: "t\u{1B}", text: hostile).bytes(isUTF8: true, isInTmux: false)
            #expect(bytes.count < 500)
            #expect(bytes.dropFirst().dropLast().allSatisfy { $0 >= 32 && $0 != 127 })
            #expect(bytes.last == 7)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("\u{9C}"))
        }
    }

    @Test("without UTF-8 only ASCII is sent")
    func ascii() {
        let bytes = TerminalNotification(.osc9, title: "captop", text: "Süd 作者").bytes(isUTF8: false, isInTmux: false)
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}]9;captop: S?d ??\u{7}")
    }

    @Test("in tmux the sequence is wrapped for the terminal around it, every ESC doubled")
    func tmux() {
        #expect(
            text(.init(.osc9, title: "captop", text: "x"), tmux: true)
                == "\u{1B}Ptmux;\u{1B}\u{1B}]9;captop: x\u{7}\u{1B}\\")
    }
}
