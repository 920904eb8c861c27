# The core's mathematical functions, the same bits on every machine. The system's exp, log, pow, sin, cos, hypot, lgamma and
# erfc choose their way by processor and by release; these are newlib's, compiled from Debian's newlib-source as build/
# unpacks it, and become part of libsextant.a under their usual names, hidden. Nothing that ships links -lm, so a
# function that is not here does not link: add newlib's file for it below. Included by the Makefile.
NEWLIB = $(wildcard /usr/src/newlib/newlib-*.tar.*)
MATHS = exp exp_data log log_data pow pow_log_data math_err s_expm1 s_log1p s_erf er_lgamma e_log10 e_hypot \
  s_sin s_cos k_sin k_cos e_rem_pio2 k_rem_pio2 s_frexp s_scalbn s_copysign s_fpclassify
MATHS_OBJ = $(MATHS:%=$(BUILD)/maths/%.o) $(BUILD)/core/maths/maths.o
# Optimised as the rest, but for the sanitizers, which these sources were not written for. No contraction and no fused
# or rounding instruction in place of the portable lines, whatever the processor has.
MATHS_FLAGS = -std=c11 -D_GNU_SOURCE -w -ffp-contract=off -fno-fast-math $(MATHS_CALLED) -fPIC -fvisibility=hidden -D__OBSOLETE_MATH=0 \
  -DWANT_ERRNO=0 -DHAVE_FAST_FMA=0 -DHAVE_FAST_ROUND=0 -I$(BUILD)/maths/libm/common -I$(BUILD)/maths/libc/include \
  $(filter-out -fsanitize% -fno-sanitize%,$(CFLAGS))
# No compiler works these out itself, or puts another in their place (clang: pow(2, x) is exp2(x)): it would round
# otherwise than the library. What is exact in any case (sqrt, floor, fabs) it may.
MATHS_CALLED = $(addprefix -fno-builtin-,exp expm1 log log1p log10 pow sin cos hypot erf erfc lgamma fmax fmin fma)

$(BUILD)/maths/stamp: $(NEWLIB)
	@[ -e "$<" ] || { echo "newlib-source is missing: make setup" >&2; exit 1; }
	@mkdir -p $(@D)
	@tar -xf $< -C $(@D) --strip-components=2 --wildcards '*/newlib/libm/common' '*/newlib/libm/math' '*/newlib/libc/include'
	@touch $@
$(MATHS:%=$(BUILD)/maths/%.o): $(BUILD)/maths/%.o: $(BUILD)/maths/stamp core/maths/maths.mk
	@$(CC) $(MATHS_FLAGS) -c $(firstword $(wildcard $(BUILD)/maths/libm/common/$*.c) $(BUILD)/maths/libm/math/$*.c) -o $@
$(BUILD)/core/maths/maths.o: ALL_CFLAGS += -fvisibility=hidden -fno-math-errno -fno-builtin-floor -fno-builtin-ceil \
  -fno-builtin-round -fno-builtin-nearbyint -fno-builtin-sqrt
