// Owns where things are while tests run: the repository and the built program.
import Glibc

public enum TestPaths {
    /// The folder that holds Package.swift.
    public static let repositoryRoot = folder(of: folder(of: folder(of: #filePath)))

    /// The built `captop`, beside the test bundle.
    public static let captop = folder(of: runningProgram) + "/captop"

    /// Where the test bundle and the built products are.
    public static let products = folder(of: runningProgram)

    private static let runningProgram: String = {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &path, path.count)
        return String(decoding: path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
