#!/usr/bin/env bash
# Runs a cleanup job as a scheduler should: resumes what earlier turns left, tries again after what passes by itself, makes up
# for turns that were missed, and calls a person for the rest. cron, systemd and Kubernetes call it; so can you:
#
#   jobs/schedule/nightly.sh JOB.yml [OPTIONS OF THE RUN COMMAND]
#
# A turn belongs to a day, which ${date} stands for in all its attempts. It is noted in a file until it is settled; one that was
# cut short by a reboot, or was missed, is done by the next turn. The script ends with the program's exit code, the most serious
# one of the turn. Its settings, from the environment:
#   CLEANUP_JAR        the program              (default: target/conversation-cleanup.jar)
#   CLEANUP_ATTEMPTS   how often to try         (default: 4)
#   CLEANUP_WAIT       seconds between attempts (default: 900)
#   CLEANUP_PAGE       a command that calls a person; gets one line of text as its argument (default: logger, the syslog)
#   CLEANUP_REVIEW     a command for what can wait for the morning, likewise                (default: logger)
#   CLEANUP_TURNS      a directory for the notes of turns that are not settled              (default: cleanup-turns)
#   CLEANUP_DATE       the day of this turn     (default: today)
#   CLEANUP_SUCCESS    codes that the script turns into 0, such as "1 4 5"                  (default: none)
#   CLEANUP_EVERY      days from one turn to the next; 0: missed ones are not made up for   (default: 1)
set -uo pipefail

jar=${CLEANUP_JAR:-target/conversation-cleanup.jar}
attempts=${CLEANUP_ATTEMPTS:-4}
wait=${CLEANUP_WAIT:-900}
page=${CLEANUP_PAGE:-logger -t conversation-cleanup -p user.crit}
review=${CLEANUP_REVIEW:-logger -t conversation-cleanup -p user.warning}
turns=${CLEANUP_TURNS:-cleanup-turns}
today=${CLEANUP_DATE:-$(date +%F)}
every=${CLEANUP_EVERY:-1}
success=${CLEANUP_SUCCESS:-}

# Without a locale for all characters, names of files that are not ASCII could not be read.
if [[ -z ${LC_ALL:-}${LC_CTYPE:-}${LANG:-} ]]; then export LC_ALL=C.UTF-8; fi

job=$1
shift
name=$(basename "$job" .yml)

# The words of the command are meant to be split.
# shellcheck disable=SC2086
tell() { ${1} "${2}" || echo "${2}" >&2; }

# A signal is handed on to the program, once, for another one 2 s later would end it at once; then its end is awaited.
child=
stopped=
trap 'stopped=1; trap "" TERM INT HUP; [[ -n $child ]] && kill -TERM "$child" 2>/dev/null' TERM INT HUP

# Sets "code". A turn that a signal ends stays noted: the next one does it.
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
  if [[ -n $stopped ]]; then
    exit 143
  fi
}

# What the resume command takes of the run command's options; the others are about one file.
resume_options=()
take_resume_options() {
  while (($# > 0)); do
    case $1 in
      --input | --inbox | --output | --plan | --date) shift ;;
      --max-rows | --rate | --reason | --metrics-file | --key-file | --repository | --data | --log-format)
        resume_options+=("$1" "${2:-}")
        shift ;;
      --input=* | --inbox=* | --output=* | --plan=* | --date=* | --fresh | --strict-resume | --scheduled | --overwrite) ;;
      *) resume_options+=("$1") ;;
    esac
    shift || break
  done
}
take_resume_options "$@"

# Notes the turns from the one after the last on, if their files differ from day to day.
note_turns() {
  local day last
  mkdir -p "$turns" || return
  last=$(cat "$turns/$name.last" 2>/dev/null)
  if [[ -n $last && $every -gt 0 ]] && { [[ "$*" == *'${date'* ]] || grep -qs '${date' "$job"; }; then
    for ((day = every; day <= 31; day += every)); do
      local missed
      missed=$(date -d "$last + $day days" +%F) || break
      [[ $missed < $today ]] || break
      : > "$turns/$name.turn.$missed"
    done
  fi
  : > "$turns/$name.turn.$today"
  if [[ -z $last || $last < $today ]]; then
    echo "$today" > "$turns/$name.last"
  fi
}
if ! note_turns "$@"; then
  tell "$page" "cleanup $job: no note can be written in $turns; a turn that is cut short will not be made up for"
fi

worst=0
# Of the codes that stay, the one that matters most; after 2 there is another attempt.
keep_worst() {
  local order=" 0 5 1 4 2 6 7 65 3 64 78 74 70 "
  local before=${order%%" $worst "*} after=${order%%" $1 "*}
  if ((${#after} > ${#before})); then worst=$1; fi
}

end() {
  case " $success " in *" $worst "*) exit 0 ;; esac
  exit "$worst"
}

settle() { rm -f "$turns/$name.turn.$1"; }

resumed=
age=1d
# What older turns left in the repository; the file of the day may have changed since, or be gone.
resume() {
  run java -jar "$jar" resume "$job" --max-age "$age" "${resume_options[@]}"
  if [[ $code == 2 ]]; then
    out_of_use=1
    age=0m  # After a stop rule the next attempt does not take the run; a person is called for what is left then.
    return
  fi
  keep_worst "$code"
  if [[ " $resumed " == *" $code "* ]]; then
    return  # Told by an earlier attempt.
  fi
  resumed+=" $code"
  case $code in
    0 | 5) ;;
    1) tell "$review" "cleanup $job: some rows of an earlier run were not deleted, see the run's report" ;;
    7) tell "$page" "cleanup $job: a run is unfinished and needs somebody; resume or abandon it: java -jar $jar status" ;;
    *) tell "$page" "cleanup $job: resuming earlier runs ended with $code and needs somebody" ;;
  esac
}

turn() {
  local day=$1
  shift
  run java -jar "$jar" run "$job" --scheduled --date "$day" "$@"
  if [[ $code == 2 ]]; then
    out_of_use=1  # The next attempt resumes it after an outage, and ends with 7 after a stop rule.
    return
  fi
  keep_worst "$code"
  case $code in
    0)            # Done, or nothing was left to do.
      settle "$day" ;;
    1)            # Done, but for some rows. The last lines of the run say which, and how to send them again.
      settle "$day"
      tell "$review" "cleanup $job of $day: some rows were not deleted, see the run's report" ;;
    4)            # Somebody stopped it, and it stays so until somebody resumes it.
      settle "$day"
      tell "$review" "cleanup $job of $day: somebody stopped it; it is not resumed by itself" ;;
    5)            # Another process works on it. The next turn looks at it again.
      ;;
    6 | 7 | 65)   # More rows than --max-rows, an unfinished run that needs a person, unusable input.
      settle "$day"
      tell "$page" "cleanup $job of $day: ended with $code and needs somebody" ;;
    *)            # 3 credentials, 64 arguments, 70 internal, 74 output, 78 job file, 137 killed: the next turn tries again.
      tell "$page" "cleanup $job of $day: ended with $code and needs somebody" ;;
  esac
}

days=("$today")
for note in "$turns/$name".turn.*; do
  day=${note##*.turn.}
  if [[ -e $note && $day < $today ]]; then
    days=("${days[@]:0:${#days[@]}-1}" "$day" "$today")
  fi
done

for ((attempt = 1; ; attempt++)); do
  out_of_use=  # The provider, after 2: every file would find the same.
  left=()
  resume
  for day in "${days[@]}"; do
    [[ -n $out_of_use ]] || turn "$day" "$@"
    [[ -z $out_of_use ]] || left+=("$day")
  done
  if ((${#left[@]} == 0)); then
    end
  fi
  if ((attempt >= attempts)); then
    tell "$page" "cleanup $job: still ended with 2 after $attempt attempts; the next turn goes on"
    keep_worst 2
    end
  fi
  days=("${left[@]}")
  run sleep "$wait"
done
