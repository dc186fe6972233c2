"""The programs that are measured, and what each needs around it: its own counter server, files of its own, nothing of the
user's. Knows no measures."""

import contextlib
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

from watched_program import WatchedProgram

# Keys that put captop's caps into the order of the server, in which every peer shows them.
SERVER_ORDER = "ss"

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parent / "Peers"


class CounterServer:
    def __init__(self, caps, share):
        self._process = subprocess.Popen(
            [sys.executable, HERE / "counter_server.py", "--caps", str(caps), "--share", str(share)],
            stdout=subprocess.PIPE, text=True)
        self.address = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    @property
    def served(self):
        with urllib.request.urlopen(self.address + "/served", timeout=30) as answer:
            return int(answer.read())

    def close(self):
        self._process.terminate()
        self._process.wait()


class Sandbox:
    """captop's own, with so many custom caps of Everflow and events upon them. It does not tell how often it was read."""

    served = None

    def __init__(self, binary, caps):
        # A fifth of what it is asked for are LeadConduit's.
        command = [binary, "sandbox", "--port", "0", "--caps", str(caps * 5 // 4), "--traffic", "20"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for line in self._process.stdout:
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.address = address[0]
                return
        raise RuntimeError("the sandbox did not start")

    def close(self):
        self._process.terminate()
        self._process.communicate()


@dataclasses.dataclass
class Subject:
    """`command` may hold `{caps}`, the address of the counters. `complete` finds the first whole screen, `clock` the time of
    day in UTC on it; both are searched for in the text of the screen."""

    name: str
    command: list
    complete: str
    clock: str = None
    caps: int = None  # how many the server has; None: needs no server
    share: float = 0.2  # of them that change each second
    opening: str = ""  # typed one by one in the middle of the warm-up

    @contextlib.contextmanager
    def start(self):
        with contextlib.ExitStack() as around:
            files = around.enter_context(tempfile.TemporaryDirectory(prefix="captop-bench-"))
            self._server = None
            address = ""
            if self.caps:
                self._server = self.serve()
                around.callback(self._server.close)
                address = self._server.address
            environment = self.prepare(pathlib.Path(files), address)
            command = [part.replace("{caps}", address + "/caps") for part in self.command]
            yield around.enter_context(WatchedProgram(command, environment))

    def serve(self):
        return CounterServer(self.caps, self.share)

    @property
    def served(self):
        """How often the counters have been read; None without a server that tells."""
        return self._server.served if self._server else None

    def prepare(self, files, address):
        """Writes what the program finds at its start. Its environment."""
        btop = files / "btop"
        btop.mkdir()
        (btop / "btop.conf").write_text("update_ms = 1000\n")
        return {"HOME": str(files), "XDG_CONFIG_HOME": str(files), "XDG_STATE_HOME": str(files / "state")}


class Captop(Subject):
    """`state` is a folder that outlives the run: a warm start. Without it each start is the first."""

    state = None
    network = 'kind = "leadconduit"\nrefresh = "1s"'

    def prepare(self, files, address):
        environment = super().prepare(files, address)
        folder = files / "captop"
        folder.mkdir()
        (folder / "config.toml").write_text(
            f'[profile.bench]\n{self.network}\nkey = {{ env = "BENCH_KEY" }}\nenvironment = "sandbox"\n'
            f'base_url = "{address or "http://127.0.0.1:9"}"\n')
        if self.state:
            environment["XDG_STATE_HOME"] = str(self.state)
        return environment | {"BENCH_KEY": "sandbox"}


class EverflowCaptop(Captop):
    """On the sandbox, at the pace that captop asks Everflow by itself."""

    network = 'kind = "everflow"'

    def serve(self):
        return Sandbox(self.command[0], self.caps)


def captop(binary, caps, kind=Captop, **more):
    """In its own order, by risk, unless `opening` says otherwise."""
    return kind("captop", [str(binary)], complete=rf"Caps {caps}/{caps}", clock=r"(\d\d:\d\d:\d\d) UTC$", caps=caps, **more)


def everflow(binary, caps):
    return captop(binary, caps, EverflowCaptop)


def curses(caps, **more):
    return _peer("curses", "curses_peer.py", sys.executable, caps, **more)


def rich(python, caps, **more):
    return _peer("rich", "rich_peer.py", python, caps, **more)


def textual(python, caps, **more):
    return _peer("textual", "textual_peer.py", python, caps, **more)


def _peer(name, file, python, caps, **more):
    whole = rf"(?s){caps} caps.* #37 .*Most refused.*100(\.0)?%"
    return Subject(
        name, [str(python), str(PEERS / file), "{caps}"], complete=whole, clock=r"^ ?caps (\d\d:\d\d:\d\d)", caps=caps, **more)


def htop():
    return Subject("htop", ["htop", "-d", "10"], complete=r"F10")


def btop():
    return Subject("btop", ["btop"], complete=r"(?s)cpu.*proc.*Program")
