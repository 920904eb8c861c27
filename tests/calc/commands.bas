' The menu's commands through their URLs, as a script or a key reaches them, on documents made here. REPORT: a line for each
' thing, "ok" or "FAIL: what was seen", a tab, what it is. LANGUAGE: en, de or fr, the office's words. PART: which commands.
Dim report, language_

Sub Main(language As String, report_path As String, part As String)
    language_ = language
    report = FreeFile
    Open report_path For Output As #report
    On Error Goto wrong
    If part = "database" Then
        Database_none()
        Database_new_sheet()
        Database_raw_sheet()
        Database_locked()
        Database_stopped()
        Database_server()
    Else
        Explain_cells()
        Explain_tables()
        Explain_does()
        Explain_elsewhere()
        Forecast_column()
        Forecast_refused()
        Forecast_of_review()
        Read_only()
        Split_budget()
        Split_refused()
        Others()
        Check_cells()
        Check_workbooks()
        Bring_new_sheet()
        Bring_spreadsheet()
        Bring_raw_sheet()
        Bring_many()
        Roll_weekly()
        Roll_undone()
        Roll_all()
        Roll_map()
        Roll_copy()
        Roll_refused()
        Context_menu()
        Functions_found()
        Functions_inserted()
    End If
    Print #report, "done"
wrong:
    If Err <> 0 Then Print #report, "FAIL: " & Error & Chr(9) & "line " & Erl
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
    Has("what it is", said, Choose_("It is KPI.CAC. Customer acquisition cost:", "Das ist KPI.CAC. Kundengewinnungskosten:", "C'est KPI.CAC. Coût d'acquisition d'un client :"))
    Has("what an argument is", said, Choose_("New customers won in the period.", "In der Periode gewonnene neue Kunden.", "Nouveaux clients gagnés dans la période."))
    Has("its bounds and unit", said, Choose_("Must be at least 0. Unit: count.", "Erlaubt: mindestens 0. Einheit: Anzahl.", "Permis : au moins 0. Unité : nombre."))
    Has("its definition", said, Choose_("For the paid cost", "Für die bezahlten Kosten", "Pour le coût payant"))
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

' What would write refuses before it reads or computes anything: its whole answer is one sentence.
Sub Read_only()
    Dim doc, url, command, how(1) As New com.sun.star.beans.PropertyValue
    url = ConvertToURL(Environ("TMPDIR") & "/read only.ods")
    doc = Months_document()
    how(0).Name = "FilterName"
    how(0).Value = "calc8"
    doc.storeToURL(url, how())
    doc.close(True)
    how(0).Name = "ReadOnly"
    how(0).Value = True
    how(1).Name = "Hidden"
    how(1).Value = False
    doc = StarDesktop.loadComponentFromURL(url, "_blank", 0, how())
    doc.CurrentController.select(doc.Sheets(0).getCellRangeByName("A1:B49"))
    For Each command In Array("forecast", "split", "roll", "import-file", "import-database")
        Same(command & " on a document that is read-only", Dispatch(doc, "sextant:" & command, "ahead=6"), Choose_("This document is read-only. Save a copy first.", _
            "Dieses Dokument ist schreibgeschützt. Speichern Sie zuerst eine Kopie.", "Ce document est en lecture seule. Enregistrez d'abord une copie."))
    Next
    doc.close(True)
    Kill url
End Sub

' Months in A2:A49, figures in B2:B49 with a gap in B21, their headings above.
Function Months_document()
    Dim doc, s, i
    doc = Blank_document()
    s = doc.Sheets(0)
    s.Name = "My data"
    s.getCellByPosition(0, 0).String = "Month"
    s.getCellByPosition(1, 0).String = "Revenue"
    For i = 1 To 48
        s.getCellByPosition(0, i).Formula = "=DATE(2021;" & (i + 1) & ";0)"
        s.getCellByPosition(1, i).Value = 1000 + 10 * i + 100 * Sin(i * 3.14159265358979 / 6)
    Next
    s.getCellByPosition(1, 20).Formula = ""
    doc.UndoManager.clear()
    Months_document = doc
End Function

Sub Forecast_column()
    Dim doc, s, n, said, i, before
    doc = Months_document()
    doc.CurrentController.select(doc.Sheets(0).getCellRangeByName("B1:B1048576"))
    said = Dispatch(doc, "sextant:forecast", "sheet=Ahead")
    Has("months, read from a whole column", said, Choose_("48 months", "48 Monate", "48 mois"))
    Has("the gap is named", said, "B21")
    Same("one sheet more", doc.Sheets.Count, 2)
    s = doc.Sheets.getByName("Ahead")
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    Same("the first period ahead", s.getCellByPosition(0, 58).Value, DateValue("2025-01-31"))
    Same("the month after it ends on its last day", s.getCellByPosition(0, 59).Value, DateValue("2025-02-28"))
    Same("the forecast is an array formula", s.getCellByPosition(2, 58).Formula, "{=SEXTANT.FCST.AUTO($'My data'.$B$2:$B$49;$B$4;;$B$6)}")
    Same("and a number", s.getCellByPosition(2, 69).Error, 0)
    Same("inside its range", s.getCellByPosition(2, 69).Value > s.getCellByPosition(3, 69).Value And s.getCellByPosition(2, 69).Value < s.getCellByPosition(4, 69).Value, True)
    Same("periods ahead", s.getCellByPosition(1, 3).Value, 12)
    Same("their sum is that of the column", Abs(s.getCellByPosition(1, 6).Value - Sum_of(s, 2, 58, 69)) < 0.000001, True)
    Same("the gap stays blank", s.getCellByPosition(1, 29).String, "")
    Same("one chart", s.Charts.Count, 1)
    Same("the test on the past", s.getCellByPosition(7, 31).String, "all")
    Same("over 72 forecasts", s.getCellByPosition(15, 31).Value, 72)
    before = s.getCellByPosition(2, 58).Value
    doc.Sheets(0).getCellByPosition(1, 48).Value = 5000
    Same("the forecast is live", s.getCellByPosition(2, 58).Value = before, False)
    doc.UndoManager.undo()
    doc.UndoManager.undo()
    Same("undo takes the sheet away", doc.Sheets.Count, 1)
    doc.UndoManager.redo()
    Same("redo brings it again", doc.Sheets.Count, 2)
    Same("with its formulas", doc.Sheets(1).getCellByPosition(2, 58).Value, before)
    Same("and the table", doc.Sheets(1).getCellByPosition(1, 57).Value, doc.Sheets(0).getCellByPosition(1, 48).Value)
    said = Dispatch(doc, "sextant:forecast", "values=$'My data'.$B$2:$B$49" & Chr(10) & "ahead=3" & Chr(10) & "season=1" & Chr(10) & "level=90" & Chr(10) & "open=1" & Chr(10) & "chart=0" & Chr(10) & "past=0" & Chr(10) & "sheet=Second")
    s = doc.Sheets.getByName("Second")
    Same("what was chosen: no chart", s.Charts.Count, 0)
    Same("the last value left out", s.getCellByPosition(2, 57).Formula, "{=SEXTANT.FCST.AUTO($'My data'.$B$2:$B$48;$B$4;$B$5;$B$6)}")
    Same("level", s.getCellByPosition(1, 5).Value, 0.9)
    Same("three ahead", s.getCellByPosition(1, 3).Value, 3)
    doc.close(True)
End Sub

Function Sum_of(s, column, first, last)
    Dim r, all
    For r = first To last
        all = all + s.getCellByPosition(column, r).Value
    Next
    Sum_of = all
End Function

' A column of a review's own sheet: its heading stands above the unit, whether both are selected or the figures alone.
Sub Forecast_of_review()
    Dim doc, s, place
    doc = Review_document("weekly", 1)
    s = doc.Sheets.getByName("Data")
    For Each place In Array("B371:B474", "B369:B474", "B400")
        doc.CurrentController.setActiveSheet(s)
        doc.CurrentController.select(s.getCellRangeByName(place))
        Dispatch(doc, "sextant:forecast", "ahead=4" & Chr(10) & "past=0" & Chr(10) & "chart=0")
        Has("a forecast of " & place & " is named by the heading", doc.Sheets(doc.Sheets.Count - 1).Name, "spend")
    Next
    doc.close(True)
End Sub

Sub Forecast_refused()
    Dim doc, s, said
    doc = Months_document()
    s = doc.Sheets(0)
    doc.CurrentController.select(s.getCellRangeByName("E5"))
    Has("an empty cell", Dispatch(doc, "sextant:forecast", ""), Choose_("No figures are selected", "keine Zahlen ausgewählt", "Aucun chiffre"))
    doc.CurrentController.select(s.getCellRangeByName("B2:B4"))
    Has("three figures", Dispatch(doc, "sextant:forecast", ""), Choose_("3 figures are too few", "3 Zahlen sind zu wenig", "3 chiffres sont trop peu"))
    Has("a sheet that is there", Dispatch(doc, "sextant:forecast", "values=B2:B49" & Chr(10) & "sheet=My data"), Choose_("A sheet called My data", "Ein Blatt namens My data", "Une feuille nommée My data"))
    Has("too many ahead", Dispatch(doc, "sextant:forecast", "values=B2:B49" & Chr(10) & "ahead=521"), "520")
    Has("no range", Dispatch(doc, "sextant:forecast", "values=nowhere"), "nowhere")
    s.getCellRangeByName("B7").String = "n/a"
    Has("a text among the figures", Dispatch(doc, "sextant:forecast", "values=B2:B49"), Choose_("B7 holds a text", "In B7 steht ein Text", "B7 contient un texte"))
    s.getCellRangeByName("B7").Formula = "=1/0"
    Has("an error among them", Dispatch(doc, "sextant:forecast", "values=B2:B49"), Choose_("B7 shows the error", "B7 zeigt den Fehler", "B7 affiche l'erreur"))
    s.getCellRangeByName("B7").Value = 7
    doc.protect("")
    Has("a document whose structure is protected", Dispatch(doc, "sextant:forecast", "values=B2:B49"), Choose_("structure of this document is protected", "Struktur des Dokuments ist geschützt", "structure du document est protégée"))
    Same("nothing was made", doc.Sheets.Count, 1)
    doc.unprotect("")
    s.protect("secret")
    Dispatch(doc, "sextant:forecast", "values=B2:B49")
    Same("figures of a protected sheet are read", doc.Sheets.Count, 2)
    doc.close(True)
End Sub

' Four channels, one without a curve; a budget of 21600 is spent today on the other three.
Function Channels_document()
    Dim doc, rows
    doc = Blank_document()
    doc.Sheets(0).Name = "My data"
    rows = Array(Array("Channel", "Today", "Least", "Most", "Kind", "Carry-over", "Scale", "Min", "p1", "p2", "p3"), _
        Array("Search", 9200, 4600, 12000, "hill", "", "", "", 20000, 9000, 1), _
        Array("Social", 7800, 3900, 10100, "hill", "", "", "", 15000, 8000, 1), _
        Array("Events", 4600, 2300, 6000, "hill", "", "", "", 9000, 3000, 1.5), _
        Array("Partner", 4040, 2020, 5300, "", "", "", "", "", "", ""))
    doc.Sheets(0).getCellRangeByName("A1:K5").setDataArray(rows)
    doc.UndoManager.clear()
    Channels_document = doc
End Function

Sub Split_budget()
    Dim doc, s, said, before
    doc = Channels_document()
    doc.CurrentController.select(doc.Sheets(0).getCellRangeByName("C3"))
    said = Dispatch(doc, "sextant:split", "sheet=Plan")
    Has("three channels with a curve", said, Choose_("3 channels", "3 Kanäle", "3 canaux"))
    Has("and one without", said, "Partner")
    s = doc.Sheets.getByName("Plan")
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    Same("the plan is an array formula", s.getCellRangeByName("E9").Formula, "{=SEXTANT.PLAN.ALLOCATE($B$4;$H$9:$O$11;$C$9:$C$11;$D$9:$D$11;;$B$9:$B$11)}")
    Same("it spends the budget, to the cent", s.getCellRangeByName("E12").Value, 21600)
    Same("least is that of the table", s.getCellRangeByName("C9").Formula, "=$'My data'.$C$2")
    Same("the proof", s.getCellRangeByName("B16").String, "optimal")
    Same("what more would bring", s.getCellRangeByName("J20").Value > s.getCellRangeByName("J19").Value, True)
    Same("one chart", s.Charts.Count, 1)
    before = s.getCellRangeByName("E9").Value
    s.getCellRangeByName("B4").Value = 24000
    Same("another budget, another plan", s.getCellRangeByName("E12").Value, 24000)
    doc.UndoManager.undo()
    doc.UndoManager.undo()
    Same("undo takes the sheet away", doc.Sheets.Count, 1)
    doc.UndoManager.redo()
    Same("redo brings it again, with its formulas", doc.Sheets(1).getCellRangeByName("E9").Value, before)
    said = Dispatch(doc, "sextant:split", "table=$'My data'.$A$1:$K$5" & Chr(10) & "change=10" & Chr(10) & "chart=0" & Chr(10) & "bounds=0" & Chr(10) & "budget=21000" & Chr(10) & "sheet=Small steps")
    Has("small steps", said, "Small steps")
    s = doc.Sheets.getByName("Small steps")
    Same("no channel changes by more than a tenth", s.getCellRangeByName("E9").Value >= 8280 And s.getCellRangeByName("E9").Value <= 10120, True)
    Same("by live formulas", s.getCellRangeByName("D9").Formula, "=$B$9*(1+$B$5)")
    Same("and the budget given", s.getCellRangeByName("E12").Value, 21000)
    doc.close(True)
End Sub

Sub Split_refused()
    Dim doc, s, said
    doc = Channels_document()
    s = doc.Sheets(0)
    doc.CurrentController.select(s.getCellRangeByName("N20"))
    Has("nothing selected", Dispatch(doc, "sextant:split", ""), Choose_("Select a table", "Wählen Sie eine Tabelle", "Sélectionnez un tableau"))
    Has("one channel", Dispatch(doc, "sextant:split", "table=A1:K2"), Choose_("two channels", "zwei Kanäle", "deux canaux"))
    Has("more than the limits hold", Dispatch(doc, "sextant:split", "table=A1:K4" & Chr(10) & "budget=100000" & Chr(10) & "sheet=My data"), "My data")
    Has("no budget", Dispatch(doc, "sextant:split", "table=A1:K5" & Chr(10) & "budget=0"), Choose_("above 0", "über 0", "supérieur à 0"))
    Has("limits that nothing keeps", Dispatch(doc, "sextant:split", "table=A1:K5" & Chr(10) & "budget=5000"), Choose_("No split keeps all limits", "Keine Aufteilung hält", "Aucune répartition"))
    s.getCellRangeByName("B3").Formula = "=1/0"
    Has("an error for a figure of today", Dispatch(doc, "sextant:split", "table=A1:K5"), "B3")
    s.getCellRangeByName("B3").Value = 5000
    s.getCellRangeByName("I3").String = "many"
    said = Dispatch(doc, "sextant:split", "table=A1:K5")
    Has("a curve that cannot be read, by its cell", said, "I3")
    Has("what stands where", said, Choose_("Behind the kind of curve", "Hinter der Art der Kurve", "Derrière le genre de courbe"))
    Has("in the language", said, Choose_("must be a number", "muss eine Zahl sein", "doit être un nombre"))
    s.getCellRangeByName("B3").String = ""
    Has("no figure of today", Dispatch(doc, "sextant:split", "table=A1:K5"), "Social")
    Same("nothing was made", doc.Sheets.Count, 1)
    doc.close(True)
End Sub

Function Documents()
    Dim all, n
    all = StarDesktop.Components.createEnumeration()
    Do While all.hasMoreElements()
        If HasUnoInterfaces(all.nextElement(), "com.sun.star.sheet.XSpreadsheetDocument") Then n = n + 1
    Loop
    Documents = n
End Function

' The newest document, closed by whoever asked.
Sub Close_document(sheet As String, what As String)
    Dim all, one
    all = StarDesktop.Components.createEnumeration()
    Do While all.hasMoreElements()
        one = all.nextElement()
        If HasUnoInterfaces(one, "com.sun.star.sheet.XSpreadsheetDocument") Then
            If one.Sheets.hasByName(sheet) Then
                Same(what, one.Sheets.hasByName(sheet), True)
                one.close(True)
                Exit Sub
            End If
        End If
    Loop
    Same(what, "no such document", sheet)
End Sub

Sub Others()
    Dim doc, said, review
    doc = Blank_document()
    said = Dispatch(doc, "sextant:about", "")
    Has("the version", said, "Sextant ")
    Has("the office's", said, "LibreOffice ")
    Has("every example holds", said, Choose_("examples hold.", "Beispiele stimmen.", "exemples sont justes."))
    For Each review In Array("weekly", "monthly", "quarterly", "yearly", "rom")
        Dispatch(doc, "sextant:review", "review=" & review)
        Close_document("Start", "a new review: " & review)
    Next
    Dispatch(doc, "sextant:review", "review=weekly" & Chr(10) & "sample=1")
    Close_document("Start", "a sample")
    Has("no such review", Dispatch(doc, "sextant:review", "review=daily"), "daily")
    Dispatch(doc, "sextant:functions", "")
    Close_document("Functions", "the reference")
    Same("all of them were closed", Documents(), 1)
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
