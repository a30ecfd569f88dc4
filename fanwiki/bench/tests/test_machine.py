"""What is read from /proc."""

import os
import subprocess
import sys

import pytest

from fanwiki.bench import machine

linux = pytest.mark.skipif(not machine.MEASURES_CPU, reason="this system has no /proc")


def test_the_parent_stands_behind_the_last_bracket():
    assert machine.parent_of("4242 (granian (w) 1) S 4200 4242 4200 0 -1 4194304 101 0") == 4200


def test_shared_memory_is_counted_in_parts():
    assert machine.pss_of("5000-7ff ---p [rollup]\nRss:   1764 kB\nPss:    245 kB\nPss_Anon:  116 kB\n") == 245 * 1024


@linux
def test_a_tree_has_the_children_of_children():
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", sleeper], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            while len(found := machine.tree(process.pid)) < 2:
                assert process.poll() is None
            assert found[0] == process.pid and os.getpid() not in found
        finally:
            process.stdin.close()


@linux
def test_cpu_and_memory_of_this_process():
    before = machine.cpu([os.getpid()])
    sum(range(100_000))
    assert machine.cpu([os.getpid()]) > before
    assert machine.memory([os.getpid()]) > 1_000_000


@pytest.mark.django_db
def test_the_line_about_the_machine_names_what_figures_depend_on():
    told = machine.told()
    assert "cores, Python 3." in told and "Django 5." in told and ("SQLite 3." in told or "PostgreSQL 1" in told)
