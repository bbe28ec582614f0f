#!/usr/bin/env bash
failed=0
expect() {
  if [ "$2" = "$3" ]; then
    printf '\033[32m✓\033[0m %s\n' "$1"
  else
    printf '\033[31m✗ %s: expected "%s", got "%s"\033[0m\n' "$1" "$2" "$3"
    failed=1
  fi
}
expect 'greets a person' 'Hello, Ana!' "$(./greet.sh Hello Ana)"
expect 'greets the world' 'Hello, world!' "$(./greet.sh Hello world)"
expect 'takes any greeting' 'Salve, munde!' "$(./greet.sh Salve munde)"
exit $failed
