"""A page looked at in headless Chromium: how wide it is on a narrow screen, and what axe-core says of it.

axe-core is no part of the project: `make browser` installs the package that carries it, or AXE_CORE names an
``axe.min.js``. Chromium is spoken to through its debugging pipe, which asks for no port and no library.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import IO, Any

FLAGS = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-pipe"
)
RUN = """axe.run(document, {resultTypes: ["violations"]}).then(found => JSON.stringify(found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | "))))"""


def chromium() -> str | None:
    """Where Chromium is, if it is anywhere that its pipe can be used."""
    if os.name == "nt":
        return None
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def axe() -> Path | None:
    """Where axe-core is, if anywhere."""
    carrier = find_spec("axe_playwright_python")
    folders = [Path(folder) for folder in (carrier.submodule_search_locations or ())] if carrier else []
    paths = [Path(os.environ.get("AXE_CORE", "none")), *(folder / "axe.min.js" for folder in folders)]
    return next((path for path in paths if path.is_file()), None)


@dataclass
class Browser:
    """A Chromium that is running, with one page open."""

    orders: IO[bytes]
    answers: IO[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    session: str = ""

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """One order, and its answer."""
        number = next(self.numbers)
        order = {"id": number, "method": method, "params": parameters}
        order |= {"sessionId": self.session} if self.session else {}
        self.orders.write(json.dumps(order).encode() + b"\0")
        self.orders.flush()
        return self.wait(lambda told: told.get("id") == number)["result"]

    def wait(self, for_this: Any) -> dict[str, Any]:
        """The first thing Chromium says that is what was waited for."""
        while True:
            said = bytearray()
            while (byte := self.answers.read(1)) != b"\0":
                assert byte, "Chromium said nothing more"
                said += byte
            told: dict[str, Any] = json.loads(said)
            if for_this(told):
                assert "error" not in told, told["error"]
                return told

    def show(self, page: Path, width: int) -> None:
        """Open a file in a window of that width, its policy against scripts set aside so that it can be measured."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.ask("Page.setBypassCSP", enabled=True)
        self.ask("Page.enable")
        self.ask("Page.navigate", url=page.as_uri())
        self.wait(lambda told: told.get("method") == "Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What a script comes to in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A Chromium of its own, gone afterwards."""
    from_us, orders = os.pipe()
    answers, to_us = os.pipe()
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    chosen = [str(chromium()), *FLAGS.split(), *sandbox, f"--user-data-dir={profile}", "about:blank"]
    command = ["/bin/bash", "-c", f'exec "$@" 3<&{from_us} 4>&{to_us}', "chromium", *chosen]
    with subprocess.Popen(command, pass_fds=(from_us, to_us), stderr=subprocess.DEVNULL) as process:
        os.close(from_us)
        os.close(to_us)
        with os.fdopen(orders, "wb") as out, os.fdopen(answers, "rb") as back:
            try:
                running = Browser(out, back)
                target = running.ask("Target.createTarget", url="about:blank")["targetId"]
                running.session = running.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
                yield running
            finally:
                process.kill()


def violations(running: Browser) -> list[str]:
    """What axe-core objects to in the page that is open."""
    found = axe()
    assert found is not None
    running.value(found.read_text("utf-8") + "; 0")
    told: list[str] = json.loads(running.value(RUN))
    return told
