#!/bin/sh
# Runs a Redis server for as long as somebody holds its pipe, and not a moment longer.
#
#   guard-redis.sh FOLDER DRAFT SOCKET_FOLDER COMMAND...
#
# standard input       the reading end of the pipe FOLDER/hold. Every program that uses the server keeps it open for
#                      writing; the kernel closes it for the dead. The end of the last one, kill -9 included, is the end
#                      of the server.
# FOLDER/lock          locked by the server process itself: two servers never open the same data. Exit 75: it is in use.
# FOLDER/url           where the server is, there only while it may be used; made from DRAFT.url.
# FOLDER/redis.conf    made from DRAFT.conf.
folder=$1
draft=$2
sockets=$3
shift 3

# Whoever holds the pipe decides, not a Ctrl-C that was meant for somebody else.
trap '' HUP INT TERM
exec 3<&0 </dev/null 9>>"$folder/lock"

if command -v flock >/dev/null 2>&1; then
  flock -n 9 || exit 75
elif ps -p "$(cat "$folder/redis.pid" 2>/dev/null || echo 0)" -o comm= 2>/dev/null | grep -q -e redis -e valkey; then
  exit 75
fi

mv "$draft.conf" "$folder/redis.conf" && mv "$draft.url" "$folder/url" || exit 74
: >"$folder/redis.log"
"$@" "$folder/redis.conf" 3<&- >>"$folder/redis.log" 2>&1 &
server=$!

(
  exec 9>&-
  while read -r _ <&3; do :; done
  rm -f "$folder/url"
  kill -TERM $server
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    sleep 0.1
    kill -0 $server 2>/dev/null || exit 0
  done
  kill -KILL $server
) &
watch=$!

exec 3<&-
wait $server
status=$?
kill -KILL $watch 2>/dev/null
rm -f "$folder/url"
rmdir "$sockets" 2>/dev/null
exit $status
