// Whether a reference to a key leads to one. The key itself is forgotten at once.

import Models

extension KeySource {
    /// Reads the key as a request would.
    ///
    /// - Throws: `.keyUnavailable` saying what is wrong with the reference, never what it holds.
    public func check() async throws(UpstreamError) {
        _ = try await KeyReader(self).key()
    }
}
