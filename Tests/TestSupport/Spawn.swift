// Owns starting a program on a terminal by posix_spawn: a process with threads must not fork.
import CVTerm
import Glibc
import Synchronization

enum Spawn {
    /// One at a time, so that no child holds on to another test's terminal.
    static let lock = Mutex<Void>(())

    private static let newSession: Int16 = 0x80

    /// The command that ignores the hang-up signal and becomes the program.
    static func ignoringHangup(_ executable: String, _ arguments: [String]) -> [String] {
        ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", executable] + arguments
    }

    static func environment(_ changes: [String: String]) -> [String] {
        var values = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
            values[name] = getenv(name).map { String(cString: $0) }
        }
        values.merge(Sanitizers.options) { $1 }
        values.merge(changes) { $1 }
        return values.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
    }

    /// Starts a session whose standard files, and controlling terminal, are the terminal at `path`.
    static func start(_ command: [String], on path: String, environment: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for file in 0...2 { posix_spawn_file_actions_addopen(&actions, Int32(file), path, O_RDWR, 0) }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = Spawn.attributes(flags: newSession)
        defer { posix_spawnattr_destroy(&attributes) }
        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, command[0], &actions, &attributes, arguments, variables)
        guard result == 0 else { throw HarnessError("posix_spawn \(command[0])", result) }
        return pid
    }

    /// No signal blocked and none ignored, whatever the test process has come to. To be destroyed.
    static func attributes(flags: Int16 = 0) -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, flags | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        return attributes
    }
}
