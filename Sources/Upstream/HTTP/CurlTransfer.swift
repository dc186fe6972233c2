// One exchange as libcurl runs it: its easy handle, its options, the bytes received. Lives on the client's thread only.

import CCurl
import Models

final class CurlTransfer {
    private static let maximumHeaderBytes = 256 << 10
    /// Bytes that libcurl takes from the network at once.
    private static let portion = 256 << 10

    let transfer: Transfer
    let easy: UnsafeMutableRawPointer
    private let options: HTTPOptions
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    /// libcurl takes a head that is cut in the middle for a whole one.
    private var isHeadWhole = false
    private var body: [UInt8] = []
    private var bodyBytes = 0
    /// Takes the body instead; nil when it is to be held.
    private var reader: (any BodyReader)?
    private let budget: BodyBudget
    /// What of the budget is this body's.
    private var heldBytes = 0
    private var isTooLarge = false
    private var isTooMuch = false

    /// nil when libcurl has no memory for the transfer or does not take it.
    ///
    /// - Parameter budget: that it shares with the client's other transfers; nil for one that is alone.
    init?(
        _ transfer: Transfer, options: HTTPOptions, multi: UnsafeMutableRawPointer, budget: BodyBudget? = nil
    ) {
        guard let easy = ccurl_easy_init() else { return nil }
        self.budget = budget ?? BodyBudget(most: options.maximumBodies)
        self.transfer = transfer
        self.easy = easy
        self.options = options
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setAddress(transfer.request)
        setLimits()
        setRequest(transfer.request)
        setCallbacks()
        transfer.request.reader?.begin()
        guard ccurl_multi_add_handle(multi, easy) == CURLM_OK else { return nil }
    }

    deinit {
        ccurl_easy_cleanup(easy)
        ccurl_slist_free_all(headerList)
        errorText.deallocate()
        budget.giveBack(heldBytes)
    }

    /// Takes the transfer away from libcurl and tells the asking task that it was cancelled.
    func abandon(from multi: UnsafeMutableRawPointer) {
        ccurl_multi_remove_handle(multi, easy)
        transfer.finish(.failure(UpstreamError(.cancelled, "the request was cancelled")))
    }

    func complete(_ code: CURLcode, multi: UnsafeMutableRawPointer) {
        var status = 0
        ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var target: UnsafeMutablePointer<CChar>?
        ccurl_get_text(easy, CURLINFO_REDIRECT_URL, &target)
        let redirect = (300..<400).contains(status) ? target.map { String(cString: $0) } : nil
        let failure = code == CURLE_OK && isHeadWhole ? nil : failure(code).error
        ccurl_multi_remove_handle(multi, easy)
        if let failure {
            transfer.finish(.failure(failure))
        } else {
            let response = HTTPResponse(status: status, headers: headers, body: body)
            transfer.finish(.success(TransferOutcome(response: response, redirect: redirect)))
        }
    }

    private func failure(_ code: CURLcode) -> CurlFailure {
        var connected: curl_off_t = 0
        var firstByte: curl_off_t = 0
        var total: curl_off_t = 0
        var systemError = 0
        ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T, &total)
        ccurl_get_size(easy, CURLINFO_PRETRANSFER_TIME_T, &connected)
        ccurl_get_size(easy, CURLINFO_STARTTRANSFER_TIME_T, &firstByte)
        ccurl_get_long(easy, CURLINFO_OS_ERRNO, &systemError)
        return CurlFailure(
            code: code, origin: transfer.request.url.origin, detail: String(cString: errorText), options: options,
            isConnected: connected > 0, hasAnswerBegun: firstByte > 0,
            // libcurl's timers may end some milliseconds early.
            isStalled: total + 250_000 < curl_off_t(options.totalTimeout) * 1000,
            systemError: Int32(truncatingIfNeeded: systemError),
            isTooLarge: isTooLarge, isTooMuch: isTooMuch)
    }

    // MARK: - Options

    private func setAddress(_ request: HTTPRequest) {
        ccurl_set_text(easy, CURLOPT_URL, request.url.text)
        ccurl_set_text(easy, CURLOPT_PROTOCOLS_STR, request.url.origin.scheme)
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // This machine is never reached through a proxy; everything else follows the proxy environment.
        if request.url.isLoopback { ccurl_set_text(easy, CURLOPT_PROXY, "") }
    }

    private func setLimits() {
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout)
        ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, options.totalTimeout)
        ccurl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
        ccurl_set_long(easy, CURLOPT_LOW_SPEED_TIME, (options.stallTimeout + 999) / 1000)
        ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(easy, CURLOPT_BUFFERSIZE, CurlTransfer.portion)
        ccurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip")
        ccurl_set_text(easy, CURLOPT_USERAGENT, "captop")
    }

    private func setRequest(_ request: HTTPRequest) {
        for header in request.headers {
            headerList = ccurl_slist_append(headerList, "\(header.name): \(header.value)")
        }
        // Without this libcurl waits for `100 Continue` before it sends a larger body.
        headerList = ccurl_slist_append(headerList, "Expect:")
        ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
        if request.method != .get {
            ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        if request.isSentOnce { ccurl_set_long(easy, CURLOPT_FRESH_CONNECT, 1) }
        guard request.body != nil || request.method == .post else { return }
        let body = request.body ?? []
        ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        body.withUnsafeBytes { bytes in
            let start = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
            _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
        }
        if body.isEmpty { ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, "") }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_set_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.receive(bytes, size * count, context) { $0.append(body: $1) }
        }
        ccurl_set_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.receive(bytes, size * count, context) { $0.append(header: $1) }
        }
    }

    // MARK: - Bytes from libcurl

    private static func receive(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ take: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard count > 0, let bytes, let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }

    private func append(body bytes: UnsafeRawBufferPointer) -> Bool {
        if bodyBytes == 0 { beginBody() }
        bodyBytes += bytes.count
        isTooLarge = bodyBytes > options.maximumBody
        if !isTooLarge, let reader {
            bytes.withMemoryRebound(to: UInt8.self) { reader.take($0) }
            return true
        }
        isTooMuch = !isTooLarge && !budget.take(bytes.count)
        guard !isTooLarge, !isTooMuch else {
            dropBody()
            return false
        }
        heldBytes += bytes.count
        body.append(contentsOf: bytes)
        return true
    }

    /// Others may need its memory before libcurl says that the transfer has failed.
    private func dropBody() {
        body = []
        budget.giveBack(heldBytes)
        heldBytes = 0
    }

    private func beginBody() {
        var status = 0
        ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        if (200..<300).contains(status) { reader = transfer.request.reader }
        if reader == nil { reserveBody() }
    }

    /// As much as the server says that there will be, so that a long body is not copied while it grows.
    private func reserveBody() {
        var announced: curl_off_t = 0
        ccurl_get_size(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced)
        body.reserveCapacity(Int(min(max(announced, 0), curl_off_t(options.maximumBody))))
    }

    private func append(header bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        isTooLarge = headerBytes > CurlTransfer.maximumHeaderBytes
        if !isTooLarge { headers.read(line: bytes) }
        if bytes.starts(with: "HTTP/".utf8) { isHeadWhole = false }
        if bytes.first == UInt8(ascii: "\r") || bytes.first == UInt8(ascii: "\n") { isHeadWhole = true }
        return !isTooLarge
    }
}
