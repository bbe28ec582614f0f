#!/usr/bin/env bash
# Greets whoever is named.
printf '%s, %s!\n' "$1" "$2"
