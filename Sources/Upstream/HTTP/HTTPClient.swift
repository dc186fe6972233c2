// The one HTTP client of the process: libcurl's multi interface on one thread. Knows HTTP, not the upstreams.

import CCurl
import Glibc
import Models

/// Sends requests over shared, kept-alive connections. Make one for the life of the process.
///
/// TLS is always verified, redirects are never followed to another origin, and an idle client costs no wake-ups.
public final class HTTPClient: Sendable {
    private static let maximumRedirects = 5
    private let loop: TransferLoop

    public init(options: HTTPOptions = HTTPOptions()) {
        loop = TransferLoop(options: options)
        loop.start()
    }

    /// `libcurl/7.88.1 OpenSSL/3.0.17 ...`.
    ///
    /// - Throws: `.refused` where libcurl cannot be loaded.
    public static func libraryVersion() throws(UpstreamError) -> String {
        if let reason = ccurl_load() { throw TransferLoop.missingLibrary(reason) }
        return String(cString: ccurl_version())
    }

    deinit {
        loop.stop()
    }

    /// One exchange; any status is an answer. A GET is redirected within its own origin, at most five times.
    ///
    /// - Throws: the transport's failures: `.dns`, `.refused`, `.tls`, `.timeout`, `.connectionLost`, `.malformed`,
    ///   `.notAnAPI`, `.redirected`, and `.cancelled` when the task is cancelled.
    public func send(_ request: HTTPRequest) async throws(UpstreamError) -> HTTPResponse {
        var current = request
        for _ in 0...HTTPClient.maximumRedirects {
            let outcome = try await exchange(current)
            guard let target = outcome.redirect else { return outcome.response }
            let status = outcome.response.status
            guard let next = try? WebAddress(target), next.origin == request.url.origin else {
                throw UpstreamError(
                    .redirected, "\(status) redirected to another host (check base_url)", status: status)
            }
            guard request.method == .get else {
                throw UpstreamError(.redirected, "\(status) redirected (check base_url)", status: status)
            }
            current.url = next
        }
        throw UpstreamError(.redirected, "redirected in a circle (check base_url)")
    }

    private func exchange(_ request: HTTPRequest) async throws(UpstreamError) -> TransferOutcome {
        let transfer = Transfer(request)
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.begin(continuation)
                loop.add(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }
}
