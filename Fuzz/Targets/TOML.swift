// with: Sources/CapTop/Configuration/TOMLNode.swift Sources/CapTop/Configuration/TOMLGuard.swift
// with: Sources/CapTop/Configuration/ConfigurationError.swift
// The text of a configuration: a document comes of it, or it is refused in words.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // A file that is not UTF-8 is refused before anything reads it.
    guard let text = String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) else { return 0 }
    do {
        guard case .table = try TOMLNode.parse(text, file: "captop.toml") else { preconditionFailure("not a document") }
    } catch {
        precondition(error.file == "captop.toml" && !error.message.isEmpty)
        precondition((error.line ?? 1) >= 1)
    }
    return 0
}
