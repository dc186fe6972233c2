// Owns the terminal as the application sees it: frames go in, input and sizes come out, and on every way out it is left as it
// was found. Main queue only. Knows cells and keys, never what they mean.
import Dispatch
import Glibc

/// The one terminal of the process. `init` opens it, `start` begins to listen, `present` shows a frame, `close` gives it back.
@MainActor
public final class Terminal {
    enum State {
        case opened, running, suspended, lost, closed
    }

    public private(set) var size: Size
    public let glyphs: Glyphs
    public let isUTF8: Bool
    /// How many colours the terminal has; 0 for none.
    public let colors: Int
    /// The terminal type in use: `TERM`, or the fallback that stands in for an unknown one.
    public let type: String

    let configuration: TerminalConfiguration
    let device: TerminalDevice
    let screen: CursesScreen
    private(set) var state = State.opened
    private var isEntered = false
    private var capture: StandardErrorCapture?
    private(set) var sources: TerminalSources?
    private var handlers = Handlers()
    private var decoder = InputDecoder()

    /// The last frame given to the terminal, nil when it has to be drawn whole.
    private var shown: Surface?
    /// The newest frame that waits for the terminal to catch up.
    private var wanted: Surface?
    private var needsRepaint = true
    private var announcements: [UInt8] = []
    /// What the terminal has not taken yet.
    private var unwritten: ArraySlice<UInt8> = []

    private struct Handlers {
        var onInput: @MainActor (InputEvent) -> Void = { _ in }
        var onResize: @MainActor (Size) -> Void = { _ in }
        var onLost: @MainActor () -> Void = {}
        var onSuspend: @MainActor () -> Void = {}
        var onResume: @MainActor () -> Void = {}
        var onReady: @MainActor () -> Void = {}
    }

    /// Opens the terminal in raw mode. Nothing is shown before the first `present`.
    public init(configuration: TerminalConfiguration = TerminalConfiguration()) throws(TerminalError) {
        dispatchPrecondition(condition: .onQueue(.main))
        self.configuration = configuration
        isUTF8 = LocaleCharset.adoptFromEnvironment()
        let onlyASCII = configuration.forceASCII || !isUTF8
        glyphs = onlyASCII ? .ascii : .unicode
        device = try TerminalDevice(configuration: configuration)
        size = device.size()
        do {
            screen = try CursesScreen(type: configuration.type, size: size, onlyASCII: onlyASCII)
        } catch {
            device.close()
            throw error
        }
        colors = screen.colors
        type = screen.type
        do {
            try device.enterRawMode()
        } catch {
            _ = screen.leave()
            screen.close()
            device.close()
            throw error
        }
        enter()
    }

    /// Begins to listen. All handlers are called on the main queue.
    /// - Parameters:
    ///   - onInput: keys, pastes, mouse and focus changes.
    ///   - onResize: the terminal has another size; present a frame of that size.
    ///   - onLost: the terminal is gone for good; end the process.
    ///   - onSuspend: the process is about to stop, with the locks that it holds.
    ///   - onResume: the process was stopped and goes on; present a frame.
    ///   - onReady: the terminal has caught up after being behind.
    public func start(
        onInput: @escaping @MainActor (InputEvent) -> Void,
        onResize: @escaping @MainActor (Size) -> Void,
        onLost: @escaping @MainActor () -> Void,
        onSuspend: @escaping @MainActor () -> Void = {},
        onResume: @escaping @MainActor () -> Void = {},
        onReady: @escaping @MainActor () -> Void = {}
    ) throws(TerminalError) {
        dispatchPrecondition(condition: .onQueue(.main))
        guard state == .opened else { return }
        sources = try TerminalSources(device: device, terminal: self)
        state = .running
        handlers = Handlers(
            onInput: onInput, onResize: onResize, onLost: onLost, onSuspend: onSuspend, onResume: onResume,
            onReady: onReady)
        // It may have changed before anybody listened.
        windowChanged()
        if isBehind { sources?.waitUntilWritable() }
    }

    /// Blocks the signals that the terminal and the application handle through sources, and ignores SIGPIPE. Call it first
    /// thing in `main`: threads take the mask from the thread that starts them.
    nonisolated public static func blockSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGWINCH, SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    // MARK: Output

    /// Whether the terminal has not yet taken all of the last frame.
    public var isBehind: Bool { !unwritten.isEmpty }

    /// Shows a frame: writes the difference to the one shown before, in one piece, and nothing when there is none. While the
    /// terminal is behind, only the newest frame is kept, and drawn when it has caught up.
    public func present(_ surface: Surface) {
        dispatchPrecondition(condition: .onQueue(.main))
        guard state == .opened || state == .running else {
            wanted = surface
            return
        }
        guard unwritten.isEmpty else {
            wanted = surface
            // There may have been no descriptor to wait with before.
            sources?.waitUntilWritable()
            return
        }
        wanted = nil
        guard surface != shown || needsRepaint else { return }
        screen.draw(surface, shown: shown, size: size, repaints: needsRepaint)
        needsRepaint = false
        shown = surface
        capture?.trim()
        let frame = screen.takeOutput()
        guard !frame.isEmpty || !announcements.isEmpty else { return }
        send(announcements + TerminalModes.beginFrame + frame + TerminalModes.endFrame)
        announcements = []
    }

    /// Draws everything anew, for a screen that something else has written on.
    public func redraw() {
        dispatchPrecondition(condition: .onQueue(.main))
        needsRepaint = true
        if let surface = wanted ?? shown { present(surface) }
    }

    /// Rings the bell; once, however often it is asked for while the terminal is behind.
    public func bell() { announce([7]) }

    /// Asks the terminal to show a notification; one that does not know how ignores it.
    public func notify(_ notification: TerminalNotification) {
        guard TerminalModes.hasTitle(type) else { return }
        announce(notification.bytes(isUTF8: isUTF8, isInTmux: configuration.isInTmux))
    }

    /// The most bytes that a copy may have: terminals take 100,000 characters of base64.
    nonisolated public static let mostCopied = 74_994

    /// Whether the terminal knows what a copy is.
    public var hasClipboard: Bool { TerminalModes.hasTitle(type) }

    /// Puts text on the clipboard of whoever sits at the terminal.
    /// - Returns: false, and nothing is done, on a terminal without a clipboard, for too long a text, and while the
    ///   terminal is so far behind that it is told nothing more.
    public func copy(_ text: String) -> Bool {
        guard hasClipboard, text.utf8.count <= Self.mostCopied else { return false }
        return announce(TerminalModes.copy(text))
    }

    /// - Returns: whether the terminal is told, now or once it has caught up; of two that are the same it is told once.
    @discardableResult
    private func announce(_ bytes: [UInt8]) -> Bool {
        dispatchPrecondition(condition: .onQueue(.main))
        guard state == .opened || state == .running else { return false }
        guard isBehind else {
            send(bytes)
            return true
        }
        if announcements.suffix(bytes.count) == bytes[...] { return true }
        guard announcements.count < TerminalModes.mostAnnouncements else { return false }
        announcements += bytes
        return true
    }

    private func send(_ bytes: [UInt8]) {
        unwritten = bytes[...]
        writeOn()
        if !unwritten.isEmpty { sources?.waitUntilWritable() }
    }

    private func writeOn() {
        guard let written = device.write(unwritten) else {
            unwritten = []
            loseSoon()
            return
        }
        unwritten = unwritten.dropFirst(written)
    }

    /// The terminal can take more.
    func catchUp() {
        guard state == .running, !unwritten.isEmpty else { return }
        writeOn()
        guard unwritten.isEmpty else { return }
        sources?.stopWaiting()
        guard state == .running else { return }
        if let surface = wanted { present(surface) }
        if unwritten.isEmpty && !announcements.isEmpty {
            let bytes = announcements
            announcements = []
            send(bytes)
        }
        if unwritten.isEmpty { handlers.onReady() }
    }

    // MARK: Input

    /// The terminal has something to read, or has gone.
    func readInput() {
        guard state == .running else { return }
        switch device.read() {
        case .bytes(let bytes):
            let events = decoder.feed(bytes)
            sources?.wait(forEscape: decoder.isPending ? configuration.escapeWait : nil)
            deliver(events)
        case .nothing: break
        case .lost: lose()
        }
    }

    /// The wait for the rest of a sequence is over. What arrived while the queue was busy still counts.
    func escapeTimeout() {
        guard state == .running, decoder.isPending else { return }
        switch device.read() {
        case .bytes(let bytes):
            let events = decoder.feed(bytes)
            sources?.wait(forEscape: decoder.isPending ? configuration.escapeWait : nil)
            deliver(events)
        case .nothing: deliver(decoder.timeout())
        case .lost: lose()
        }
    }

    private func deliver(_ events: [InputEvent]) {
        for event in events where state == .running || state == .suspended { handlers.onInput(event) }
    }

    // MARK: Size, suspension, end

    /// The window has changed, maybe.
    func windowChanged() {
        guard state == .running, adoptSize() else { return }
        handlers.onResize(size)
    }

    /// Takes the terminal's size; the next frame is drawn whole, since a terminal moves its content when it is resized.
    private func adoptSize() -> Bool {
        let now = device.size()
        guard now != size else { return false }
        size = now
        screen.resize(to: now)
        needsRepaint = true
        return true
    }

    /// Whether a shell is there to continue the process once it has stopped.
    public nonisolated static var hasJobControl: Bool {
        let session = getsid(0)
        return session != getpid() && session != getpgrp()
    }

    /// Gives the terminal back and stops the process, and with it the job it is part of, such as the `make` that started it.
    /// Once it is continued, the terminal is entered again and `onResume` called.
    public func suspend() {
        dispatchPrecondition(condition: .onQueue(.main))
        guard state == .running else { return }
        leave()
        state = .suspended
        handlers.onSuspend()
        stop()
    }

    /// Another thread may take the signal, and this one run on for a moment: only SIGCONT tells that it is over.
    private func stop() {
        if kill(getpgrp() == getsid(0) ? getpid() : 0, SIGSTOP) != 0 { resume() }
    }

    /// The process was continued, by whoever stopped it.
    func continued() {
        guard state == .suspended || state == .running else { return }
        if device.isInForeground {
            resume()
        } else {
            // Continued to be ended, as by `kill %1`, or to run in the background. The ending comes first.
            state = .suspended
            DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(100)) {
                MainActor.assumeIsolated { self.continuedInBackground() }
            }
        }
    }

    /// A background job must not touch the terminal. The kernel would stop it, but not by a thread of Dispatch's, which blocks
    /// the signal to do so.
    private func continuedInBackground() {
        guard state == .suspended else { return }
        if device.isInForeground { resume() } else { stop() }
    }

    /// Also when something else had stopped the process: a shell may have changed everything meanwhile.
    private func resume() {
        guard state == .suspended || state == .running else { return }
        state = .running
        reenter()
    }

    private func reenter() {
        do {
            try device.enterRawMode()
        } catch {
            loseSoon()
            return
        }
        if isEntered { announcements += TerminalModes.input(configuration) } else { enter() }
        needsRepaint = true
        if adoptSize() { handlers.onResize(size) }
        if let surface = wanted ?? shown { present(surface) }
        handlers.onResume()
    }

    private func enter() {
        isEntered = true
        if configuration.capturesStandardError { capture = StandardErrorCapture() }
        CrashGuard.arm(device: device, bytes: TerminalModes.crash(configuration, type: type), capture: capture)
        StopSignals.take()
        announcements = TerminalModes.enter(configuration, type: type)
    }

    /// - Parameter words: a line for whoever sits there, once the screen is as it was found.
    private func leave(saying words: String = "") {
        isEntered = false
        // A frame cut in the middle may have left the terminal inside of a sequence.
        let cut = unwritten.isEmpty ? [] : TerminalModes.cancelSequence
        unwritten = []
        announcements = []
        decoder = InputDecoder()
        sources?.stopWaiting()
        let last = words.isEmpty ? [] : Array("\r\(CellText.sanitized(words))\r\n".utf8)
        device.writeLast(cut + screen.leave() + TerminalModes.leave(configuration, type: type) + last, patience: 250)
        device.restoreSettings()
        CrashGuard.disarm()
        StopSignals.giveBack()
        capture?.end()
        capture = nil
    }

    /// Restores the terminal exactly as it was found, and stops listening. More calls do nothing.
    ///
    /// - Parameter words: a line to be left there; a terminal that takes nothing does not get it.
    public func close(saying words: String = "") {
        dispatchPrecondition(condition: .onQueue(.main))
        guard state != .closed else { return }
        if isEntered { leave(saying: words) }
        state = .closed
        screen.close()
        sources?.cancel()
        sources = nil
        device.close()
        handlers = Handlers()
    }

    private func lose() {
        guard state == .running else { return }
        state = .lost
        sources?.silence()
        handlers.onLost()
    }

    /// Not from inside of `present`: its caller need not expect to be called.
    private func loseSoon() {
        DispatchQueue.main.async { MainActor.assumeIsolated { self.lose() } }
    }
}
