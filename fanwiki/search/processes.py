"""How a process begins that reads documents for the index. Nothing that needs the site may be imported here: a process
imports this before there is one."""

import signal

import django


def begin() -> None:
    """Whoever interrupts the command is answered by the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
