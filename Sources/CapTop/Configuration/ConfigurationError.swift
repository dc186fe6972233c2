// What is wrong with a configuration: file, line, key, and what to do about it.

struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    var file: String
    var line: Int?
    /// Dotted path of the key at fault: `profile.acme.kind`.
    var key: String?
    var message: String

    var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.map { "\(place): \($0): \(message)" } ?? "\(place): \(message)"
    }
}
