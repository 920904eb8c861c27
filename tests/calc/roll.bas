' Roll Forward: what it says, what it writes, what it refuses.
Function Named_cell(doc, name)
    Named_cell = doc.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
End Function

Sub Roll_weekly()
    Dim doc, s, said, company, i
    doc = Review_document("weekly", 1)
    s = doc.Sheets.getByName("Data")
    company = Shown(doc.Sheets.getByName("Company"))
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:roll", "roll=0")
    Has("from which period to which", said, Choose_("moves from 2025-12-29 to 2026-01-05", "geht von 2025-12-29 auf 2026-01-05", "passe de 2025-12-29 à 2026-01-05"))
    Has("what leaves, with its figure", said, Choose_("Cash in the bank: 512,480.35 (Inputs, B7)", "Cash in the bank: 512.480,35 (Inputs, B7)", "Cash in the bank : 512"))
    Has("what stays", said, "Company | Company, A3:S224 | " & Choose_("stays as it is", "bleibt", "reste tel quel"))
    Has("what is to be done", said, Choose_("Fill the new line of Weekly figures (Data, A475:F475)", "neue Zeile von Weekly figures ausfüllen (Data, A475:F475)", "nouvelle ligne de Weekly figures (Data, A475:F475)"))
    Same("looking writes nothing", Named_cell(doc, "first_week").String & doc.UndoManager.isUndoPossible(), "2025-12-29False")
    said = Dispatch(doc, "sextant:roll", "")
    Has("where it stands now", said, Choose_("now stands at 2026-01-05", "steht jetzt auf 2026-01-05", "maintenant à 2026-01-05"))
    Same("the Monday", Named_cell(doc, "first_week").String, "2026-01-05")
    Same("the report's date", Named_cell(doc, "now").String, "2026-01-05")
    Same("the cash is asked anew", Named_cell(doc, "opening").Type & doc.Sheets.getByName("Inputs").getCellRangeByName("F7").Type, "00")
    Same("the floor stays", Named_cell(doc, "floor").Value, 300000)
    Same("the next line of payments", s.getCellRangeByName("A52").String & s.getCellRangeByName("B52").Type, "2026-03-300")
    Same("of invoices", s.getCellRangeByName("A126").String, "2026-03-30")
    Same("of past weeks", s.getCellRangeByName("A191").String, "2025-12-29")
    Same("and of figures", s.getCellRangeByName("A475").String, "2025-12-29")
    Same("the Company sheet as it was", Shown(doc.Sheets.getByName("Company")) = company, True)
    Same("one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    said = Dispatch(doc, "sextant:roll", "")
    Has("not again before it is filled", said, Choose_("The period of 2026-01-05 is not finished", "Die Periode 2026-01-05 ist nicht fertig", "La période 2026-01-05 n'est pas terminée"))
    Same("which changes nothing", Named_cell(doc, "first_week").String, "2026-01-05")
    Roll_filled(doc, s)
    doc.close(True)
End Sub

' The week is filled as the workbooks' own test fills it, and is then right.
Sub Roll_filled(doc, s)
    s.getCellRangeByName("B52:J52").setDataArray(Array(Array(2500, 0, 20000, 0, 0, 9000, 30000, 9000, 48000)))
    s.getCellRangeByName("B126").Value = 125000
    s.getCellRangeByName("B191:F191").setDataArray(Array(Array(120000, 120000, 255500, 255500, 0)))
    s.getCellRangeByName("B475:F475").setDataArray(Array(Array(32000, 90, 33, 15, 9)))
    Named_cell(doc, "opening").Value = 388439.35
    doc.Sheets.getByName("Inputs").getCellRangeByName("F7").Value = DateValue("2026-01-05")
    doc.calculateAll()
    Has("filled, all its figures stand", doc.Sheets.getByName("Start").getCellRangeByName("A7").String, "✓")
    Has("and it may be rolled again", Dispatch(doc, "sextant:roll", "roll=0"), "2026-01-12")
End Sub

Sub Roll_undone()
    Dim doc, before
    doc = Review_document("weekly", 1)
    before = Shown(doc.Sheets.getByName("Data")) & Shown(doc.Sheets.getByName("Inputs"))
    doc.UndoManager.clear()
    Dispatch(doc, "sextant:roll", "")
    doc.UndoManager.undo()
    Same("undo brings all back", Shown(doc.Sheets.getByName("Data")) & Shown(doc.Sheets.getByName("Inputs")) = before, True)
    doc.UndoManager.redo()
    Same("redo rolls again", Named_cell(doc, "first_week").String, "2026-01-05")
    Same("and the sheets are protected all the time", doc.Sheets.getByName("Data").isProtected() And doc.Sheets.getByName("Inputs").isProtected(), True)
    doc.close(True)
End Sub

' Every cell of a sheet, as it shows.
Function Shown(s)
    Dim cursor, r, row, all
    cursor = s.createCursor()
    cursor.gotoEndOfUsedArea(False)
    For Each row In s.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow).getDataArray()
        all = all & Join(row, "|") & Chr(10)
    Next
    Shown = all
End Function

' Each of the four, whole: which cells change and no other, which checks then ask for what, no error anywhere, undo and
' redo. The yearly, whose lines go with texts and stand beside each other, in each language.
Sub Roll_all()
    Dim doc
    doc = Rolled("yearly", "roll_channels_reason 5, roll_nextyear_spend 12, roll_open_name_count 6, roll_asks_what_requester 33, " & _
        "year_start 1, year_start.date 1, data_until 1, data_until.date 1, target 1, target.date 1, held_why 1, held_why.date 1, cash_low 1, cash_low.date 1, nrr 1, nrr.date 1, " & _
        "first_word 1, first_word.date 1, first_plan 1, first_plan.date 1, first_base 1, first_base.date 1, purchases_open 1, purchases_open.date 1, " & _
        "roll_months_typed_month_content_revenue 12, roll_forecasts_period_actual 12, roll_budget_typed_period_version 120", _
        "Every month from the first to the last is there, and whole|Every month has its revenue, deals and spend|" & _
        "Every budget line has a month, an amount and a known channel|No review is overdue|Every assumption has an owner and a date")
    Same("the first month of the new year", doc.Sheets.getByName("Data").getCellRangeByName("A31").Value, CDbl(DateValue("2026-01-01")))
    Same("and its last", doc.Sheets.getByName("Data").getCellRangeByName("A42").Value, CDbl(DateValue("2026-12-01")))
    Same("a budget line each month and channel, of two versions one", _
        Row_shown(doc, "Data", "A190:D190") & " to " & Row_shown(doc, "Data", "A249:D249"), CDbl(DateValue("2026-01-01")) & " Search   to " & CDbl(DateValue("2026-12-01")) & " Content  ")
    Roll_year_filled(doc)
    doc.close(True)
    If language_ <> "en" Then Exit Sub
    doc = Rolled("weekly", "first_week 1, first_week.date 1, opening 1, opening.date 1, now 1, now.date 1, roll_plan_week_most 1, " & _
        "roll_invoices_week_due 1, roll_history_week_permanent 1, roll_series_week_opportunities 1", _
        "All amounts ahead are numbers|All past figures are numbers, and no count is negative|Last week's figures are there|No review is overdue")
    doc.close(True)
    doc = Rolled("monthly", "review_month 1, review_month.date 1, all_payments 1, all_payments.date 1, report_at 1, report_at.date 1, " & _
        "roll_plan_month_deal_value 1, roll_togo_channel_what 9, roll_forecasts_period_actual 1, roll_foreseen_month_high 10, " & _
        "roll_budget_typed_period_version 120, roll_signals_week_opportunities 5", _
        "Every month of the last twelve has spend|Every month of the last twelve has decided deals|Every month of the last twelve is booked|" & _
        "Every channel has one budget for each month of the year|Every forecast by channel is whole and stands once|No review is overdue")
    Same("a month on", Named_cell(doc, "review_month").Value, CDbl(DateValue("2026-01-01")))
    Same("its report's date", Named_cell(doc, "report_at").String, "2026-01-29")
    Same("the weeks of the new month", doc.Sheets.getByName("Data").getCellRangeByName("A706").String & " " & doc.Sheets.getByName("Data").getCellRangeByName("A710").String, "2025-12-29 2026-01-26")
    Same("each channel's forecast is asked for", Row_shown(doc, "Data", "A204:E204") & "," & Row_shown(doc, "Data", "A208:E208"), _
        CDbl(DateValue("2026-01-01")) & " Search   ," & CDbl(DateValue("2026-01-01")) & " Content   ")
    doc.close(True)
    doc = Rolled("quarterly", "roll_kept_low_lag 10, roll_kept_date 3, roll_kept_plan_spend 2, roll_move_approvals_approved_date 10, " & _
        "roll_purchases_approved 7, roll_signatures_date_signed 6, quarter 1, quarter.date 1, review_date 1, review_date.date 1, " & _
        "target_next 1, target_next.date 1, cash_low 1, cash_low.date 1, roll_forecasts_period_actual 3, roll_orders_order_accrued 56", _
        "No week of the history is without spend|Every experiment has an end and, past it, a result|No review is overdue")
    Same("a quarter on", Named_cell(doc, "quarter").String, "2026-01-01")
    Same("the drivers are kept beside the next quarter's", Row_shown(doc, "Scenarios", "C53:G53") & "," & Row_shown(doc, "Scenarios", "C55:G55"), _
        Row_shown(doc, "Scenarios", "C30:F30") & " " & doc.Sheets.getByName("Scenarios").getCellRangeByName("I30").Value & "," & _
        Row_shown(doc, "Scenarios", "C32:F32") & " " & doc.Sheets.getByName("Scenarios").getCellRangeByName("I32").Value)
    doc.close(True)
End Sub

' changes: the typed cells that differ afterwards. asks: the checks that fail then, and did not before.
Function Rolled(review, changes, asks)
    Dim doc, before, after, failed, s, n
    doc = Review_document(review, 1)
    before = Typed(doc)
    failed = "|" & Failing(doc, "") & "|"
    doc.UndoManager.clear()
    Dispatch(doc, "sextant:roll", "")
    after = Typed(doc)
    Same(review & ": the cells that change, and no other", Differs(doc, before, after), changes)
    Same(review & ": only what asks for the new period fails, in words", Failing(doc, failed), asks)
    n = 0
    For Each s In doc.Sheets
        n = n + UBound(s.queryFormulaCells(com.sun.star.sheet.FormulaResult.ERROR).RangeAddresses) + 1
    Next
    Same(review & ": no cell is an error", n, 0)
    Has(review & ": the page says not to rely on it", doc.Sheets.getByName("Review").getCellRangeByName("A2").String, "✗ Do not rely on this page")
    Same(review & ": one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same(review & ": undo brings all back", Differs(doc, before, Typed(doc)), "")
    doc.UndoManager.redo()
    Same(review & ": redo rolls again", Differs(doc, after, Typed(doc)), "")
    Rolled = doc
End Function

' The year is filled, up to a twelfth more than the one before: its figures stand again, and it may be rolled again.
Sub Roll_year_filled(doc)
    Dim s, r, c, was
    s = doc.Sheets.getByName("Data")
    For r = 0 To 11
        For c = 1 To 15
            s.getCellByPosition(c, 30 + r).Value = s.getCellByPosition(c, 18 + r).Value * IIf(c = 2 Or c = 3, 1, 1 + ((r * 7) Mod 5) / 48)
        Next
        doc.Sheets.getByName("Forecast").getCellByPosition(2, 29 + r).Value = 120000 + 1000 * r
    Next
    For r = 189 To 248
        s.getCellByPosition(2, r).Value = 12000 + r
    Next
    Named_cell(doc, "target").Value = 3900000
    Named_cell(doc, "cash_low").Value = 280000
    Named_cell(doc, "purchases_open").Value = 0
    Named_cell(doc, "held_why").String = "the cash floor"
    doc.calculateAll()
    Same("the year filled, no check of figures fails", Failing(doc, "|No review is overdue|The definitions are as they were signed|" & _
        "Every assumption has an owner and a date|The plan keeps every limit|"), "")
    Has("and it may be rolled again", Dispatch(doc, "sextant:roll", "roll=0"), "2027-01-01")
End Sub

Function Row_shown(doc, sheet, place)
    Row_shown = Join(doc.Sheets.getByName(sheet).getCellRangeByName(place).getDataArray()(0), " ")
End Function

' What stands in the sheets, formulas as such, but for the exports and what is read of them.
Function Typed(doc)
    Dim all(), i, cursor
    ReDim all(doc.Sheets.Count - 1)
    For i = 0 To doc.Sheets.Count - 1
        all(i) = doc.Sheets(i).getCellRangeByName("A1").getFormulaArray()
        If Left(doc.Sheets(i).Name, 3) <> "Raw" And Left(doc.Sheets(i).Name, 5) <> "Data " Then
            cursor = doc.Sheets(i).createCursor()
            cursor.gotoEndOfUsedArea(False)
            all(i) = doc.Sheets(i).getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow).getFormulaArray()
        End If
    Next
    Typed = all
End Function

' "first_week 1, first_week.date 1, roll_plan_week_most 1": the names of the cells that differ, with how many; a cell of no name by
' its place. "": none.
Function Differs(doc, before, after)
    Dim i, r, c, k, n, names(), counts(), name, said
    ReDim names(400), counts(400)
    n = 0
    For i = 0 To UBound(after)
        For r = 0 To UBound(after(i))
            If Row_of(before(i), r) <> Row_of(after(i), r) Then
                For c = 0 To UBound(after(i)(0))
                    If Cell_of(before(i), r, c) <> Cell_of(after(i), r, c) Then
                        name = Name_of(doc, i, c, r)
                        For k = 0 To n
                            If k = n Then names(n) = name
                            If k = n Then counts(n) = 0
                            If names(k) = name Then Exit For
                        Next
                        counts(k) = counts(k) + 1
                        If k = n Then n = n + 1
                    End If
                Next
            End If
        Next
    Next
    said = ""
    For i = 0 To n - 1
        If i > 0 Then said = said & ", "
        said = said & names(i) & " " & counts(i)
    Next
    Differs = said
End Function

' The smallest of the document's names that holds the cell; of the date beside an input "NAME.date".
Function Name_of(doc, sheet, c, r)
    Dim best, size, name, at, i, one
    best = Cell_name(doc, sheet, c, r)
    size = 1e9
    For Each name In doc.NamedRanges.ElementNames
        one = doc.NamedRanges.getByName(name).getReferredCells()
        If Not IsNull(one) Then
            at = one.RangeAddress
            If at.Sheet = sheet And r >= at.StartRow And r <= at.EndRow Then
                If c >= at.StartColumn And c <= at.EndColumn And (at.EndRow - at.StartRow + 1) * (at.EndColumn - at.StartColumn + 1) < size Then
                    best = name
                    size = (at.EndRow - at.StartRow + 1) * (at.EndColumn - at.StartColumn + 1)
                ElseIf at.StartRow = at.EndRow And at.StartColumn = at.EndColumn And c = at.StartColumn + 4 And size > 1 Then
                    best = name & ".date"
                    size = 1
                End If
            End If
        End If
    Next
    Name_of = best
End Function

Function Row_of(rows, r)
    Row_of = ""
    If r >= 0 And r <= UBound(rows) Then Row_of = Join(rows(r), Chr(9))
End Function

Function Cell_of(rows, r, c)
    Cell_of = ""
    If r <= UBound(rows) Then
        If c <= UBound(rows(r)) Then Cell_of = rows(r)(c)
    End If
End Function

Function Cell_name(doc, sheet, c, r)
    Cell_name = Replace(Split(doc.Sheets(sheet).getCellByPosition(c, r).AbsoluteName, ".")(1), "$", "")
End Function

' The checks that fail and are not in old; each must say in words what to do.
Function Failing(doc, old)
    Dim s, r, name, said
    s = doc.Sheets.getByName("Checks")
    said = ""
    For r = 6 To 90
        name = s.getCellByPosition(0, r).String
        If Left(s.getCellByPosition(1, r).String, 6) = "✗ fail" And InStr(old, "|" & name & "|") = 0 Then
            If said <> "" Then said = said & "|"
            said = said & name
            If Len(s.getCellByPosition(3, r).String) < 10 Then said = said & " (says nothing)"
        End If
    Next
    Failing = said
End Function

' The document says what rolls: names follow their cells, what this version does not know is refused.
Sub Roll_map()
    Dim doc, s, map, own
    doc = Review_document("weekly", 1)
    own = doc.DocumentProperties.UserDefinedProperties
    map = own.getPropertyValue("Sextant roll")
    own.setPropertyValue("Sextant roll", map & "; fly home")
    Has("a statement that nobody knows", Dispatch(doc, "sextant:roll", ""), Choose_("by another version of Sextant", "aus einer anderen Version von Sextant", "d'une autre version de Sextant"))
    own.setPropertyValue("Sextant roll", "2" & Mid(map, 2))
    Has("a map of another kind", Dispatch(doc, "sextant:roll", ""), Choose_("by another version of Sextant", "aus einer anderen Version von Sextant", "d'une autre version de Sextant"))
    own.removeProperty("Sextant roll")
    Has("a review of old, without one", Dispatch(doc, "sextant:roll", ""), Choose_("by another version of Sextant", "aus einer anderen Version von Sextant", "d'une autre version de Sextant"))
    Same("nothing is changed by any of them", Named_cell(doc, "first_week").String, "2025-12-29")
    own.addProperty("Sextant roll", 128, map)
    s = doc.Sheets.getByName("Data")
    s.unprotect("")
    s.Rows.insertByIndex(20, 3)
    s.protect("")
    Dispatch(doc, "sextant:roll", "")
    Same("rows put in above move the table's next line", s.getCellRangeByName("A55").String & s.getCellRangeByName("A52").String, "2026-03-302026-03-09")
    doc.close(True)
End Sub

Sub Roll_copy()
    Dim doc, url, copy, other, how(0) As New com.sun.star.beans.PropertyValue
    doc = Review_document("weekly", 1)
    url = ConvertToURL(Environ("TMPDIR") & "/our week.ods")
    copy = ConvertToURL(Environ("TMPDIR") & "/our week 2025-12-29.ods")
    how(0).Name = "FilterName"
    how(0).Value = "calc8"
    doc.storeAsURL(url, how())
    Dispatch(doc, "sextant:roll", "")
    Same("a copy of the period that ended", FileExists(copy), True)
    how(0).Name = "Hidden"
    how(0).Value = True
    other = StarDesktop.loadComponentFromURL(copy, "_blank", 0, how())
    Same("as it was", Named_cell(other, "first_week").String = "2025-12-29" And Named_cell(other, "opening").Value = 512480.35, True)
    other.close(True)
    Same("the document keeps its own name", doc.URL, url)
    doc.UndoManager.undo()
    Dispatch(doc, "sextant:roll", "copy=0")
    Same("no copy where none is wanted", FileExists(ConvertToURL(Environ("TMPDIR") & "/our week 2025-12-29 2.ods")), False)
    doc.UndoManager.undo()
    Dispatch(doc, "sextant:roll", "")
    Same("a copy that is there is not written over", FileExists(ConvertToURL(Environ("TMPDIR") & "/our week 2025-12-29 2.ods")), True)
    doc.close(True)
    Kill copy
    Kill ConvertToURL(Environ("TMPDIR") & "/our week 2025-12-29 2.ods")
End Sub

Sub Roll_refused()
    Dim doc, said, s, r
    doc = Blank_document()
    Has("a document that is no review", Dispatch(doc, "sextant:roll", ""), Choose_("no review workbook", "keine Berichtsmappe", "pas un classeur de bilan"))
    doc.close(True)
    doc = Review_document("weekly", 0)
    Has("a blank review has no period", Dispatch(doc, "sextant:roll", ""), "Inputs, B6")
    doc.close(True)
    doc = Review_document("weekly", 1)
    s = doc.Sheets.getByName("Data")
    s.getCellRangeByName("B45").String = "soon"
    doc.calculateAll()
    said = Dispatch(doc, "sextant:roll", "")
    Has("a period that is not finished", said, Choose_("is not finished", "ist nicht fertig", "n'est pas terminée"))
    Same("and nothing is changed", Named_cell(doc, "first_week").String, "2025-12-29")
    s.getCellRangeByName("B45").Value = 2500
    For r = 191 To 242
        s.getCellRangeByName("A" & r).Value = s.getCellRangeByName("A183").Value - 7 * (r - 190)
        s.getCellRangeByName("B" & r & ":F" & r).setDataArray(s.getCellRangeByName("B190:F190").getDataArray())
    Next
    doc.calculateAll()
    Has("a table without a free line", Dispatch(doc, "sextant:roll", ""), Choose_("has no free line", "hat keine freie Zeile", "n'a plus de ligne libre"))
    Same("and nothing is changed either", Named_cell(doc, "first_week").String, "2025-12-29")
    doc.close(True)
End Sub
