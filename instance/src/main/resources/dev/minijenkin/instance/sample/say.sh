#!/usr/bin/env bash
# Stands for a real build: says what that would say, in its time, and fails where it would.
set -u
cd "$(dirname "$0")/says"
said=$1.txt
if [ -e "$1.failed.txt" ]; then said=$1.failed.txt; fi
while IFS= read -r line; do
  printf '%s\n' "$line"
  case $1 in setup) ;; *) sleep 0.3 ;; esac
done < "$said"
test "$said" = "$1.txt"
