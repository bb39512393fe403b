"""What Ray is told by the environment, which it reads when it is imported: so this is loaded first, and without Ray."""

import os
import secrets

SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody about this machine
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # no accelerators here: without it Ray warns of a change to come
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",  # what it says of a lost worker would go to stdout, which belongs to the answer
    "RAY_task_oom_retries": "3",  # by itself Ray tries again without end
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # workers use the Python of the driver, however that was started
}


def settle(own: bool) -> None:
    """Set what the user has not set. own: a cluster is started for this run, and only this process may use it."""
    wanted = dict(SETTINGS)
    if own:
        # Ray asks for a token by itself, and would leave one in the home folder. Its mode is not set here: a process
        # that has imported Ray before (a notebook) would not notice.
        wanted["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
