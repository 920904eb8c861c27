#!/bin/sh
# templates/pictures.sh FOLDER FILE.pdf...: pictures of the pages that people read, FOLDER/<workbook>-<sheet>[-2].png, a
# page by the sheet's name in its footer. The footer itself is cut off: it says when it was printed.
set -eu
to=$1
shift
for pdf; do
    book=$(basename "$pdf" .pdf)
    rm -f "$to/$book"-*.png
    pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
    page=0
    while [ $page -lt "$pages" ]; do
        page=$((page + 1))
        name=$(pdftotext -layout -f $page -l $page "$pdf" - |
            sed -n 's/^ *Printed .* · Sextant .* · \(Start\|Review\|Decisions\|ROI\|Maturity\|Align\|Experiments\|Forecast\|Programmes\)  *Page .*/\1/p' | tail -n 1)
        [ -n "$name" ] || continue
        case $book-$name in # the same in all books: once
        weekly*-Start | weekly*-Decisions | quarterly*-Experiments | *-Review | *-ROI | *-Maturity | *-Align | *-Forecast | *-Programmes) ;;
        *) continue ;;
        esac
        file=$to/$book-$(echo "$name" | tr '[:upper:]' '[:lower:]')
        case $name in # of the others the first page says what they are
        Review) [ ! -e "$file.png" ] || file=$file-2 ;;
        esac
        [ ! -e "$file.png" ] || continue
        high=$(pdfinfo -f $page -l $page "$pdf" | sed -n 's/^Page.* size: *[0-9.]* x \([0-9]*\).*/\1/p')
        wide=$(pdfinfo -f $page -l $page "$pdf" | sed -n 's/^Page.* size: *\([0-9]*\).*/\1/p')
        pdftoppm -r 80 -png -singlefile -f $page -l $page -x 0 -y 0 -W $((wide * 80 / 72)) -H $(((high - 50) * 80 / 72)) "$pdf" "$file"
    done
done
