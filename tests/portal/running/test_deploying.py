"""The files of deploy/ as a deployer uses them: real proxies before a real portal, units that systemd takes."""

import re
import shutil
import socket
import ssl
import subprocess
import time
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

from tests.portal.running.conftest import needs_assets
from tests.portal.running.test_serve import served
from tyndau.portal import environment as env

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
NAME = "tyndau.example.kz"


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx(folder: Path, portal: int, plain: int, secure: int) -> list[str]:
    """deploy/nginx.conf with other ports and paths, under a main configuration that needs no rights."""
    create = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=tyndau -keyout privkey.pem -out fullchain.pem"
    subprocess.run(create.split(), cwd=folder, check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("[::]:80;", f"[::1]:{plain};"), ("[::]:443", f"[::1]:{secure}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443", f"listen 127.0.0.1:{secure}"),
        ("127.0.0.1:8000", f"127.0.0.1:{portal}"),
        ("/etc/ssl/tyndau", str(folder)), ("/var/log/nginx", str(folder)),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    if not socket.has_dualstack_ipv6():
        text = re.sub(r".*\[::1\].*\n", "", text)
    (folder / "tyndau.conf").write_text(text)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "main.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{"
        + "".join(f"{name}_temp_path {folder}/{name}; " for name in temporary)
        + f"include {folder}/tyndau.conf; }}"
    )
    return [shutil.which("nginx"), "-p", str(folder), "-c", str(folder / "main.conf")]


def caddy(folder: Path, portal: int, plain: int, secure: int) -> list[str]:
    """deploy/Caddyfile with other ports and a certificate of Caddy's own."""
    text = (DEPLOY / "Caddyfile").read_text()
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{portal}").replace(f"{NAME} {{", f"{NAME} {{\n\ttls internal")
    options = f"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {secure}\n"
    (folder / "Caddyfile").write_text(f"{options}\tstorage file_system {folder}/caddy\n}}\n{text}")
    return [shutil.which("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


class Unverified(HTTPSConnection):
    """HTTPS to this machine under the portal's name, with a certificate that nobody has signed."""

    def connect(self) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 10), server_hostname=NAME)


def ask(connection, path, **headers):
    connection.request("GET", path, headers={"Host": NAME, **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@needs_assets
@pytest.mark.parametrize("proxy", [nginx, caddy])
def test_a_proxy_serves_the_portal_over_https_only_and_keeps_no_address(proxy, environment, port, tmp_path):
    if not shutil.which(proxy.__name__) or not shutil.which("openssl"):
        pytest.skip(f"not installed: {proxy.__name__} or openssl")
    told = dict(line.split("=", 1) for line in (DEPLOY / "tyndau.env").read_text().splitlines() if line[:1] in "TD")
    kept = {name: told[name] for name in ("TYNDAU_SITE_URL", "TYNDAU_HOSTS", "TYNDAU_BEHIND_PROXY")}
    plain, secure = free(), free()
    command = proxy(tmp_path, port, plain, secure)
    with served({**environment, **kept}, port):
        before = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            until_open(secure, before)
            until_open(plain, before)
            moved = ask(HTTPConnection("127.0.0.1", plain, timeout=10), "/kk/?q=secretword")
            assert (moved.status // 100, moved.headers["Location"].startswith("https://")) == (3, True)
            page = ask(Unverified("127.0.0.1", secure), "/kk/?q=secretword", **{"X-Forwarded-Proto": "http"})
            assert page.status == 200, page.headers
            assert int(page.headers["Strict-Transport-Security"].split("=")[1].split(";")[0]) > 10**7
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        finally:
            before.terminate()
            said, _ = before.communicate(timeout=20)
    lines = said + "".join(path.read_text() for path in tmp_path.glob("*.log"))
    assert "secretword" not in lines
    if proxy is nginx:
        assert re.search(r"^\S+ GET /kk/ 200 ", (tmp_path / "tyndau.log").read_text(), re.M)
        assert "127.0.0.1" not in (tmp_path / "tyndau.log").read_text()


def until_open(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(200):
        assert process.poll() is None, process.communicate()[0]
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the proxy does not listen")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_accepts_the_units(tmp_path):
    for unit in DEPLOY.glob("tyndau*.[st]*"):
        # The program and the account of the unit are not on this machine.
        text = re.sub(r"/srv/tyndau/.venv/bin/tyndau", "/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(re.sub(r"^(User|Group)=.*\n", "", text, flags=re.M))
    units = sorted(map(str, tmp_path.glob("tyndau*")))
    assert len(units) == 3
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "tyndau" in line]
    assert (done.returncode, ours) == (0, [])


def test_the_settings_file_names_only_settings_that_exist():
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "tyndau.env").read_text(), re.M)
    portal = Path(env.__file__).parent
    known = {name for path in portal.rglob("*.py") for name in re.findall(r'"([A-Z]+_[A-Z_]+)"', path.read_text())}
    assert set(names) <= known
    assert len(names) == 5
