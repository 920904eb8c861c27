' Bring in Data, with files written here: on new sheets and into the Raw sheets of the workbooks.
Function File_of(name, lines)
    Dim f
    f = FreeFile
    Open Environ("TMPDIR") & "/" & name For Output As #f
    Print #f, Join(lines, Chr(10))
    Close #f
    File_of = ConvertToURL(Environ("TMPDIR") & "/" & name)
End Function

Sub Bring_new_sheet()
    Dim doc, s, url, said
    doc = Blank_document()
    url = File_of("spend a.csv", Array("Tag;Kampagne;Kosten;Klicks", "03/04/2025;Marke;1.234,50;310", "04/04/2025;=1+1;987,00;295", "Gesamt;;2.221,50;605"))
    said = Dispatch(doc, "sextant:import-file", "file=" & url)
    Has("a question, and nothing is written", said, Choose_("03/04/2025 may be 3 April or March 4", "03/04/2025 kann der 3. April oder der 4. März sein", "03/04/2025 peut être le 3 avril ou le 4 mars"))
    Has("what each answer does", said, Choose_("day first: 2 rows of spend read, 2025-04-03", "Tag zuerst: 2 Zeilen spend gelesen, 2025-04-03 bis 2025-04-04; Dezimalkomma; Tag vor Monat.", "jour d'abord: 2 lignes de spend lues, 2025-04-03 au"))
    Same("until it is answered", doc.Sheets.Count, 1)
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "set:date_order=dmy" & Chr(10) & "put=0")
    Has("what was understood", said, Choose_("2 lines read. Marketing spend; sum: 2,221.50", "2 Zeilen gelesen. Marketingausgaben; Summe: 2.221,50", "2 lignes lues. Dépenses marketing ; somme : 2"))
    Has("what was left out", said, Choose_("Left out: 1 totals", "Weggelassen: 1 Summen", "Écartés : 1 totaux"))
    Same("still nothing is written", doc.Sheets.Count, 1)
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "set:date_order=dmy" & Chr(10) & "sheet=Spend")
    s = doc.Sheets.getByName("Spend")
    Same("its headings", s.getCellRangeByName("A1").String & s.getCellRangeByName("E1").String, "datecost")
    Same("a date", s.getCellRangeByName("A2").Value, DateValue("2025-04-03"))
    Same("which shows as one", InStr(s.getCellRangeByName("A2").String, "45750"), 0)
    Same("a figure", s.getCellRangeByName("E2").Value, 1234.5)
    Same("a text that looks like a formula stays a text", s.getCellRangeByName("C3").Type & s.getCellRangeByName("C3").String, "2=1+1")
    Same("no row for the total", s.getCellRangeByName("E4").Type, 0)
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes it away", doc.Sheets.Count, 1)
    doc.UndoManager.redo()
    Same("redo brings it again", doc.Sheets.getByName("Spend").getCellRangeByName("E3").Value, 987)
    Has("a name that is taken", Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "set:date_order=dmy" & Chr(10) & "sheet=Spend"), Choose_("A sheet called Spend", "Ein Blatt namens Spend", "Une feuille nommée Spend"))
    Has("no such file", Dispatch(doc, "sextant:import-file", "file=file:///nowhere/x.csv"), Choose_("x.csv cannot be opened", "x.csv lässt sich nicht öffnen", "x.csv ne peut pas"))
    Has("no table at all", Dispatch(doc, "sextant:import-file", "file=" & File_of("p.pdf", Array("%PDF-1.4", "x"))), "p.pdf")
    Has("a column that is not there", Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "set:column:cost=Nowhere"), "Nowhere")
    url = File_of("odd.csv", Array("Alpha,Name,Beta", "2025-04-13,Tea,1.50", "2025-04-14,Kettles,2.50"))
    Has("columns of no known name", Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=spend"), Choose_("This cannot be read as: Marketing spend", "Das lässt sich nicht lesen als: Marketing", "Lecture impossible comme : Dépenses"))
    Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=spend" & Chr(10) & "set:column:date=Alpha" & Chr(10) & "set:column:cost=Beta" & Chr(10) & "set:column:campaign=Name" & Chr(10) & "sheet=Odd")
    Same("put right by hand", doc.Sheets.getByName("Odd").getCellRangeByName("E3").Value, 2.5)
    doc.protect("")
    Has("a protected structure", Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=spend" & Chr(10) & "set:column:date=Alpha" & Chr(10) & "set:column:cost=Beta"), Choose_("structure", "Struktur", "structure"))
    doc.unprotect("")
    doc.close(True)
End Sub

Sub Bring_spreadsheet()
    Dim doc, other, url, said, how(0) As New com.sun.star.beans.PropertyValue, filter, kind
    other = Blank_document()
    other.Sheets(0).getCellRangeByName("A1:C3").setDataArray(Array(Array("Date", "Description", "Amount"), Array("", "Rent", -1200), Array("", "Sales", 3400.5)))
    other.Sheets(0).getCellRangeByName("A2").Formula = "2025-04-13"
    other.Sheets(0).getCellRangeByName("A3").Formula = "2025-04-14"
    For Each kind In Array("xlsx", "ods")
        filter = "calc8"
        If kind = "xlsx" Then filter = "Calc MS Excel 2007 XML"
        how(0).Name = "FilterName"
        how(0).Value = filter
        url = "file://" & Environ("TMPDIR") & "/bank." & kind
        other.storeToURL(url, how())
        doc = Blank_document()
        said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=bank" & Chr(10) & "sheet=Bank")
        Same("from " & kind, doc.Sheets.getByName("Bank").getCellRangeByName("C3").Value, 3400.5)
        Same("with its dates", doc.Sheets.getByName("Bank").getCellRangeByName("A2").Value, DateValue("2025-04-13"))
        doc.close(True)
    Next
    other.close(True)
End Sub

Sub Bring_raw_sheet()
    Dim doc, s, url, said, first, i
    doc = Review_document("weekly", 0)
    s = doc.Sheets.getByName("Raw invoices")
    For i = 0 To 60
        If InStr(s.getCellByPosition(0, i).String, "Paste the export here") > 0 Then first = i + 1
    Next
    url = File_of("open.csv", Array("Invoice,Customer,Issued,Due,Amount,Currency", "R1,Acme,2025-12-01,2026-01-05,1000.00,EUR", "R2,,2025-12-03,2026-01-12,250.50,EUR"))
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-file", "file=" & url)
    Has("read as open invoices, into the sheet that takes them", said, "Raw invoices")
    Same("the headings", s.getCellByPosition(0, first).String, "Invoice")
    Same("texts, as they came", s.getCellByPosition(4, first + 1).Type & s.getCellByPosition(4, first + 1).String, "21000.00")
    Same("the cells stay open", s.getCellByPosition(4, first + 1).CellProtection.IsLocked, False)
    Same("and of their style", s.getCellByPosition(4, first + 1).CellStyle, s.getCellByPosition(4, first + 9).CellStyle)
    Same("the sheet stays protected", s.isProtected(), True)
    Has("the workbook reads them", s.getCellByPosition(0, 3).String, "✓ read")
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes them away", s.getCellByPosition(0, first).String, "")
    doc.UndoManager.redo()
    Same("redo brings them again", s.getCellByPosition(0, first + 2).String, "R2")
    url = File_of("more.csv", Array("Invoice,Customer,Issued,Due,Amount,Currency", "R3,Carl,2025-12-05,2026-01-19,99.00,EUR"))
    said = Dispatch(doc, "sextant:import-file", "file=" & url)
    Has("below what stands there", said, Choose_("3 lines read", "3 Zeilen gelesen", "3 lignes lues"))
    Same("its own headings with it", s.getCellByPosition(0, first + 3).String, "Invoice")
    Same("and its line", s.getCellByPosition(0, first + 4).String, "R3")
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "mode=replace")
    Same("in place of it", s.getCellByPosition(0, first + 1).String, "R3")
    Same("nothing of the old is left", s.getCellByPosition(0, first + 2).String, "")
    doc.UndoManager.undo()
    Same("undo brings the old back", s.getCellByPosition(0, first + 4).String & s.getCellByPosition(0, first + 1).String, "R3R1")
    url = File_of("due.csv", Array("No,Who,From,Payable,Money", "R4,Carl,03/04/2025,04/05/2025,99.00"))
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=receivables" & Chr(10) & "target=Raw invoices" & Chr(10) & "mode=replace" & Chr(10) & "set:column:invoice=No" & Chr(10) & "set:column:customer=Who" & Chr(10) & "set:column:issued=From" & Chr(10) & "set:column:due=Payable" & Chr(10) & "set:column:amount=Money" & Chr(10) & "set:date_order=dmy")
    Has("columns and answers go into the sheet's own cells", s.getCellByPosition(0, 3).String, "✓ read")
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "kind=receivables" & Chr(10) & "target=Raw invoices" & Chr(10) & "mode=replace")
    Has("so that the next file asks nothing", said, Choose_("1 lines read", "1 Zeilen gelesen", "1 lignes lues"))
    doc.close(True)
End Sub

Function Many_lines(n)
    Dim f, i
    f = FreeFile
    Open Environ("TMPDIR") & "/many.csv" For Output As #f
    Print #f, "Invoice,Customer,Issued,Due,Amount,Currency"
    For i = 1 To n
        Print #f, "R" & i & ",Acme,2025-12-01,2026-01-05,1000.00,EUR"
    Next
    Close #f
    Many_lines = ConvertToURL(Environ("TMPDIR") & "/many.csv")
End Function

' More lines than one slice: put in whole, or stopped between two slices and not at all.
Sub Bring_many()
    Dim doc, s, said, i, url
    url = Many_lines(9000)
    doc = Review_document("weekly", 0)
    s = doc.Sheets.getByName("Raw invoices")
    i = First_line(s)
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "stop=2")
    Has("stopped between two slices", said, Choose_("nothing was changed: it was stopped", "nichts wurde geändert: es wurde angehalten", "rien n'a été modifié : arrêt demandé"))
    Same("nothing stands there", s.getCellByPosition(0, i).String & s.getCellByPosition(0, i + 5000).String, "")
    Same("no step of undo", doc.UndoManager.isUndoPossible(), False)
    Same("the sheet is protected, and computes", s.isProtected() And doc.isAutomaticCalculationEnabled(), True)
    said = Dispatch(doc, "sextant:import-file", "file=" & url)
    Same("each slice in its place", s.getCellByPosition(0, i).String & s.getCellByPosition(0, i + 4000).String & s.getCellByPosition(0, i + 9000).String, "InvoiceR4000R9000")
    Has("and computed", s.getCellByPosition(0, 3).String, "✓ read")
    Same("one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes all away", s.getCellByPosition(0, i).String & s.getCellByPosition(0, i + 9000).String, "")
    doc.UndoManager.redo()
    Same("redo brings all again", s.getCellByPosition(0, i + 9000).String, "R9000")
    doc.close(True)
End Sub
