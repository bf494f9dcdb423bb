from __future__ import annotations

import signal


def test_exit_codes(run):
    assert run("print('fine')").exit_code == 0
    assert run("raise SystemExit(3)").exit_code == 3
    assert run("raise SystemExit('no')").exit_code == 1
    failed = run("raise ValueError('broken')")
    assert failed.exit_code == 1
    assert "ValueError: broken" in failed.stderr


def test_threads_and_exit_handlers_end_as_they_would(run):
    script = """
import atexit, threading, time
atexit.register(lambda: print("handler"))
threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
print("main")
"""
    assert run(script).stdout.split() == ["main", "thread", "handler"]


def test_the_framework_s_hook_reports_what_was_not_caught(run):
    script = """
import sys
sys.excepthook = lambda kind, error, trace: print("hook", error)
raise ValueError("broken")
"""
    assert run(script).stdout == "hook broken\n"


def test_long_waits_are_written_down_and_skipped(run):
    script = """
import time
began = time.monotonic(), time.time()
time.sleep(600)
time.sleep(0.05)
print(time.monotonic() - began[0] >= 600, time.time() - began[1] >= 600)
"""
    result = run(script)
    assert result.stdout.strip() == "True True"
    assert [entry["seconds"] for entry in result.journal] == [600]


def test_threads_that_wait_at_the_same_time_wait_together(run):
    script = """
import threading, time
began = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(600,)) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(600 <= time.monotonic() - began < 610)
"""
    assert run(script).stdout.strip() == "True"


def test_a_watchdog_waits_in_real_time(run):
    script = """
import threading, time
began = time.monotonic()
def _leak_task_sync(): time.sleep(600)
threading.Thread(target=_leak_task_sync, daemon=True).start()
time.sleep(0.1)
print(time.monotonic() - began < 10)
"""
    assert run(script).stdout.strip() == "True"


def test_a_run_that_takes_too_long_is_ended(run):
    result = run("while True: pass", timeout=0.3)
    assert result.timed_out
    assert result.exit_code == -signal.SIGKILL


def test_the_process_dies_right_after_so_many_records(run):
    script = """
import atexit
atexit.register(lambda: print("cleaned up"))
for number in range(100):
    print('{"type": "RECORD", "record": %d}' % number)
    print('{"type": "STATE", "value": %d}' % number)
"""
    result = run(script, kill={"after": 3, "pattern": r'\{"type": "RECORD"'})
    assert result.exit_code == -signal.SIGKILL
    assert result.stdout.splitlines()[-1] == '{"type": "RECORD", "record": 2}'
    assert len(result.stdout.splitlines()) == 5


def test_fewer_records_end_as_usual(run):
    script = "print('{\"type\": \"RECORD\"}', end='')"
    result = run(script, kill={"after": 3, "pattern": r'\{"type": "RECORD"'})
    assert (result.exit_code, result.stdout) == (0, '{"type": "RECORD"}')


def test_warnings_are_errors_only_in_the_connector_s_own_modules(run, tmp_path):
    (tmp_path / "tap_acme.py").write_text("import warnings; warnings.warn('old', stacklevel=1)")
    (tmp_path / "library.py").write_text("import warnings; warnings.warn('old', stacklevel=1)")
    strict = {"strict": r"tap_acme(\..*)?$", "path": [str(tmp_path)]}
    assert run("import library", **strict).exit_code == 0
    assert run("import tap_acme", **strict).exit_code == 1
