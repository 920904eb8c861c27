// A national media mix model after Meridian's documented defaults: return on spend lognormal(.2, .9), carry-over uniform,
// half in mean spends normal(.8, .8) above 0, slope 1, independent noise, one intercept. See mixbench.py.
data {
  int<lower=1> T;
  int<lower=1> K;
  int<lower=1> P;
  vector[T] y;
  matrix[T, K] x;
  matrix[T, P] base;
  vector[K] spend;
  vector[K] today;
}
parameters {
  real level;
  vector[P] part;
  vector<lower=0>[K] back;
  vector<lower=0, upper=1>[K] rate;
  vector<lower=0.02>[K] half;
  real<lower=0> deviation;
}
transformed parameters {
  vector[K] contribution = back .* spend;
  vector[K] scale;
  vector[T] mean_y = level + base * part;
  for (k in 1:K) {
    vector[T] h;
    real state = mean(x[1:8, k]);
    for (t in 1:T) {
      state = rate[k] * state + (1 - rate[k]) * x[t, k];
      h[t] = state / (state + half[k]);
    }
    scale[k] = contribution[k] / mean(h);
    mean_y += scale[k] * h;
  }
}
model {
  level ~ normal(1, 5);
  part ~ normal(0, 1);
  back ~ lognormal(0.2, 0.9);
  half ~ normal(0.8, 0.8);
  deviation ~ normal(0, 0.3);
  y ~ normal(mean_y, deviation);
}
generated quantities {
  vector[K] marginal;
  for (k in 1:K)
    marginal[k] = scale[k] * half[k] / square(half[k] + today[k]);
}
