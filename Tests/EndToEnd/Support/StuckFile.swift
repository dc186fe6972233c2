// Owns a disk that hangs for one program: what opens a state file waits until it is let go. Knows no captop.
import Glibc
import TestSupport
import Testing

final class StuckFile {
    /// Loaded before all others.
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/stat.h>
        #include <unistd.h>
        typedef int opener(const char *, int, ...);
        static int open_by(const char *call, const char *path, int flags, int mode) {
            while (strstr(path, ".sqlite") && access(getenv("STUCK_WHILE"), F_OK) == 0) usleep(10000);
            return ((opener *)dlsym(RTLD_NEXT, call))(path, flags, mode);
        }
        #define OPENS(call) int call(const char *path, int flags, ...) { \\
            va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \\
            return open_by(#call, path, flags, mode); }
        OPENS(open)
        OPENS(open64)
        """

    /// For the program.
    let environment: [String: String]
    private let marker: String

    init(in scratch: Scratch) throws {
        marker = try scratch.write("", to: "stuck")
        let library = "\(scratch.path)/stuck_file.so"
        let source = try scratch.write(StuckFile.source, to: "stuck_file.c")
        let compiler = try PipedProgram("cc", ["-shared", "-fPIC", "-o", library, source, "-ldl"])
        let code = compiler.exitCode()
        try #require(code == 0, "\(compiler.messages)")
        environment = ["LD_PRELOAD": library, "STUCK_WHILE": marker]
    }

    func letGo() { unlink(marker) }
}
