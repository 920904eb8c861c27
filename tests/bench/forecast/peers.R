# Forecasts of R's forecast package: Rscript peers.R TRAIN.csv SEASON HORIZON METHOD SAMPLE OUT.csv
# METHOD: ets, auto.arima or thetaf. SAMPLE: at most so many series, evenly through the file. Above 24 periods these
# methods have no season of their own and run without one. Prints the processor time
# a series in milliseconds.
suppressMessages(library(forecast))
a <- commandArgs(TRUE)
season <- as.integer(a[2]); horizon <- as.integer(a[3]); method <- a[4]; sample <- as.integer(a[5])
lines <- readLines(a[1])
count <- min(sample, length(lines))
lines <- lines[floor((seq_len(count) - 1) * length(lines) / count) + 1]
out <- file(a[6], "w")
spent <- 0; count <- 0
for (line in lines) {
  cells <- gsub('"', "", strsplit(line, ",")[[1]])
  x <- suppressWarnings(as.numeric(cells[-1])); x <- x[!is.na(x)]
  if (length(x) < 3) next
  y <- ts(x, frequency = if (season > 24) 1 else season)
  start <- sum(proc.time()[1:2])
  f <- tryCatch(suppressWarnings(switch(method,
         ets = forecast(ets(y), h = horizon, level = c(80, 95)),
         auto.arima = forecast(auto.arima(y), h = horizon, level = c(80, 95)),
         thetaf = thetaf(y, h = horizon, level = c(80, 95)))), error = function(e) NULL)
  spent <- spent + sum(proc.time()[1:2]) - start; count <- count + 1
  if (is.null(f)) next
  for (h in seq_len(horizon))
    writeLines(paste(c(cells[1], h, format(c(f$mean[h], f$lower[h, 1], f$upper[h, 1], f$lower[h, 2], f$upper[h, 2]),
                                           digits = 10, scientific = FALSE, trim = TRUE)), collapse = ","), out)
}
close(out)
cat(round(1000 * spent / count, 3), "\n")
