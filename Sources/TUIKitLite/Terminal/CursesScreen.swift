// Owns curses: the only file that calls it. Draws cells into its model of the screen and hands out the bytes that bring the
// terminal up to date. Knows no file of the terminal's: curses writes into memory.
import CNcursesw
import Glibc

/// One curses screen, writing into a memory file. A file and not a pipe, because curses tries for ever to write what does
/// not fit into a full pipe.
@MainActor
final class CursesScreen {
    static let fallbackTypes = ["xterm-256color", "xterm", "vt100"]
    private static var isOpen = false

    /// The type that was found, maybe a fallback.
    let type: String
    private var pairs: ColorPairs
    private let onlyASCII: Bool
    private let screen: UnsafeMutablePointer<cnc_screen>
    private let file: Int32
    private var isClosed = false
    private var isCursorVisible: Bool?

    var colors: Int { pairs.colors }

    init(type: String?, size: Size, onlyASCII: Bool) throws(TerminalError) {
        guard !Self.isOpen else { throw .alreadyOpen }
        file = cnc_memory_file("captop screen")
        guard file >= 0 else { throw .system(errno) }
        var found: (type: String, screen: UnsafeMutablePointer<cnc_screen>)?
        for candidate in [type ?? ""] + Self.fallbackTypes where found == nil && !candidate.isEmpty {
            let output = fcntl(file, F_DUPFD_CLOEXEC, 3)
            if output >= 0, let screen = cnc_open_screen(candidate, output) {
                found = (candidate, screen)
            } else {
                lseek(file, 0, SEEK_SET)
                ftruncate(file, 0)
            }
        }
        guard let found else {
            Glibc.close(file)
            throw .unknownType(type ?? "")
        }
        self.type = found.type
        screen = found.screen
        self.onlyASCII = onlyASCII
        var ownColors: Int32 = 0
        let colors = Int(cnc_start_colors(&ownColors))
        pairs = ColorPairs(colors: colors, limit: Int(cnc_color_pairs()), hasOwnColors: ownColors != 0)
        Self.isOpen = true
        resize(to: size)
    }

    func resize(to size: Size) { cnc_resize(Int32(size.height), Int32(size.width)) }

    /// Draws what differs between two surfaces, everything when `shown` is nil or `repaints`.
    /// - Parameter size: the terminal's, which may be another than the surface's for a moment.
    func draw(_ surface: Surface, shown: Surface?, size: Size, repaints: Bool) {
        var shown = shown
        if pairs.isFull {
            pairs.removeAll()
            shown = nil
        }
        if repaints {
            cnc_repaint_all(screen)
            shown = nil
        }
        for y in 0..<size.height where !(shown.map { surface.hasSameRow(y, as: $0) } ?? false) {
            drawRow(y, of: surface, shown: shown, width: size.width)
        }
        place(surface.cursor.flatMap { Rect(size).contains($0) ? $0 : nil })
    }

    private func drawRow(_ y: Int, of surface: Surface, shown: Surface?, width: Int) {
        let blank = Cell.space(.plain)
        for x in 0..<width {
            let isInside = x < surface.size.width && y < surface.size.height
            let cell = isInside ? surface[x, y] : blank
            if let shown, x < shown.size.width, y < shown.size.height, shown[x, y] == cell { continue }
            let isLast = x + Int(cell.width) >= width
            put(cell.width == 2 && x + 1 >= width ? Cell.space(cell.style) : cell, x: x, y: y, isLast: isLast)
        }
    }

    /// In the last column combining marks are left out: some terminals put them at the start of the next row.
    private func put(_ cell: Cell, x: Int, y: Int, isLast: Bool) {
        let pair = Int32(pairs.pair(cell.style))
        let attributes = Int32(cell.style.attributes.rawValue)
        if let ascii = cell.ascii {
            var scalar = UInt32(ascii)
            cnc_put(Int32(y), Int32(x), &scalar, 1, attributes, pair)
        } else if !cell.isContinuation {
            let scalars = cell.text.unicodeScalars.prefix(isLast ? 1 : Cell.capacity).map(\.value)
            if isDrawable(scalars, width: Int(cell.width)) {
                cnc_put(Int32(y), Int32(x), scalars, Int32(scalars.count), attributes, pair)
            } else {
                var mark = UInt32(UInt8(ascii: "?"))
                for column in x..<x + Int(cell.width) {
                    cnc_put(Int32(y), Int32(column), &mark, 1, attributes, pair)
                }
            }
        }
    }

    /// curses lays out by the C library in the process's locale: what it would place differently is not given to it.
    private func isDrawable(_ scalars: [UInt32], width: Int) -> Bool {
        guard !onlyASCII, let base = scalars.first else { return false }
        return Int(cnc_wcwidth(base)) == width && scalars.dropFirst().allSatisfy { cnc_wcwidth($0) == 0 }
    }

    private func place(_ cursor: Point?) {
        if isCursorVisible != (cursor != nil) {
            isCursorVisible = cursor != nil
            cnc_show_cursor(cursor == nil ? 0 : 1)
        }
        cnc_update(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? -1))
    }

    /// The bytes that leave curses' screen. The next `draw` enters it again.
    func leave() -> [UInt8] {
        cnc_leave()
        return takeOutput()
    }

    /// What curses has written since the last call.
    func takeOutput() -> [UInt8] {
        let length = Int(lseek(file, 0, SEEK_CUR))
        guard length > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, length, 0))
        }
        lseek(file, 0, SEEK_SET)
        ftruncate(file, 0)
        return RepeatedCharacters.writtenOut(bytes)
    }

    /// Frees everything. Call `leave` before.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        cnc_free_screen(screen)
        Glibc.close(file)
        Self.isOpen = false
    }
}
