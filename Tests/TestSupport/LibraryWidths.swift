// Owns the C library's own answer to how wide a scalar is, for comparison.
import CVTerm
import Glibc

/// wcwidth in a UTF-8 locale.
public final class LibraryWidths {
    private let locale = cvt_utf8_locale()

    public init() {}

    deinit { freelocale(locale) }

    /// -1 for what cannot be printed.
    public func width(of value: UInt32) -> Int { Int(cvt_width(locale, value)) }
}
