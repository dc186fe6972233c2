"""One program on a pseudo-terminal of its own: what it wrote and when, what was typed and when, what it uses. Nothing is
interpreted while it runs, so that reading never delays a time. Linux, standard library only."""

import fcntl
import os
import select
import signal
import struct
import termios
import time

CURSOR_KEYS = {"down": b"B", "up": b"A"}


class WatchedProgram:
    """Started at once. `outputs` are (seconds since the start, bytes), `keys` the seconds at which one was typed."""

    def __init__(self, command, environment, size=(200, 50)):
        self.size = size
        self.outputs, self.keys = [], []
        self._status = None
        self._cursor_keys_are_ss3 = False
        self._master, self._slave = os.openpty()
        self.resize(*size)
        os.set_blocking(self._master, False)
        self.modes_before = termios.tcgetattr(self._slave)
        self._environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "LC_ALL", "NO_COLOR")}
        self._environment.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}, **environment)
        self.pid = self._start(command)
        self._handle = os.pidfd_open(self.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self, command):
        self.began = time.monotonic()
        pid = os.fork()
        if pid:
            return pid
        try:
            os.setsid()
            fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(self._slave, descriptor)
            os.closerange(3, 256)
            os.execvpe(command[0], command, self._environment)
        finally:
            os._exit(127)

    # What it does

    @property
    def elapsed(self):
        return time.monotonic() - self.began

    def watch(self, seconds, pace=None):
        """Reads what comes for so long, or until the program ends: everything at once, at most `pace` bytes a second, or
        nothing at a pace of 0."""
        end = time.monotonic() + seconds
        if pace is None:
            self._watch_freely(end)
            return
        while time.monotonic() < end and self.is_running:
            if pace:
                self._read(pace // 10)
            time.sleep(min(0.1, max(0, end - time.monotonic())))

    def _watch_freely(self, end):
        waiting = select.poll()
        waiting.register(self._master, select.POLLIN)
        waiting.register(self._handle, select.POLLIN)
        while (left := end - time.monotonic()) > 0:
            for descriptor, _ in waiting.poll(left * 1000):
                if descriptor == self._master:
                    self._read(65_536)
            if not self.is_running:
                return

    def _read(self, most):
        try:
            output = os.read(self._master, most)
        except OSError:
            return
        self.outputs.append((self.elapsed, output))
        on, off = output.rfind(b"\x1b[?1h"), output.rfind(b"\x1b[?1l")
        if on != off:
            self._cursor_keys_are_ss3 = on > off

    def type(self, key):
        """`down`, `up`, or the text itself."""
        lead = b"\x1bO" if self._cursor_keys_are_ss3 else b"\x1b["
        text = lead + CURSOR_KEYS[key] if key in CURSOR_KEYS else key.encode()
        self.keys.append(self.elapsed)
        os.write(self._master, text)

    def resize(self, columns, rows):
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # What it uses

    @property
    def processor_seconds(self):
        """Of all its threads, ended ones too: the clock that Linux keeps for the process (see clock_getcpuclockid)."""
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def resident_kibibytes(self):
        with open(f"/proc/{self.pid}/statm") as pages:
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024

    @property
    def terminal_path(self):
        return os.ttyname(self._slave)

    # Its end

    @property
    def is_running(self):
        if self._status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._status = status
                self.ended_at = self.elapsed
        return self._status is None

    def signal(self, number):
        if self.is_running:
            os.kill(self.pid, number)

    @property
    def has_restored_modes(self):
        return termios.tcgetattr(self._slave) == self.modes_before

    def close(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            self.signal(number)
            self.watch(2)
        for descriptor in (self._handle, self._master, self._slave):
            os.close(descriptor)
