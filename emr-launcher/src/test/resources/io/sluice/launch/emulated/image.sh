#!/bin/sh
# Stands for the image: ends as the spec's name says, as the stand-in for Spark does.
echo "arguments: $*"
case "$*" in
  *exit-0.yml*) exit 0 ;;
  *exit-1.yml*) echo "sluice: it failed"; exit 1 ;;
  *exit-3.yml*) exit 3 ;;
  *again.yml*) [ -e began ] && exit 0; touch began; exit 1 ;;
  *sleep.yml*) exec sleep 600 ;;
esac
exit 2
