// with the program
// What a configuration means: it is read, or refused in words that name the file and move no cursor.
import TUIKitLite

@testable import CapTop

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let text = String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) else { return 0 }
    do {
        let configuration = try ConfigurationReader.read(text, file: "captop.toml")
        precondition(!configuration.profiles.isEmpty, "it says that there is no network")
    } catch {
        let message = Output.clean(error.description)
        precondition(message.contains("captop.toml"), "it names the file")
        precondition(message.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }
    return 0
}
