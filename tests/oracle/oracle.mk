# Numbers that others confirm: README.md beside this. Included by the Makefile.
ORACLE_INPUTS ?= 1000
.PHONY: oracle
oracle: $(SHELL_PROGRAM) ## compare functions with twins that share no code (Python, scipy): ORACLE_INPUTS (1000) each
	@.ci/setup oracle
	@/usr/bin/python3 tests/oracle/report.py $(SHELL_PROGRAM) $(ORACLE_INPUTS)
