// libcurl's failures in captop's words: one kind and one plain line each. Pure.

import CCurl
import Glibc
import Models

struct CurlFailure {
    var code: CURLcode
    var origin: WebAddress.Origin
    /// libcurl's own text for this failure.
    var detail: String
    var options: HTTPOptions
    var isConnected = false
    var hasAnswerBegun = false
    /// A time-out before the time for the whole exchange was over.
    var isStalled = false
    var systemError: Int32 = 0
    var isTooLarge = false
    /// Not by itself: together with what else was coming.
    var isTooMuch = false

    var error: UpstreamError {
        switch code {
        case CURLE_OK:
            UpstreamError(.connectionLost, "connection to \(origin.host) lost: the answer ends within its head")
        case CURLE_COULDNT_RESOLVE_HOST:
            UpstreamError(.dns, "cannot find the host \(origin.host) (DNS)")
        case CURLE_COULDNT_RESOLVE_PROXY:
            UpstreamError(.dns, "cannot find the proxy's host (DNS)")
        case CURLE_COULDNT_CONNECT:
            unconnected
        case CURLE_OPERATION_TIMEDOUT:
            UpstreamError(isConnected ? .timeout : .unreachable, timeoutMessage)
        case CURLE_URL_MALFORMAT:
            UpstreamError(.badRequest, "libcurl does not accept the address of \(origin.host)")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            UpstreamError(.notAnAPI, "not an API answer (check key and host)")
        case CURLE_BAD_CONTENT_ENCODING:
            UpstreamError(.malformed, "the answer's compression is broken")
        case CURLE_WRITE_ERROR:
            UpstreamError(.malformed, sizeMessage ?? "the answer could not be read")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CRL_BADFILE,
            CURLE_USE_SSL_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            UpstreamError(.tls, "TLS with \(origin.host) failed: \(reason)")
        default:
            UpstreamError(.connectionLost, "connection to \(origin.host) lost: \(reason)")
        }
    }

    private var unconnected: UpstreamError {
        let place = "\(origin.host):\(origin.port)"
        return switch systemError {
        case ECONNREFUSED, 0: UpstreamError(.refused, "connection to \(place) refused")
        case ETIMEDOUT: UpstreamError(.unreachable, "no connection to \(place): timed out")
        default: UpstreamError(.refused, "no connection to \(place): \(String(cString: strerror(systemError)))")
        }
    }

    private var timeoutMessage: String {
        if !isConnected {
            let limit = min(options.connectTimeout, options.totalTimeout)
            return "no connection to \(origin.host) within \(CurlFailure.seconds(limit))"
        }
        if isStalled { return "nothing came from \(origin.host) for \(CurlFailure.seconds(options.stallTimeout))" }
        let limit = CurlFailure.seconds(options.totalTimeout)
        return hasAnswerBegun
            ? "the answer of \(origin.host) was not complete within \(limit)"
            : "no answer from \(origin.host) within \(limit)"
    }

    private var sizeMessage: String? {
        if isTooLarge { return "the answer is larger than \(options.maximumBody >> 20) MiB" }
        return isTooMuch ? "the answers under way are larger than \(options.maximumBodies >> 20) MiB" : nil
    }

    /// libcurl's text on one line, without control characters.
    private var reason: String {
        let text = detail.isEmpty ? String(cString: ccurl_easy_strerror(code)) : detail
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    }

    private static func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(Quantity(millionths: Int64(milliseconds) * 1000)) s"
    }
}
