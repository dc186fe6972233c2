"""What a terminal shows after some output, by Debian's libvterm: text only. Knows no processes."""

import ctypes
import ctypes.util


class _Rect(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("start_row", "end_row", "start_col", "end_col")]


def _library():
    name = ctypes.util.find_library("vterm") or "libvterm.so.0"
    library = ctypes.CDLL(name)
    pointer, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
    for function, result, arguments in (
        ("vterm_new", pointer, [number, number]),
        ("vterm_free", None, [pointer]),
        ("vterm_set_utf8", None, [pointer, number]),
        ("vterm_obtain_screen", pointer, [pointer]),
        ("vterm_screen_reset", None, [pointer, number]),
        ("vterm_screen_enable_altscreen", None, [pointer, number]),
        ("vterm_input_write", size, [pointer, ctypes.c_char_p, size]),
        ("vterm_screen_get_text", size, [pointer, ctypes.c_char_p, size, _Rect]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


class Screen:
    _vterm = None

    def __init__(self, columns, rows):
        Screen._vterm = Screen._vterm or _library()
        self.columns, self.rows = columns, rows
        self._terminal = self._vterm.vterm_new(rows, columns)
        self._vterm.vterm_set_utf8(self._terminal, 1)
        self._screen = self._vterm.vterm_obtain_screen(self._terminal)
        self._vterm.vterm_screen_enable_altscreen(self._screen, 1)
        self._vterm.vterm_screen_reset(self._screen, 1)
        self._text = ctypes.create_string_buffer(columns * 6)

    def __del__(self):
        self._vterm.vterm_free(self._terminal)

    def write(self, output):
        self._vterm.vterm_input_write(self._terminal, output, len(output))

    @property
    def lines(self):
        return [self._line(row) for row in range(self.rows)]

    @property
    def text(self):
        return "\n".join(self.lines)

    def _line(self, row):
        length = self._vterm.vterm_screen_get_text(
            self._screen, self._text, len(self._text), _Rect(row, row + 1, 0, self.columns))
        return self._text.raw[:length].decode(errors="replace").replace("\0", " ").rstrip()
