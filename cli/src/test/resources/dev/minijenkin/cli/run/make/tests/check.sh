#!/bin/sh
test "$(../sum 1 2 3)" = 6 && echo "ok 1 - sums"
