#!/usr/bin/env bash
# canary_test.sh FUZZ: the fuzzer must find the planted crash, save its input, and crash again on that input.
set -euo pipefail
fuzz=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
say() { echo "canary: $*"; }

if "$fuzz" canary 1 --runs 20000 --save "$folder" 2>"$folder/said"; then say "20,000 runs did not find it"; exit 1; fi
cat "$folder/said"
grep -q '^fuzz canary 1: aborted in run ' "$folder/said" || { say "the crash was not reported"; exit 1; }
[ -s "$folder/crash-canary-1" ] || { say "the input was not saved"; exit 1; }
cp "$folder/crash-canary-1" "$folder/found"
if "$fuzz" canary 1 --input "$folder/found" --save "$folder" 2>"$folder/said"; then say "the saved input does not crash"; exit 1; fi
"$fuzz" canary 1 --runs 20000 --save "$folder" 2>/dev/null || true
cmp "$folder/found" "$folder/crash-canary-1" || { say "the same seed found another input"; exit 1; }
if "$fuzz" nonsense 2>/dev/null; then say "an unknown name was taken"; exit 1; fi
