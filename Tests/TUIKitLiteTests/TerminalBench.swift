// Owns a terminal in the process of the test: its input is a real pty, its output a socket that keeps each write apart, and
// an emulator shows what was written.
import Glibc
import TUIKitLite
import TestSupport

@MainActor
final class TerminalBench {
    let pty: Pty
    let screen: VirtualScreen
    let foundSettings: [UInt8]
    let terminal: Terminal
    var onInput: @MainActor (InputEvent) -> Void = { _ in }
    var onResize: @MainActor (Size) -> Void = { _ in }
    var onLost: @MainActor () -> Void = {}
    var onReady: @MainActor () -> Void = {}
    private let reader: Int32
    private let writer: Int32

    init(
        columns: Int = 80, rows: Int = 24, type: String? = "xterm-256color",
        configure: (inout TerminalConfiguration) -> Void = { _ in }
    ) throws {
        setenv("LC_ALL", "C.UTF-8", 1)
        pty = try Pty(columns: columns, rows: rows)
        screen = VirtualScreen(columns: columns, rows: rows)
        foundSettings = pty.settings()
        var ends: [Int32] = [-1, -1]
        _ = socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends)
        (reader, writer) = (ends[0], ends[1])
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        var configuration = TerminalConfiguration()
        configuration.type = type
        configuration.inputFD = pty.slave
        configuration.outputFD = writer
        configuration.capturesStandardError = false
        configuration.escapeWait = 25
        configure(&configuration)
        terminal = try Terminal(configuration: configuration)
    }

    isolated deinit {
        terminal.close()
        close(reader)
        close(writer)
    }

    /// Begins to listen, the first time it is called.
    func startOnce() throws(TerminalError) {
        try terminal.start(
            onInput: { [unowned self] in onInput($0) }, onResize: { [unowned self] in onResize($0) },
            onLost: { [unowned self] in onLost() }, onReady: { [unowned self] in onReady() })
    }

    /// Each write since the last call, not yet shown to the emulator.
    func takeWrites() -> [[UInt8]] {
        var writes: [[UInt8]] = []
        let capacity = 1 << 20
        while true {
            let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = max(0, recv(reader, buffer.baseAddress, capacity, 0))
            }
            if bytes.isEmpty { return writes }
            writes.append(bytes)
        }
    }

    /// Presents a frame, shows it to the emulator, and returns the writes it took.
    @discardableResult
    func present(_ surface: Surface) -> [[UInt8]] {
        terminal.present(surface)
        let writes = takeWrites()
        for bytes in writes { screen.feed(bytes) }
        return writes
    }

    /// Where the emulator differs from a surface.
    func differences(from surface: Surface) -> [String] {
        var found: [String] = []
        for y in 0..<surface.size.height {
            for x in 0..<surface.size.width {
                var wanted = Self.expected(surface[x, y])
                // Combining marks are left out of the last column.
                if x + wanted.width >= surface.size.width {
                    wanted.text = String(String.UnicodeScalarView(wanted.text.unicodeScalars.prefix(1)))
                }
                let shown = screen.cell(x: x, y: y)
                if wanted.width == 0 && shown.width == 0 { continue }
                if wanted != shown { found.append("(\(x),\(y)): wanted \(wanted), shown \(shown)") }
            }
        }
        return found
    }

    private static func expected(_ cell: Cell) -> ScreenCell {
        ScreenCell(
            text: cell.text, width: Int(cell.width), foreground: number(cell.style.foreground),
            background: number(cell.style.background), isBold: cell.style.attributes.contains(.bold),
            isUnderlined: cell.style.attributes.contains(.underline),
            isReverse: cell.style.attributes.contains(.reverse))
    }

    private static func number(_ color: Color) -> Int {
        switch color {
        case .terminal: -1
        case .palette(let index): Int(index)
        case .rgb(let red, let green, let blue): 1 << 24 | Int(red) << 16 | Int(green) << 8 | Int(blue)
        }
    }
}
