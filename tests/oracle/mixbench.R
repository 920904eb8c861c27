# Rscript mixbench.R MODEL FOLDER SETS: samples the model on each set of the folder; see mixbench.py.
suppressMessages(library(rstan))
args <- commandArgs(trailingOnly = TRUE)
model <- if (dir.exists("/usr/include/boost")) # Debian keeps its headers there
    stan_model(args[1], boost_lib = "/usr/include") else stan_model(args[1])
for (i in seq_len(as.integer(args[3])) - 1) {
    data <- read_rdump(file.path(args[2], paste0("set", i, ".R")))
    started <- proc.time()[["elapsed"]]
    fit <- suppressWarnings(sampling(model, data, chains = 2, iter = 800, warmup = 400, seed = 1, refresh = 0))
    took <- proc.time()[["elapsed"]] - started
    draws <- extract(fit, c("contribution", "marginal"))
    of <- function(m) cbind(apply(m, 2, mean), t(apply(m, 2, quantile, c(0.1, 0.9))))
    rows <- cbind(of(draws$contribution), of(draws$marginal))
    write.table(rbind(rows, c(took, rep(0, 5))), file.path(args[2], paste0("out", i)), row.names = FALSE,
                col.names = FALSE)
}
