# Passes the tests' output on and closes with what cmocka's lines add up to. A step that stopped counts as one failed.
{ print; fflush() }
/^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
/^make.*\*\*\*/ { stopped = 1 }
END { printf "%d passed, %d failed\n", passed, (stopped && !failed) ? 1 : failed }
