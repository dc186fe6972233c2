// Checks widths against the C library, and what becomes of names that would break a screen.
import Glibc
import TUIKitLite
import TestSupport
import Testing

@Suite("Cell width")
struct CellWidthTests {
    @Test("is the C library's for every scalar up to U+3FFFF")
    func libraryWidths() {
        let widths = LibraryWidths()
        var wrong: [UInt32] = []
        for value in UInt32(0)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if CellWidth.width(of: scalar) != max(0, widths.width(of: value)) { wrong.append(value) }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(10))")
    }

    @Test(
        "of names counts cells, not characters",
        arguments: [
            ("作者", 4), ("e\u{301}", 1), ("é", 1), ("👩\u{200D}💻", 4), ("שלום", 4), ("a\u{1B}b", 3), ("ｶﾞ", 2), ("한국", 4),
            ("\u{202E}abc\u{202C}", 3), ("☁\u{FE0F}", 1), ("", 0), ("\u{301}", 0), ("a\tb", 3), ("👍🏽", 2),
            ("\u{378}", 1),
        ])
    func names(text: String, cells: Int) {
        #expect(CellWidth.width(of: text) == cells)
        var surface = Surface(size: Size(width: 20, height: 1))
        #expect(surface.put(text, at: Point(x: 0, y: 0), style: .plain) == cells)
    }
}

@Suite("Cell text")
struct CellTextTests {
    @Test(
        "sanitised has nothing left that moves, joins or reorders",
        arguments: [
            ("plain", "plain"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("a\nb\tc\r\nd", "a b c  d"),
            ("a\u{202E}b\u{2066}c", "abc"),
            ("👩\u{200D}💻", "👩💻"), ("☁\u{FE0F}", "☁"), ("\u{301}a", "a"), ("a\u{9B}b", "a\u{FFFD}b"),
            ("a\u{7F}", "a\u{FFFD}"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "e\u{301}\u{302}\u{303}\u{304}"),
            ("a\u{200B}b\u{FEFF}", "ab"),
            ("x\u{2028}y", "x y"), ("שלום", "שלום"), ("a \u{301}b", "a b"), ("a\0b", "a\u{FFFD}b"),
        ])
    func sanitized(text: String, clean: String) {
        #expect(Array(CellText.sanitized(text).unicodeScalars) == Array(clean.unicodeScalars))
        #expect(CellText.sanitized(clean).unicodeScalars.elementsEqual(clean.unicodeScalars))
        #expect(CellWidth.width(of: clean) == CellWidth.width(of: text))
    }

    @Test("clipped never exceeds the width, and fills it but for half a wide character", arguments: 0...14)
    func clipped(width: Int) {
        for text in [
            "Harbor Media Ltd", "作者作者作者作者", "a作b作c作d作e作",
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        ] {
            for ellipsis in ["…", "~", "..."] {
                let cut = CellText.clipped(text, to: width, ellipsis: ellipsis)
                let used = CellWidth.width(of: cut)
                #expect(used <= width && used >= width - 1, "\(cut)")
                if width >= ellipsis.count { #expect(cut.hasSuffix(ellipsis), "\(cut)") }
            }
        }
        #expect(CellText.clipped("fits", to: 4, ellipsis: "…") == "fits")
        #expect(CellText.clipped("Sunrise", to: 4, ellipsis: "…") == "Sun…")
        #expect(CellText.clipped("作者名", to: 5, ellipsis: "…") == "作者…")
        #expect(CellText.clipped("作者名", to: 4, ellipsis: "…") == "作…")
    }

    @Test("padded has exactly the width")
    func padded() {
        #expect(CellText.padded("ab", to: 5) == "ab   ")
        #expect(CellText.padded("ab", to: 5, alignment: .right) == "   ab")
        #expect(CellText.padded("作者", to: 3) == "作 ")
        #expect(CellText.padded("作", to: 4, alignment: .right) == "  作")
        #expect(CellText.padded("ab", to: 0) == "")
    }
}
