// Checks the decoder against the sequences of xterm, the Linux console, rxvt and tmux, cut at every byte.
import TUIKitLite
import Testing

/// Bytes a terminal sends, and what they mean.
private struct Sample: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let events: [InputEvent]

    init(_ text: String, _ key: Key) {
        bytes = Array(text.utf8)
        events = [.key(key)]
    }

    init(_ text: String, _ events: [InputEvent]) {
        bytes = Array(text.utf8)
        self.events = events
    }

    var testDescription: String {
        bytes.map { $0 < 0x20 || $0 > 0x7E ? "<\($0)>" : String(Unicode.Scalar($0)) }.joined()
    }
}

private let keys: [Sample] = [
    Sample("a", .character("a")), Sample("G", .character("G")), Sample(" ", .character(" ")),
    Sample("\r", Key(.enter)), Sample("\t", Key(.tab)), Sample("\u{7F}", Key(.backspace)),
    Sample("\u{8}", Key(.backspace)),
    Sample("\u{C}", .character("l", .ctrl)), Sample("\u{3}", .character("c", .ctrl)),
    Sample("\n", .character("j", .ctrl)),
    Sample("\0", .character(" ", .ctrl)), Sample("\u{1C}", .character("\\", .ctrl)),
    Sample("\u{1F}", .character("_", .ctrl)),
    Sample("é", .character("é")), Sample("作", .character("作")), Sample("😀", .character("😀")),
    Sample("\u{1B}[A", Key(.up)), Sample("\u{1B}[B", Key(.down)), Sample("\u{1B}[C", Key(.right)),
    Sample("\u{1B}[D", Key(.left)),
    Sample("\u{1B}OA", Key(.up)), Sample("\u{1B}OB", Key(.down)), Sample("\u{1B}OC", Key(.right)),
    Sample("\u{1B}OD", Key(.left)),
    Sample("\u{1B}[H", Key(.home)), Sample("\u{1B}[F", Key(.end)), Sample("\u{1B}OH", Key(.home)),
    Sample("\u{1B}OF", Key(.end)),
    Sample("\u{1B}[1~", Key(.home)), Sample("\u{1B}[4~", Key(.end)), Sample("\u{1B}[7~", Key(.home)),
    Sample("\u{1B}[8~", Key(.end)),
    Sample("\u{1B}[2~", Key(.insert)), Sample("\u{1B}[3~", Key(.delete)),
    Sample("\u{1B}[5~", Key(.pageUp)), Sample("\u{1B}[6~", Key(.pageDown)), Sample("\u{1B}[Z", Key(.backTab)),
    Sample("\u{1B}OP", Key(.function(1))), Sample("\u{1B}OQ", Key(.function(2))), Sample("\u{1B}OR", Key(.function(3))),
    Sample("\u{1B}OS", Key(.function(4))), Sample("\u{1B}[[A", Key(.function(1))),
    Sample("\u{1B}[[E", Key(.function(5))),
    Sample("\u{1B}[11~", Key(.function(1))), Sample("\u{1B}[15~", Key(.function(5))),
    Sample("\u{1B}[17~", Key(.function(6))),
    Sample("\u{1B}[21~", Key(.function(10))), Sample("\u{1B}[24~", Key(.function(12))),
    Sample("\u{1B}[1;5A", Key(.up, .ctrl)), Sample("\u{1B}[1;2B", Key(.down, .shift)),
    Sample("\u{1B}[1;3C", Key(.right, .alt)),
    Sample("\u{1B}[1;7D", Key(.left, [.ctrl, .alt])), Sample("\u{1B}[3;5~", Key(.delete, .ctrl)),
    Sample("\u{1B}[1;2P", Key(.function(1), .shift)), Sample("\u{1B}[15;5~", Key(.function(5), .ctrl)),
    Sample("\u{1B}x", .character("x", .alt)), Sample("\u{1B}\r", Key(.enter, .alt)),
    Sample("\u{1B}\u{7F}", Key(.backspace, .alt)),
    Sample("\u{1B}é", .character("é", .alt)), Sample("\u{1B}\u{C}", .character("l", [.ctrl, .alt])),
    Sample("\u{1B}OM", Key(.enter)), Sample("\u{1B}Ok", .character("+")), Sample("\u{1B}Ow", .character("7")),
    Sample("\u{1B}[27;5;97~", .character("a", .ctrl)), Sample("\u{1B}[97;5u", .character("a", .ctrl)),
    Sample("\u{1B}[13;2u", Key(.enter, .shift)), Sample("\u{1B}[9;2u", Key(.backTab)),
    Sample("\u{1B}[97;2u", .character("A")),
    Sample("\u{1B}[1;5:1A", Key(.up, .ctrl)),
]

private let others: [Sample] = [
    Sample("\u{1B}[I", [.focus(true)]), Sample("\u{1B}[O", [.focus(false)]),
    Sample("\u{1B}[<0;10;20M", [.mouse(MouseEvent(.press, at: Point(x: 9, y: 19)))]),
    Sample("\u{1B}[<16;1;1M", [.mouse(MouseEvent(.press, at: Point(x: 0, y: 0)))]),
    Sample("\u{1B}[<64;300;2M", [.mouse(MouseEvent(.wheelUp, at: Point(x: 299, y: 1)))]),
    Sample("\u{1B}[<65;1;2M", [.mouse(MouseEvent(.wheelDown, at: Point(x: 0, y: 1)))]),
    Sample("\u{1B}[200~one\rtwo\u{1B}[201~", [.paste("one\ntwo")]),
    Sample("\u{1B}[200~作者 é\r\n\u{1B}[201~", [.paste("作者 é\n")]),
    Sample("\u{1B}[200~a\u{1B}[20b\u{1B}\u{1B}[201~", [.paste("a[20b")]),
    Sample("\u{1B}[200~\u{1B}[201~", [.paste("")]),
]

private let swallowed: [Sample] = [
    "\u{1B}[?62;22c", "\u{1B}[>41;354;0c", "\u{1B}[24;80R", "\u{1B}[1;5R", "\u{1B}[0n", "\u{1B}[?2026;2$y",
    "\u{1B}[?1u",
    "\u{1B}[8;24;80t", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}",
    "\u{1B}P1+r544e=787465726d\u{1B}\\", "\u{1B}P>|tmux 3.3a\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^pm\u{1B}\\",
    "\u{1B}Xsos\u{1B}\\", "\u{1B}[<0;10;10m", "\u{1B}[<2;10;10M", "\u{1B}[<32;1;1M", "\u{1B}[<0;0;1M",
    "\u{1B}[<0;1M", "\u{1B}[<M", "\u{1B}[<0;1;1;1M", "\u{1B}[<0;1;1~", "\u{1B}[M !!", "\u{1B}[201~", "\u{1B}[99~",
    "\u{1B}[3$z",
    "\u{1B}[5^", "\u{1B}[57399u", "\u{1B}[99999999999999999999999~", "\u{1B}[12\u{18}", "\u{1B}Oz",
    "\u{1B}[" + String(repeating: "1;", count: 200) + "A",
].map { Sample($0, []) }

@Suite("Input decoder")
struct InputDecoderTests {
    @Test("a sequence means the same wherever it is cut in two", arguments: keys + others)
    fileprivate func splits(_ sample: Sample) {
        for cut in 0...sample.bytes.count {
            var decoder = InputDecoder()
            let events = decoder.feed(sample.bytes[..<cut]) + decoder.feed(sample.bytes[cut...])
            #expect(events == sample.events, "cut at \(cut)")
            #expect(!decoder.isPending)
        }
    }

    @Test("a sequence means the same byte by byte, between other keys", arguments: keys + others)
    fileprivate func byteByByte(_ sample: Sample) {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        for byte in Array("j".utf8) + sample.bytes + Array("k".utf8) { events += decoder.feed([byte]) }
        #expect(events == [.key(.character("j"))] + sample.events + [.key(.character("k"))])
    }

    @Test(
        "replies of a terminal, useless mouse reports and unknown sequences leave no key behind", arguments: swallowed)
    fileprivate func swallows(_ sample: Sample) {
        for cut in 0...sample.bytes.count {
            var decoder = InputDecoder()
            let events = decoder.feed(sample.bytes[..<cut]) + decoder.feed(sample.bytes[cut...])
            #expect(events.isEmpty, "cut at \(cut)")
            #expect(decoder.feed("q".utf8) == [.key(.character("q"))], "cut at \(cut)")
        }
    }

    @Test("a lone ESC is Escape once the wait is over, and only then")
    func loneEscape() {
        var decoder = InputDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.isPending)
        #expect(decoder.timeout() == [.key(Key(.escape))])
        #expect(!decoder.isPending)
        #expect(decoder.timeout().isEmpty)
        #expect(decoder.feed([0x1B, 0x1B]) == [.key(Key(.escape))])
        #expect(decoder.timeout() == [.key(Key(.escape))])
    }

    @Test("ESC with a bracket is Alt when nothing follows", arguments: ["[", "O", "]", "P", "_", "^", "X"])
    func altOfIntroducers(character: Character) {
        var decoder = InputDecoder()
        #expect(decoder.feed("\u{1B}\(character)".utf8).isEmpty)
        #expect(decoder.timeout() == [.key(.character(character, .alt))])
        #expect(decoder.feed("a".utf8) == [.key(.character("a"))])
    }

    @Test(
        "what was begun and not finished is dropped after the wait",
        arguments: ["\u{1B}[1;", "\u{1B}O1", "\u{1B}]11;", "\u{1B}[[", "\u{1B}[M!"])
    func unfinished(text: String) {
        var decoder = InputDecoder()
        #expect(decoder.feed(text.utf8).isEmpty)
        #expect(decoder.isPending)
        #expect(decoder.timeout().isEmpty)
        #expect(decoder.feed("a".utf8) == [.key(.character("a"))])
    }

    @Test("invalid UTF-8 gives no key and spoils no neighbour")
    func invalidUTF8() {
        let broken: [[UInt8]] = [
            [0xFF], [0x80], [0xC0, 0xAF], [0xE4, 0xBD], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xC2, 0x9B],
        ]
        for bytes in broken {
            var decoder = InputDecoder()
            #expect(decoder.feed(bytes + Array("a".utf8)) == [.key(.character("a"))], "\(bytes)")
            #expect(decoder.feed(bytes + [0x1B, 0x5B, 0x41]) == [.key(Key(.up))], "\(bytes)")
        }
    }

    @Test("the rest of a paste is never taken for keys, however late it comes")
    func stalledPaste() {
        var decoder = InputDecoder()
        #expect(decoder.feed("\u{1B}[200~y\r".utf8).isEmpty)
        #expect(!decoder.isPending)
        #expect(decoder.timeout().isEmpty)
        #expect(decoder.feed("\r\u{1B}[20".utf8).isEmpty)
        #expect(decoder.timeout().isEmpty)
        #expect(decoder.feed("1~n".utf8) == [.paste("y\n\n"), .key(.character("n"))])
    }

    @Test("Escape leaves a paste whose end never comes")
    func escapeFromPaste() {
        var decoder = InputDecoder()
        #expect(decoder.feed("\u{1B}[200~text\u{1B}".utf8).isEmpty)
        #expect(decoder.isPending)
        #expect(decoder.timeout() == [.paste("text")])
        #expect(decoder.feed("a".utf8) == [.key(.character("a"))])
    }

    @Test("a huge paste is kept up to 64 KiB of whole characters")
    func hugePaste() throws {
        var decoder = InputDecoder()
        _ = decoder.feed("\u{1B}[200~x".utf8)
        for _ in 0..<100 { #expect(decoder.feed(String(repeating: "作", count: 1000).utf8).isEmpty) }
        let events = decoder.feed("\u{1B}[201~".utf8)
        guard case .paste(let text) = try #require(events.first) else {
            Issue.record("no paste in \(events)")
            return
        }
        #expect(text.utf8.count <= 65_536 && text.utf8.count > 65_530)
        #expect(!text.contains("\u{FFFD}"))
    }

    @Test("100 kB of random bytes do not stop it, and a key afterwards is a key", arguments: 1...20)
    func randomBytes(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var decoder = InputDecoder()
        var fed = 0
        while fed < 100_000 {
            let count = Int.random(in: 1...64, using: &random)
            let isTerminalLike = Bool.random(using: &random)
            let alphabet = Array("\u{1B}[]O0123456789;~AMPu<>?$ \\\u{7}".utf8)
            let bytes = (0..<count).map { _ in
                isTerminalLike ? alphabet.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            _ = decoder.feed(bytes)
            fed += count
        }
        // A wait, then Escape and a wait, is what a user does when nothing works.
        _ = decoder.timeout()
        _ = decoder.feed([0x1B])
        _ = decoder.timeout()
        #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
    }
}
