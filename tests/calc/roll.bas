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
    Has("what is to be done", said, Choose_("Fill the new line of Weekly figures (Data, A475)", "neue Zeile von Weekly figures ausfüllen (Data, A475)", "nouvelle ligne de Weekly figures (Data, A475)"))
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

Sub Roll_others()
    Dim doc, said
    doc = Review_document("monthly", 1)
    said = Dispatch(doc, "sextant:roll", "")
    Same("a month on", Named_cell(doc, "review_month").Value, CDbl(DateValue("2026-01-01")))
    Same("its report's date", Named_cell(doc, "report_at").String, "2026-01-29")
    doc.close(True)
    doc = Review_document("quarterly", 1)
    said = Dispatch(doc, "sextant:roll", "")
    Same("a quarter on", Named_cell(doc, "quarter").String, "2026-01-01")
    Same("next quarter's budget is asked anew", Named_cell(doc, "budget_wanted").Type, 0)
    doc.close(True)
    doc = Review_document("yearly", 1)
    said = Dispatch(doc, "sextant:roll", "")
    Same("a year on", Named_cell(doc, "year_start").Value, CDbl(DateValue("2026-01-01")))
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
    For r = 52 To 103
        s.getCellRangeByName("A" & r).Value = s.getCellRangeByName("A51").Value + 7 * (r - 51)
        s.getCellRangeByName("B" & r & ":J" & r).setDataArray(s.getCellRangeByName("B51:J51").getDataArray())
    Next
    doc.calculateAll()
    Has("a table without a free line", Dispatch(doc, "sextant:roll", ""), Choose_("has no free line", "hat keine freie Zeile", "n'a plus de ligne libre"))
    Same("and nothing is changed either", Named_cell(doc, "first_week").String, "2025-12-29")
    doc.close(True)
End Sub
