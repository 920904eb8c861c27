# make bench-mix: PLAN.MIX beside NUTS (rstan, where it is installed) and a ridge search, on sets of known truth. The
# peers and the simulator are Python and R under tests/oracle; nothing else runs them.
.PHONY: bench-mix
bench-mix: $(SHELL_PROGRAM) ## the mix beside NUTS and a ridge search: make bench-mix [SETS=6] [SIMULATOR=file.py], needs numpy
	@python3 -c 'import numpy' 2>/dev/null && python=python3 || python=/usr/bin/python3; \
	  $$python tests/oracle/mixbench.py $(SHELL_PROGRAM) $(or $(SETS),6) $(SIMULATOR)
