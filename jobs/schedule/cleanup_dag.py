"""An Airflow DAG: every night the file of the day before, on a worker that has Java 17 and the jar.

Airflow gives the same command again after what passes by itself (2 stopped by a rule or an outage, 4 stopped, 70), fails at
once for what only a person can mend (3, 6, 64, 65, 74, 78), and skips when another process is at work (5). Some failed rows (1)
are no reason to try again: the task succeeds with a warning in its log, and the notice of the job file tells of it.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta

JAR = os.environ.get("CLEANUP_JAR", "/opt/cleanup/conversation-cleanup.jar")

DONE = {0}
SOME_FAILED = {1}
IN_USE = {5}
RETRY = {2, 4, 70, 129, 130, 143}


def verdict(code: int) -> str:
    """What an exit code means for the task: done, review, skip, retry or page."""
    if code in DONE:
        return "done"
    if code in SOME_FAILED:
        return "review"
    if code in IN_USE:
        return "skip"
    return "retry" if code in RETRY else "page"


def run_cleanup(job: str, csv: str) -> int:
    """Runs the program; a signal to the task is handed on, so that the run stops in good order."""
    command = ["java", "-jar", JAR, "run", job, "--input", csv, "--yes", "--max-rows", "50000", "--reason", "nightly"]
    process = subprocess.Popen(command)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait(timeout=30)
        raise


def cleanup(data_interval_end: datetime, **_: object) -> None:
    """The task: the file of the day before the one that it was due on, on whatever day it is tried again."""
    from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

    day = (data_interval_end - timedelta(days=1)).strftime("%Y-%m-%d")
    code = run_cleanup("/etc/cleanup/job.yml", f"/srv/export/left-{day}.csv")
    meaning = verdict(code)
    if meaning == "review":
        print("WARNING: some rows were not deleted; the run's report tells which.")
    elif meaning == "skip":
        raise AirflowSkipException("Another process works on it.")
    elif meaning == "retry":
        raise AirflowException(f"Ended with {code}; the same command goes on where it was.")
    elif meaning == "page":
        raise AirflowFailException(f"Ended with {code}; needs somebody before it is tried again.")


def page(context: dict) -> None:
    """Replace by what calls a person."""
    print(f"PAGE: {context['task_instance']} has failed for good")


try:
    from airflow import DAG

    try:
        from airflow.providers.standard.operators.python import PythonOperator
    except ImportError:  # Airflow 2
        from airflow.operators.python import PythonOperator
except ImportError:  # Not on an Airflow worker, where there is nothing to define.
    pass
else:
    with DAG(
        dag_id="conversation_cleanup",
        schedule="15 2 * * *",
        start_date=datetime(2026, 1, 1),
        catchup=False,
        max_active_runs=1,
        default_args={"retries": 4, "retry_delay": timedelta(minutes=15), "on_failure_callback": page},
    ):
        PythonOperator(task_id="cleanup", python_callable=cleanup, execution_timeout=timedelta(hours=12))
