# Passes on what tests/each.sh says of each program and closes with the sum. A step that stopped counts as one failed.
{ print; fflush() }
/^[^ ]+: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4 }
/^make.*\*\*\*/ { stopped = 1 }
END { printf "%d passed, %d failed\n", passed, (stopped && !failed) ? 1 : failed }
