"""How log lines are written: JSON for machines, plain lines for a person at a terminal. Never locals, never a body."""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import Processor

from tyndau.portal import environment as env

# Tracebacks as text: structlog's dictionaries of frames carry local variables, and those carry what people wrote.
SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def as_json() -> bool:
    """TYNDAU_LOG (json or lines); where it is not set, lines in a terminal and JSON anywhere else."""
    wanted = env.text("TYNDAU_LOG", "lines" if sys.stderr.isatty() else "json")
    if wanted not in ("json", "lines"):
        raise env.BadSetting(name="TYNDAU_LOG", value=wanted, wanted="json, lines")
    return wanted == "json"


class WithoutTraceback(logging.Filter):
    """Strangers knock with any host name: that is one line and no bug."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
        return True


def config() -> dict[str, Any]:
    """A configuration for logging.config.dictConfig; Django's LOGGING and gunicorn use the same."""
    machine = as_json()
    render: list[Processor] = (
        [structlog.processors.JSONRenderer(ensure_ascii=False)]
        if machine
        else [drop_time, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "portal": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
                "foreign_pre_chain": SHARED,
            }
        },
        "filters": {"without_traceback": {"()": WithoutTraceback}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "portal"}},
        "root": {"handlers": ["out"], "level": "INFO"},
        "loggers": {
            # Their own handlers would write each line twice, in another form. A person at a terminal is told what is
            # wrong; that a process has started and ended is for machines.
            name: {"handlers": ["out"], "level": "INFO" if machine else "WARNING", "propagate": False}
            for name in ("django", "gunicorn.error", "django_tasks", "django_tasks_db")
        }
        | {
            # It greets at every start, and tells each step of a sign-in.
            "axes": {"level": "WARNING"},
            # Pages that were not found are no trouble, and the request has its line: web/request_log.py.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"filters": ["without_traceback"]},
            "tyndau.requests": {"level": "INFO" if machine else "ERROR"},
        },
    }


def configure() -> None:
    """Make structlog's own loggers write through the same handlers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def drop_time(logger: Any, name: str, line: Any) -> Any:
    """The supervisor writes the time before each line of a terminal already."""
    line.pop("timestamp", None)
    return line
