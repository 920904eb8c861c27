# make bench-forecast DATA=<folder>: accuracy and speed beside R and Calc (bench.sh); make bench-cells: time in a sheet
# (cells.sh); make calibrate DATA=<folder> BUSINESS=<folder>: the quantile table of the ranges, again, from the same
# data.
FORECAST_BENCH = $(BUILD)/tests/bench/forecast
FORECAST_TOOLS = $(addprefix $(FORECAST_BENCH)/,score sheet calibrate)
BENCH_TOOLS += $(FORECAST_TOOLS)
COMPILED += $(FORECAST_TOOLS)
.PHONY: bench-forecast bench-cells calibrate
$(FORECAST_TOOLS): %: %.o $(FORECAST_BENCH)/series.o $(BUILD)/libsextant.a
	@$(CC) $(CFLAGS) $^ -o $@ $(LIBS)
bench-forecast: $(FORECAST_TOOLS) $(SHELL_PROGRAM) ## forecasts beside R and Calc: make bench-forecast DATA=folder [SAMPLE=100] [ARIMA=34]
	@BUILD=$(BUILD) SAMPLE=$(SAMPLE) ARIMA=$(ARIMA) tests/bench/forecast/bench.sh "$(DATA)"
bench-cells: $(PRODUCTS) ## 12 000 FCST.POINT cells in a headless Calc beside FORECAST.ETS.ADD
	@BUILD=$(BUILD) tests/bench/forecast/cells.sh
calibrate: $(FORECAST_BENCH)/calibrate ## fit the table behind the ranges again: make calibrate DATA=folder BUSINESS=folder
	@$(FORECAST_BENCH)/calibrate "$(DATA)" "$(BUSINESS)" > $(BUILD)/quantiles.c
	@cmp -s $(BUILD)/quantiles.c core/fcst/quantiles.c && echo "core/fcst/quantiles.c: the same, byte for byte" || \
	  echo "differs: $(BUILD)/quantiles.c"
