"""An Airflow DAG: every night the file of the day before, on a worker that has Java 17 and the jar.

Each attempt first resumes what earlier nights left in the repository, then runs the night's file, whose day Airflow fixes.
It tries again after what passes by itself (2 an outage, 5 another process is at work, 70, a signal), and fails at once for
what only a person can mend (3, 6, 7, 64, 65, 74, 78). Some failed rows (1), and a run that somebody stopped (4), are no reason
to try again: the task succeeds with a warning in its log, and the notice of the job file tells of it. Nights that Airflow
missed are made up for (catchup).
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta

JAR = os.environ.get("CLEANUP_JAR", "/opt/cleanup/conversation-cleanup.jar")

REVIEW = {1, 4}
RETRY = {2, 5, 70, 129, 130, 137, 143}
# From what can be left alone to what needs a person most.
ORDER = ["done", "review", "retry", "page"]

SENDING = ["--yes", "--max-rows", "50000", "--reason", "nightly"]


def verdict(code: int) -> str:
    """What an exit code means for the task: done, review, retry or page."""
    if code == 0:
        return "done"
    if code in REVIEW:
        return "review"
    return "retry" if code in RETRY else "page"


def program(*arguments: str) -> int:
    """Runs the program; a signal to the task is handed on, so that the run stops in good order."""
    # Without a locale for all characters, names of files that are not ASCII could not be read.
    process = subprocess.Popen(["java", "-jar", JAR, *arguments], env={"LC_ALL": "C.UTF-8", **os.environ})
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait(timeout=30)
        raise


def night(job: str, csv: str) -> tuple[str, str]:
    """Resumes what is left of earlier nights, runs this one; what that means for the task, and the codes."""
    codes = [program("resume", job, "--max-age", "1d", *SENDING)]
    if codes[0] != 2:  # While the provider is out of use this night's file would find the same.
        codes.append(program("run", job, "--scheduled", "--input", csv, *SENDING))
    return max(map(verdict, codes), key=ORDER.index), ", ".join(map(str, codes))


def cleanup(data_interval_end: datetime, **_: object) -> None:
    """The task: the file of the day before the one that it was due on, also if it is tried again on another day."""
    from airflow.exceptions import AirflowException, AirflowFailException

    day = (data_interval_end - timedelta(days=1)).strftime("%Y-%m-%d")
    meaning, codes = night("/etc/cleanup/job.yml", f"/srv/export/left-{day}.csv")
    if meaning == "review":
        print("WARNING: some rows were not deleted, or somebody stopped the run; its report tells which.")
    elif meaning == "retry":
        raise AirflowException(f"Ended with {codes}; the next attempt resumes it.")
    elif meaning == "page":
        raise AirflowFailException(f"Ended with {codes}; needs somebody before it is tried again.")


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
        start_date=datetime(2026, 11, 1),  # The first night. Later ones that were missed are made up for.
        catchup=True,
        max_active_runs=1,
        default_args={"retries": 4, "retry_delay": timedelta(minutes=15), "on_failure_callback": page},
    ):
        PythonOperator(task_id="cleanup", python_callable=cleanup, execution_timeout=timedelta(hours=12))
