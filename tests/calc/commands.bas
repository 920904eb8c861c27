' The menu's commands through their URLs, as a script or a key reaches them, on documents made here. REPORT: a line for each
' thing, "ok" or "FAIL: what was seen", a tab, what it is. LANGUAGE: en, de or fr, the office's words.
Dim report, language_

Sub Main(language As String, report_path As String)
    language_ = language
    report = FreeFile
    Open report_path For Output As #report
    Explain_cells()
    Explain_tables()
    Explain_does()
    Explain_elsewhere()
    Print #report, "done"
    Close #report
    StarDesktop.terminate()
End Sub

Sub Explain_cells()
    Dim doc, s, said
    doc = Blank_document()
    s = doc.Sheets(0)
    s.getCellByPosition(0, 0).Value = 50000
    s.getCellByPosition(0, 1).Value = 125
    s.getCellByPosition(0, 2).String = "Cost of a customer"
    s.getCellByPosition(1, 2).Formula = "=SEXTANT.KPI.CAC(A1;A2)"
    s.getCellByPosition(1, 3).Formula = "=SEXTANT.KPI.CAC(A1;H1)"
    s.getCellByPosition(1, 4).Formula = "=SEXTANT.KPI.CAC(A1)"
    s.getCellByPosition(1, 5).Formula = "=SEXTANT.KPI.CAC(A1;A2)/SEXTANT.KPI.CAC(A1*2;A2+1)-1"
    s.getCellByPosition(1, 6).Formula = "=SEXTANT.KPI.CAC(A1;B4)"
    s.getCellByPosition(1, 7).Formula = "=SEXTANT.KPI.CAC(A1;A2;A1)"
    s.getCellByPosition(1, 8).Formula = "=SEXTANT.KPI.CAC(-A1;A2)"
    s.getCellByPosition(1, 9).Formula = "=SUM(A1:A2)"
    s.getCellByPosition(1, 10).Formula = "=SLOPE(A1:A2;A1:A2)"
    s.getCellByPosition(1, 11).Formula = "=SEXTANT.KPI.NEWER(A1)"
    said = Explain(doc, "B3", "")
    Has("the heading has the label", said, "B3: Cost of a customer")
    Has("what it shows", said, Choose_("B3 shows 400.", "B3 zeigt 400.", "B3 affiche 400."))
    Has("what it is", said, "KPI.CAC")
    Has("the formula by its display name", said, ": =KPI.CAC(A1;A2)")
    Has("an argument with its place", said, "spend | 50000 ")
    said = Explain(doc, "B4", "")
    Has("the error as the cell shows it", said, doc.Sheets(0).getCellRangeByName("B4").String)
    Has("a blank that was taken as 0", said, Choose_("customers is blank (H1) and was taken as 0", "customers ist leer (H1) und wurde als 0 genommen", "customers est vide (H1) et compté comme 0"))
    said = Explain(doc, "B5", "")
    Has("a missing argument", said, Choose_("the argument customers is missing", "das Argument customers fehlt", "l'argument customers manque"))
    Has("Err:504 as the cell shows it", said, doc.Sheets(0).getCellRangeByName("B5").String)
    said = Explain(doc, "B6", "part=2")
    Has("two functions of ours", said, Choose_("uses 2 functions", "verwendet 2 Funktionen", "utilise 2 fonctions"))
    Has("the second one's argument is calculated", said, "customers | 126 ")
    Has("and where it comes from", said, "| A2+1 |")
    said = Explain(doc, "B7", "")
    Has("an error passed on", said, Choose_("the error comes from B4", "der Fehler kommt aus B4", "l'erreur vient de B4"))
    said = Explain(doc, "B8", "")
    Has("too many arguments", said, Choose_("it takes 2 arguments", "es nimmt 2 Argumente", "elle prend 2 arguments"))
    said = Explain(doc, "B9", "")
    Has("a rule that is broken", said, "spend")
    said = Explain(doc, "B10", "")
    Has("a cell without a function of ours", said, Choose_("B10 uses no function of Sextant.", "B10 verwendet keine Funktion von Sextant.", "B10 n'utilise aucune fonction de Sextant."))
    said = Explain(doc, "B11", "")
    Has("the nearest function", said, "KPI.TREND")
    said = Explain(doc, "A1", "")
    Has("a typed value and the formulas that use it", said, Choose_("holds a typed value: 50000. 10 formulas", "Wert: 50000. 10 Formeln", "saisie : 50000. 10 formules"))
    said = Explain(doc, "C20", "")
    Has("an empty cell", said, Choose_("C20 is empty.", "C20 ist leer.", "C20 est vide."))
    said = Explain(doc, "B3:B4", "")
    Has("several cells", said, Choose_("2 cells are selected. The explanation is of the first one, B3.", "2 Zellen sind ausgewählt. Erklärt wird die erste, B3.", "2 cellules sont sélectionnées. L'explication porte sur la première, B3."))
    said = Explain(doc, "A:A", "")
    Has("a whole column", said, "1048576")
    Same("nothing is written by explaining", doc.Sheets(0).getCellRangeByName("AMJ1048576").Type, 0)
    doc.close(True)
End Sub

Sub Explain_tables()
    Dim doc, s, said
    doc = Blank_document()
    s = doc.Sheets(0)
    s.getCellRangeByName("D1:F2").setArrayFormula("=SEXTANT.FCST.AUTO({1|2|3|4|5|6};2)")
    s.getCellRangeByName("A1").Formula = "=SEXTANT.FCST.AUTO({1|2|3|4|5|6};2)"
    s.getCellRangeByName("A2").Formula = "=SUM(SEXTANT.FCST.AUTO({1|2|3|4|5|6};2))"
    said = Explain(doc, "E2", "")
    Has("a table, whole", said, "D1:F2")
    Has("its row and column", said, Choose_("row 2, column 2, lower", "Zeile 2, Spalte 2, lower", "ligne 2, colonne 2, lower"))
    Has("its columns by name", said, "3  upper: ")
    said = Explain(doc, "A1", "")
    Has("a table typed with Enter", said, Choose_("a table of 2 rows and 3 columns", "Tabelle von 2 Zeilen und 3 Spalten", "un tableau de 2 lignes et 3 colonnes"))
    said = Explain(doc, "A2", "")
    Has("a table inside a formula", said, Choose_("gives a table to the rest", "gibt dem Rest der Formel eine Tabelle", "donne un tableau au reste"))
    doc.close(True)
End Sub

Sub Explain_does()
    Dim doc, s, said, i, before
    doc = Blank_document()
    doc.Sheets.insertNewByName("Other sheet", 1)
    s = doc.Sheets(0)
    doc.Sheets(1).getCellRangeByName("C7").Value = 125
    s.getCellRangeByName("A1").Value = 50000
    s.getCellRangeByName("B1").Formula = "=SEXTANT.KPI.CAC(A1;$'Other sheet'.C7)"
    doc.UndoManager.clear()
    doc.setModified(False)
    said = Explain(doc, "B1", "")
    Has("a place on another sheet", said, "Other sheet, C7")
    Same("explaining leaves no step of undo", doc.UndoManager.isUndoPossible(), False)
    Same("and the document as it was", doc.isModified(), False)
    Explain(doc, "B1", "do=goto" & Chr(10) & "to=customers")
    Same("go to the cell an argument comes from", doc.CurrentSelection.AbsoluteName, "$'Other sheet'.$C$7")
    Explain(doc, "B1", "do=comment")
    Same("one comment", s.Annotations.Count, 1)
    Has("which says what the cell says", s.Annotations(0).String, "KPI.CAC")
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes the comment back", s.Annotations.Count, 0)
    doc.UndoManager.redo()
    Same("redo brings it again", s.Annotations.Count, 1)
    doc.UndoManager.undo()
    s.protect("")
    doc.UndoManager.clear()
    Explain(doc, "B1", "do=comment")
    Same("a comment on a protected sheet", s.Annotations.Count, 1)
    Same("which is protected again", s.isProtected(), True)
    doc.UndoManager.undo()
    Same("undone in one step", s.Annotations.Count, 0)
    Same("protected all the time", s.isProtected(), True)
    s.unprotect("")
    s.protect("secret")
    said = Explain(doc, "B1", "do=comment")
    Has("a sheet with a password", said, Choose_("protected with a password", "mit einem Kennwort geschützt", "protégée par un mot de passe"))
    Same("no comment then", s.Annotations.Count, 0)
    doc.close(True)
End Sub

Sub Explain_elsewhere()
    Dim doc, other, said
    doc = Blank_document()
    other = Blank_document()
    doc.Sheets(0).getCellRangeByName("A1").Formula = "=SEXTANT.KPI.CAC(1000;10)"
    other.Sheets(0).getCellRangeByName("A1").Formula = "=SEXTANT.KPI.ROI(3;1)"
    Has("the document that was asked", Explain(doc, "A1", ""), "KPI.CAC")
    Has("and the other one", Explain(other, "A1", ""), "KPI.ROI")
    said = Dispatch(other, "sextant:nothing", "")
    Has("no such command", said, "nothing")
    doc.close(True)
    other.close(True)
    Explain_reference()
End Sub

Sub Explain_reference()
    Dim doc, all, one
    doc = Blank_document()
    doc.Sheets(0).getCellRangeByName("A1").Formula = "=SEXTANT.KPI.CAC(1000;10)"
    Explain(doc, "A1", "do=reference")
    all = StarDesktop.Components.createEnumeration()
    Do While all.hasMoreElements()
        one = all.nextElement()
        If HasUnoInterfaces(one, "com.sun.star.sheet.XSpreadsheetDocument") Then
            If one.Sheets.hasByName("KPI") Then
                Same("the reference at this function", one.CurrentSelection.String, "KPI.CAC")
                one.close(True)
            End If
        End If
    Loop
    doc.close(True)
End Sub

Function Explain(doc, place, answers)
    doc.CurrentController.select(doc.Sheets(0).getCellRangeByName(place))
    Explain = Dispatch(doc, "sextant:explain", answers)
End Function

' What the command said; its answers stand for what a person would choose.
Function Dispatch(doc, url, answers)
    Dim how(0) As New com.sun.star.beans.PropertyValue
    Dim event
    how(0).Name = "Answers"
    how(0).Value = "language=" & language_ & Chr(10) & answers
    event = createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(doc.CurrentController.Frame, url, "", 0, how())
    Dispatch = event.Result
End Function

Function Blank_document()
    Blank_document = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array())
End Function

Function Choose_(en, de, fr)
    Choose_ = en
    If language_ = "de" Then Choose_ = de
    If language_ = "fr" Then Choose_ = fr
End Function

Sub Has(what, seen, wanted)
    If InStr(1, seen, wanted, 0) > 0 Then
        Print #report, "ok" & Chr(9) & what
    Else
        Print #report, "FAIL: " & Join(Split(seen, Chr(10)), "/") & " without " & wanted & Chr(9) & what
    End If
End Sub

Sub Same(what, seen, wanted)
    If seen = wanted Then
        Print #report, "ok" & Chr(9) & what
    Else
        Print #report, "FAIL: " & seen & " instead of " & wanted & Chr(9) & what
    End If
End Sub
