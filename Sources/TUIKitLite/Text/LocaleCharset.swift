// Owns the question whether this process speaks UTF-8. Sets nothing but the character type, so that numbers keep their
// point in C libraries. Knows no terminal.
import CNcursesw
import Glibc

enum LocaleCharset {
    /// Takes the character type from the environment and says whether it is UTF-8.
    static func adoptFromEnvironment() -> Bool {
        if setlocale(LC_CTYPE, "") == nil, environmentNamesUTF8() {
            setlocale(LC_CTYPE, "C.UTF-8")
        }
        return cnc_codeset_is_utf8() != 0
    }

    /// The first of the three that is set decides, as in the C library.
    private static func environmentNamesUTF8() -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            let upper = value.uppercased()
            return upper.hasSuffix("UTF-8") || upper.hasSuffix("UTF8")
        }
        return false
    }
}
