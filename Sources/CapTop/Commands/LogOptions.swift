// The option that names a log file.
import ArgumentParser

struct LogOptions: ParsableArguments {
    @Option(name: .long, help: "Append a line for every refresh, failure and change to this file.", completion: .file())
    var log: String?

    func open() throws(CommandFailure) -> LogFile? {
        guard let log else { return nil }
        return try LogFile(path: ConfigurationFile.expandingHome(log))
    }
}
