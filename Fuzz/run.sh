#!/bin/bash
# Fuzz/run.sh FOLDER SECONDS: runs every program that Fuzz/build.sh made for so long, from the seeds on, and fails when one
# finds something. What it finds is left in FOLDER; the corpus grows in FOLDER/corpus, never among the seeds.
set -e
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
seconds=$2
failed=
for target in Targets/*.swift; do
    name=$(basename "$target" .swift)
    mkdir -p "$out/corpus/$name"
    # Swift leaks what it keeps for the life of the process; its backtracer would wait for a key.
    if ! ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no "$out/$name" "$out/corpus/$name" "seeds/$name" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -artifact_prefix="$out/$name-" \
        -print_final_stats=1 < /dev/null > "$out/$name.log" 2>&1
    then
        failed="$failed $name"
        tail -30 "$out/$name.log"
    fi
    echo "fuzz: $name: $(grep -o 'number_of_executed_units: *[0-9]*' "$out/$name.log" | grep -o '[0-9]*') runs in $seconds s," \
        "$(grep -c . <<< "$(ls "$out/corpus/$name")") inputs in the corpus"
done
test -z "$failed" || { echo "found something in:$failed" >&2; exit 1; }
