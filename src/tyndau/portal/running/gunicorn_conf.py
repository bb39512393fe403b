"""How gunicorn serves the portal: `gunicorn --config python:tyndau.portal.running.gunicorn_conf tyndau.portal.wsgi`.

Address and number of processes are given by who starts it: `tyndau serve`, or a deployer's own command.
"""

import os
from typing import Any

from tyndau.portal import environment as env
from tyndau.portal import logs

# The supervisor waits for this line; where gunicorn is started without it, it is only a line.
READY = "tyndau: web is ready"

worker_class = "gthread"
threads = 4
# A process serves one request's Python at a time: as many as there are cores, and two so that one may restart.
workers = max(2, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2, 8))
reload = env.flag("TYNDAU_DEBUG")
# Loaded once and shared; a mistake in the settings ends the start at once instead of each process in turn.
preload_app = not reload
graceful_timeout = 3
keepalive = 5
# No access log: addresses of readers and what they searched for are written nowhere.
accesslog = None
logconfig_dict = logs.config()
# Steering a running server over a socket in somebody's home folder is a door that nobody asked for.
control_socket_disable = True


def when_ready(server: Any) -> None:
    print(READY, flush=True)


def post_fork(server: Any, worker: Any) -> None:
    """A connection that the parent opened must not be shared: two processes would read each other's answers."""
    from django.db import connections

    connections.close_all()
