#!/bin/bash
# House checks that no compiler makes. Each complaint names its file; a warning (long file, long function) does not fail.
cd "$(dirname "$0")/.." || exit 2
faults=0
complain() {
    echo "house: $*"
    faults=$((faults + 1))
}
mapfile -t files < <({ git ls-files -co --exclude-standard 2>/dev/null || find . -path ./build -prune -o -type f -print; } | sed 's|^\./||')
sources=() headers=()
for f in "${files[@]}"; do
    case $f in
    *.[ch]) [ -e "$f" ] && sources+=("$f") ;;&
    *.h) [ -e "$f" ] && headers+=("$f") ;;&
    *.cpp | *.cc | *.cxx | *.hpp | *.hxx | *.C) complain "$f: a C++ file" ;;
    tests/oracle/*.py) ;; # slow twins that golden values come from; nothing runs them
    *.py) complain "$f: Python ships with nothing here" ;;
    build/* | *.o | *.a | *.so | *.oxt) complain "$f: build output is not committed" ;;
    esac
    case $f in
    .*) ;;
    core/* | idl/* | addin/* | templates/* | tests/*) ;;
    Makefile | README.md | CONTRIBUTING.md | CHANGELOG.md | LICENSE) ;;
    *) complain "$f: stands outside core, idl, addin, templates and tests" ;;
    esac
done

# Paths of the machine that something was written on.
while IFS=: read -r f line _; do
    complain "$f:$line: a path of somebody's machine"
done < <(grep -nIE '(^|[^A-Za-z0-9_./-])/(work|root|home)/[A-Za-z]' "${files[@]}" 2>/dev/null | grep -v '^tests/house.sh:')

# The office's locale must not show: numbers become text, and back, in base/value.c alone (the shell prints for people).
while IFS=: read -r f line _; do
    complain "$f:$line: printf and strtod families live in core/base/value.c and system.c"
done < <(printf '%s\n' "${sources[@]}" | grep '^core/' | grep -vE '^core/(cli/|base/(value|system)\.c)' |
    xargs -r grep -nE '\b(v?(s|f|sn|as|d)?printf|strto(d|f|ld|l|ll|ul|ull)|v?[fs]?scanf|ato[fil]|setlocale)\(' /dev/null)

# The core does not print, exit, or look at a clock or at chance.
while IFS=: read -r f line _; do
    complain "$f:$line: no output, clock, chance or exit in the core"
done < <(printf '%s\n' "${sources[@]}" | grep '^core/' | grep -v '^core/cli/' |
    xargs -r grep -nE '\b(puts|fputs|fopen|exit|time|clock|clock_gettime|gettimeofday|s?rand|random|getenv)\(' /dev/null)

# What ships links nothing under the GPL.
while IFS=: read -r f line _; do
    complain "$f:$line: links a library under the GPL"
done < <(grep -nE -e '-l(gsl|gslcblas|readline|fftw3|R|gmp_gpl)\b' Makefile addin/*/*.mk templates/*.mk 2>/dev/null)

for f in "${files[@]}"; do
    case $f in *.c | *.h | *.sh | *.mk | *.json | Makefile | *.md) ;; *) continue ;; esac
    [ -e "$f" ] || continue
    [ -z "$(tail -c 1 "$f")" ] || complain "$f: no newline at the end"
    grep -qI $'\r' "$f" && complain "$f: carriage returns"
    case $f in *.json | *.md) continue ;; esac
    n=$(wc -l <"$f")
    [ "$n" -le 400 ] || echo "house: warning: $f has $n lines, about 400 is the most"
done
for f in "${sources[@]}"; do
    grep -nE '[[:space:]]+$' "$f" /dev/null | sed 's/^\([^:]*:[0-9]*\):.*/house: warning: \1: blanks at the end of the line/'
    awk -v f="$f" '/^[A-Za-z].*[^;]$/ { name = $0 } /^\{/ { start = NR }
        /^\}/ { if (start && NR - start > 61) print "house: warning: " f ":" start ": a function of " NR - start - 1 " lines"; start = 0 }' "$f"
done

# A family lives in the folder of its id: a file that defines doors is door.c or is named after one of them, and
# sx_<family>_... names nothing but doors.
while read -r family id; do
    complain "core/$family: no door sx_${family}_$id, which idl/$family/$id.json names"
done < <(for f in idl/*/*.json; do basename "$(dirname "$f")"; basename "$f" .json; done | paste -d' ' - - | while read -r family id; do
    grep -qE "^sx_status sx_${family}_$id\(" core/"$family"/*.c 2>/dev/null || echo "$family" "$id"
done)
while IFS=: read -r f _ definition; do
    [[ $definition =~ sx_([a-z]+)_([a-z_0-9]+) ]] || continue
    family=${BASH_REMATCH[1]} id=${BASH_REMATCH[2]}
    [ -d "idl/$family" ] || continue
    if [ ! -e "idl/$family/$id.json" ]; then
        complain "$f: sx_${family}_$id is no door: another name"
    elif [ "$(dirname "$f")" != "core/$family" ]; then
        complain "$f: the door sx_${family}_$id stands outside core/$family"
    elif [ "$(basename "$f")" != door.c ] && [ ! -e "idl/$family/$(basename "$f" .c).json" ]; then
        complain "$f: holds the door sx_${family}_$id: door.c, or named after a function"
    fi
done < <(printf '%s\n' "${sources[@]}" | grep '^core/' | xargs -r grep -nE '^[a-z].*\bsx_[a-z]+_[a-z_0-9]+\(' /dev/null)

# What a function is, in the other languages: the wizard shows English where a line is missing.
for f in idl/functions.de idl/functions.fr; do
    diff <(grep -v '^#' "$f" | sed 's/ = .*//' | sort) <(sed -n 's/^ *{* *"id":.*"name": "\([A-Z]*\.[A-Z0-9]*\)".*/\1/p' idl/*/*.json | sort) |
        sed -n "s|^< \(.*\)|house: warning: $f: \1 is no function|p; s|^> \(.*\)|house: warning: $f: \1 is missing|p"
done

# Definitions, arguments, choices and columns: the generator wrote down what is missing, belongs to no entry or is long.
[ ! -e "${BUILD:-build}/gen/texts.txt" ] || awk '{ n++ } n <= 20 { print "house: warning: idl: " substr($0, 1, 150) }
    END { if (n > 20) print "house: warning: idl: and " n - 20 " more: build/gen/texts.txt" }' "${BUILD:-build}/gen/texts.txt"

# The core's reasons in the other languages: English stands for what is missing; what the core never says is a mistake.
said() {
    cat core/*/*.c idl/*/*.json | tr '\n' ' ' | sed 's/"  *"//g' | grep -oFf <(keys "$1" | sed 's/.*/"&"/') | sed 's/^"//; s/"$//' | sort -u
}
keys() { grep -v '^# ' "$1" | sed 's/ | .*//; s/"/\\"/g' | grep -vFx -e '; did you mean %s?' -e ', %s to %s' | sort -u; }
for f in idl/reasons.de idl/reasons.fr; do
    while IFS= read -r english; do
        complain "$f: the core never says: $english"
    done < <(comm -23 <(keys "$f") <(said "$f"))
done
diff <(keys idl/reasons.de) <(keys idl/reasons.fr) |
    sed -n 's/^[<>] /house: warning: idl\/reasons: in one language alone: /p'

# A header compiles alone.
for f in "${headers[@]}"; do
    case $f in core/*) ;; *) continue ;; esac
    echo "#include \"${f#core/}\"" | gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -Icore "-I${BUILD:-build}/gen" -x c -fsyntax-only - ||
        complain "$f: does not compile alone"
done

# A version with its tag is released: what comes after it is the next one.
version=$(sed -n 's/^VERSION = //p' Makefile)
if released=$(git rev-parse -q --verify "v$version^{commit}" 2>/dev/null) && [ "$released" != "$(git rev-parse HEAD)" ]; then
    complain "Makefile: version $version is released: raise VERSION"
fi

git diff --check HEAD 2>/dev/null | grep -q . && complain "git diff --check finds blanks or conflict marks"
[ "$faults" = 0 ] && echo "house: ${#files[@]} files, no complaint"
[ "$faults" = 0 ]
