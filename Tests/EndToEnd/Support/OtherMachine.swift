// Owns what a program believes and finds, as if it ran on another machine: its authorities, and a name that it may come to
// know. A library that is loaded before all others; it changes two lookups and nothing else.
import TestSupport
import Testing

struct OtherMachine {
    /// It leads to this machine once it is known.
    static let name = "network.test"

    /// libcurl's own list of authorities is a file that is opened by name, and names are looked up by one call.
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <netdb.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        typedef FILE *opener(const char *, const char *);
        static FILE *open_by(const char *call, const char *path, const char *mode) {
            int is_list = strstr(path, "/ca-certificates.crt") || strstr(path, "ca-bundle");
            return ((opener *)dlsym(RTLD_NEXT, call))(is_list ? getenv("OTHER_AUTHORITY") : path, mode);
        }
        FILE *fopen(const char *path, const char *mode) { return open_by("fopen", path, mode); }
        FILE *fopen64(const char *path, const char *mode) { return open_by("fopen64", path, mode); }
        typedef int finder(const char *, const char *, const struct addrinfo *, struct addrinfo **);
        int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
            finder *real = (finder *)dlsym(RTLD_NEXT, "getaddrinfo");
            if (!name || strcmp(name, "\(name)")) return real(name, service, hints, found);
            return access(getenv("OTHER_NAMES"), F_OK) ? EAI_NONAME : real("127.0.0.1", service, hints, found);
        }
        """

    /// For a program that is to run there.
    let environment: [String: String]
    private let scratch: Scratch
    private let names: String

    /// A machine that believes one authority and does not know the name.
    init(believing authority: Authority, in scratch: Scratch) throws {
        self.scratch = scratch
        names = "\(scratch.path)/names"
        let library = "\(scratch.path)/other_machine.so"
        let source = try scratch.write(OtherMachine.source, to: "other_machine.c")
        let compiler = try PipedProgram("cc", ["-shared", "-fPIC", "-o", library, source, "-ldl"])
        let code = compiler.exitCode()
        try #require(code == 0, "\(compiler.messages)")
        environment = ["LD_PRELOAD": library, "OTHER_AUTHORITY": authority.certificate, "OTHER_NAMES": names]
    }

    func learnName() throws { try scratch.write("", to: names) }
}
