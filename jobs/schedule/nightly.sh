#!/usr/bin/env bash
# Runs a cleanup job as a scheduler should: gives the same command again after what passes by itself, and calls a person for
# what does not. cron and systemd call it (cleanup.cron, cleanup.service); it can be called by hand as well:
#
#   jobs/schedule/nightly.sh JOB.yml [OPTIONS OF THE RUN COMMAND]
#
# It ends with the program's own exit code, of the last attempt. Its settings, from the environment:
#   CLEANUP_JAR        the program              (default: target/conversation-cleanup.jar)
#   CLEANUP_ATTEMPTS   how often to try         (default: 4)
#   CLEANUP_WAIT       seconds between attempts (default: 900)
#   CLEANUP_PAGE       a command that calls a person; gets one line of text as its argument (default: logger, the syslog)
#   CLEANUP_REVIEW     a command for what can wait for the morning, likewise                (default: logger)
set -uo pipefail

jar=${CLEANUP_JAR:-target/conversation-cleanup.jar}
attempts=${CLEANUP_ATTEMPTS:-4}
wait=${CLEANUP_WAIT:-900}
page=${CLEANUP_PAGE:-logger -t conversation-cleanup -p user.crit}
review=${CLEANUP_REVIEW:-logger -t conversation-cleanup -p user.warning}

# The words of the command are meant to be split.
# shellcheck disable=SC2086
tell() { ${1} "${2}" || echo "${2}" >&2; }

# A signal is handed on to the program, once, for another one 2 s later would end it at once; then its end is awaited.
child=
stopped=
trap 'stopped=1; trap "" TERM INT HUP; [[ -n $child ]] && kill -TERM "$child" 2>/dev/null' TERM INT HUP

run() {
  "$@" &
  child=$!
  wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  child=
}

for ((attempt = 1; ; attempt++)); do
  run java -jar "$jar" run "$@"
  case $code in
    0)            # Done, or nothing was left to do.
      exit 0 ;;
    1)            # Done, but for some rows. The last lines of the run say which, and how to send them again.
      tell "$review" "cleanup $*: some rows were not deleted, see the run's report"
      exit 1 ;;
    2 | 4)        # A stop rule, an outage or somebody stopped it. The same command goes on where it was.
      ;;
    5)            # Another process works on it: this turn is not needed.
      exit 5 ;;
    143 | 130 | 129)  # A signal: the machine goes down, or the scheduler's time is over. The next turn goes on.
      exit "$code" ;;
    *)            # 3 credentials, 6 more rows than --max-rows, 64 arguments, 65 input, 70 internal, 74 output, 78 job file:
                  # trying again would change nothing before a person has.
      tell "$page" "cleanup $*: ended with $code and needs somebody"
      exit "$code" ;;
  esac
  if ((attempt >= attempts)); then
    tell "$page" "cleanup $*: still ended with $code after $attempt attempts"
    exit "$code"
  fi
  run sleep "$wait"
  if [[ -n $stopped ]]; then
    exit 143
  fi
done
