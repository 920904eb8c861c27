' Check This Document, on documents made here and on the workbooks that the extension brings.
Sub Check_cells()
    Dim doc, s, i, said
    doc = Blank_document()
    s = doc.Sheets(0)
    said = Dispatch(doc, "sextant:check", "")
    Has("an empty document", said, Choose_("Nothing to do", "Nichts zu tun", "Rien à faire"))
    s.getCellRangeByName("A1").Value = 50000
    s.getCellRangeByName("A2").Value = 125
    s.getCellRangeByName("B1").Formula = "=SEXTANT.KPI.CAC(A1;A2)"
    s.getCellRangeByName("A11:C12").setArrayFormula("=SEXTANT.FCST.AUTO({1|2|3|4|5|6};2)")
    s.getCellRangeByName("D1").Formula = "=SUM(SEXTANT.FCST.AUTO({1|2|3|4|5|6};2))"
    For i = 0 To 9
        s.getCellByPosition(5, i).Value = i
        s.getCellByPosition(6, i).Formula = "=F" & (i + 1) & "*2"
        s.getCellByPosition(7 + i, 20).Value = i
        s.getCellByPosition(7 + i, 21).Formula = "=" & Chr(72 + i) & "21*$F$2"
    Next
    doc.UndoManager.clear()
    doc.setModified(False)
    said = Dispatch(doc, "sextant:check", "")
    Has("nothing to do, and how many formulas of ours", said, Choose_("Nothing to do: 3 formulas", "Nichts zu tun: 3 Formeln", "Rien à faire : 3 formules"))
    Same("checking leaves no step of undo", doc.UndoManager.isUndoPossible(), False)
    Same("and the document as it was", doc.isModified(), False)
    s.getCellRangeByName("G5").Value = 8
    s.getCellRangeByName("L22").Value = 4
    s.getCellRangeByName("H30").Formula = "=SEXTANT.KPI.CAC(A1;A30)"
    s.getCellRangeByName("H31").Formula = "=H30*2"
    s.getCellRangeByName("H32").Formula = "=SEXTANT.KPI.CAC(H31;A2)"
    s.getCellRangeByName("H33").Formula = "=SEXTANT.KPI.NEWER(A1)"
    s.getCellRangeByName("H35").Formula = "=SEXTANT.FCST.AUTO({1|2|3|4|5|6};2)"
    s.getCellRangeByName("H36").Formula = "=SEXTANT.FCST.AUTO({1|2|3|4|5|6};2)"
    s.getCellRangeByName("A40").String = "Plan"
    s.getCellRangeByName("B40").Formula = "=SEXTANT.GOV.UNCHANGED(A1:A2;C40)"
    s.getCellRangeByName("C40").String = "efe8-c47d-3787-3c74"
    s.getCellRangeByName("A41").String = "CAC"
    s.getCellRangeByName("B41").String = "efe8-c47d-3787-3c74"
    s.getCellRangeByName("C41").Formula = "=SEXTANT.GOV.FINGERPRINT(A1:A2)"
    said = Dispatch(doc, "sextant:check", "goto=1")
    Has("figures and paperwork", said, Choose_("To look at: 7. Figures may be wrong in 5, paperwork in 2.", "Anzusehen: 7. Zahlen können falsch sein in 5, Formales in 2.", "À voir : 7. Chiffres peut-être faux : 5, formalités : 2."))
    Has("an error, where it begins", said, "H30" & Chr(9))
    Lacks("not where it is passed on", said, "H31" & Chr(9))
    Lacks("nor by a function of ours", said, "H32" & Chr(9))
    Has("why", said, Choose_("customers is blank (A30)", "customers ist leer (A30)", "customers est vide (A30)"))
    Same("and there it goes", doc.CurrentSelection.AbsoluteName, "$" & s.Name & ".$H$30")
    Has("a function of a newer version", said, Choose_("KPI.NEWER is not known here", "KPI.NEWER ist hier nicht bekannt", "KPI.NEWER n'est pas connue ici"))
    Has("typed over, down a column", said, "G5" & Chr(9) & Choose_("a number is typed over the formula" & Chr(9) & "undo, or copy from G4", "eine Zahl steht statt der Formel" & Chr(9) & "rückgängig, oder aus G4 kopieren", "un nombre remplace la formule" & Chr(9) & "annuler, ou copier de G4"))
    Has("and across a row", said, "L22" & Chr(9))
    Has("a table of which one value shows", said, "H35" & Chr(9) & "FCST.AUTO")
    Lacks("told once, filled down", said, "H36" & Chr(9))
    Has("signed cells that changed", said, "B40" & Chr(9) & Choose_("Plan changed since it was signed", "Plan geändert seit", "Plan a changé depuis"))
    Has("a signature beside its live fingerprint", said, "B41" & Chr(9) & Choose_("CAC changed since it was signed", "CAC geändert seit", "CAC a changé depuis"))
    s.protect("secret")
    Has("a protected sheet is read", Dispatch(doc, "sextant:check", ""), "G5" & Chr(9))
    doc.close(True)
End Sub

Sub Check_workbooks()
    Dim doc, said, s, cell, review
    doc = Review_document("quarterly", 1)
    said = Dispatch(doc, "sextant:check", "")
    Has("paperwork of the quarterly sample", said, Choose_("Figures may be wrong in 0, paperwork in 1.", "Zahlen können falsch sein in 0, Formales in 1.", "Chiffres peut-être faux : 0, formalités : 1."))
    Has("the definition whose words changed", said, "Company, I69" & Chr(9) & Choose_("fails: The definitions", "schlägt fehl: The definitions", "échoue : The definitions"))
    doc.close(True)
    For Each review In Array("weekly", "monthly", "quarterly", "yearly", "rom")
        doc = Review_document(review, 0)
        said = Dispatch(doc, "sextant:check", "")
        Has("a blank " & review & " has nothing wrong with its figures", said, Choose_("Nothing to do", "Nichts zu tun", "Rien à faire"))
        doc.close(True)
    Next
    doc = Review_document("weekly", 1)
    Has("the weekly sample's figures are clean", Dispatch(doc, "sextant:check", ""), Choose_("may be wrong in 0", "falsch sein in 0", "faux : 0"))
    s = doc.Sheets.getByName("Cash")
    s.unprotect("")
    s.getCellRangeByName("E23").Value = 1000
    s.protect("")
    doc.NamedRanges.getByName("first_week").getReferredCells().getCellByPosition(0, 0).Value = DateValue("2026-01-12")
    doc.calculateAll()
    said = Dispatch(doc, "sextant:check", "")
    Has("typed over in a workbook of ours", said, "Cash, E23" & Chr(9) & Choose_("a number is typed over", "eine Zahl steht statt", "un nombre remplace"))
    Has("stale data", said, Choose_("newest data of", "neueste Daten vom", "données du"))
    Has("a check that fails", said, Choose_("fails: The cash", "schlägt fehl: The cash", "échoue : The cash"))
    doc.close(True)
End Sub

Function Review_document(review, sample)
    Dim all, one, before
    Dim doc
    doc = Blank_document()
    Dispatch(doc, "sextant:review", "review=" & review & Chr(10) & "sample=" & sample)
    doc.close(True)
    all = StarDesktop.Components.createEnumeration()
    Do While all.hasMoreElements()
        one = all.nextElement()
        If HasUnoInterfaces(one, "com.sun.star.sheet.XSpreadsheetDocument") Then
            If one.Sheets.hasByName("Start") Then Review_document = one
        End If
    Loop
End Function

Sub Lacks(what, seen, unwanted)
    If InStr(1, seen, unwanted, 0) = 0 Then
        Print #report, "ok" & Chr(9) & what
    Else
        Print #report, "FAIL: " & Join(Split(seen, Chr(10)), "/") & " with " & unwanted & Chr(9) & what
    End If
End Sub
