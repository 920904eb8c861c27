' What a user does to a document with our functions, from outside: stores it as .xlsx and opens it again, renames and
' copies sheets, deletes what formulas point at. REPORT: a line for each thing, "ok" or "FAIL: what was seen", a tab,
' what it is. FOLDER: for the documents stored; what stands there as again.ods is checked as well.
Dim report

Sub Main(folder As String, report_path As String)
    Dim doc, other, sheet_, line_
    report = FreeFile
    Open report_path For Output As #report
    doc = Document_filled()
    Cells_hold("typed", doc.Sheets(0))
    Store(doc, folder & "/outside.ods", "calc8")
    Store(doc, folder & "/outside.xlsx", "Calc MS Excel 2007 XML")
    For Each line_ In Array(".ods", ".xlsx")
        other = StarDesktop.loadComponentFromURL(ConvertToUrl(folder & "/outside" & line_), "_blank", 0, Hidden())
        Cells_hold("stored as " & line_ & " and opened", other.Sheets(0))
        other.calculateAll()
        Cells_hold("stored as " & line_ & " and recalculated", other.Sheets(0))
        other.close(True)
    Next
    If FileExists(folder & "/again.ods") Then
        other = StarDesktop.loadComponentFromURL(ConvertToUrl(folder & "/again.ods"), "_blank", 0, Hidden())
        Cells_hold("stored by an office without Sextant", other.Sheets(0))
        other.close(True)
    End If
    other = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Hidden())
    other.Sheets.importSheet(doc, "KPI", 0)
    Cells_hold("a sheet copied to another document", other.Sheets(0))
    other.close(True)
    doc.Sheets(0).Name = "CAC (old)"
    Cells_hold("a sheet renamed", doc.Sheets(0))
    sheet_ = doc.Sheets(0)
    sheet_.Rows.insertByIndex(1, 3)
    Same("rows inserted above an argument", sheet_.getCellByPosition(2, 0).String, "400")
    sheet_.Rows.removeByIndex(1, 3)
    sheet_.getCellByPosition(0, 1).String = "none"
    Same("a text typed over an argument", sheet_.getCellByPosition(2, 0).String, "#VALUE!")
    sheet_.Rows.removeByIndex(1, 1)
    Same("an argument's row deleted", sheet_.getCellByPosition(2, 0).String, "#REF!")
    doc.close(True)
    Print #report, "done"
    Close #report
    StarDesktop.terminate()
End Sub

' A1:A2 numbers, A3:A6 and B3:B6 two ranges; results in C.
Function Document_filled()
    Dim doc, sheet_, i
    doc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Hidden())
    sheet_ = doc.Sheets(0)
    sheet_.Name = "KPI" ' as the family: a display name with a dot looks like a sheet's
    For Each i In Array(0, 1, 2, 3, 4, 5)
        sheet_.getCellByPosition(0, i).Value = Array(50000, 125, 100, 50, 20, 30)(i)
    Next
    For Each i In Array(2, 3, 4, 5)
        sheet_.getCellByPosition(1, i).Value = Array(90, 60, 20, 0)(i - 2)
    Next
    sheet_.getCellByPosition(2, 0).FormulaLocal = "=KPI.CAC(A1;A2)"
    sheet_.getCellByPosition(2, 1).FormulaLocal = "=KPI.GRR($A$3:$A$6;KPI.B3:B6)"
    sheet_.getCellByPosition(2, 2).FormulaLocal = "=SEXTANT.WHY(""KPI.CAC"";A1;0)"
    sheet_.getCellByPosition(2, 3).FormulaLocal = "=kpi.cac(-1;A2)"
    sheet_.getCellByPosition(2, 4).FormulaLocal = "=KPI.CAC(Z1;A2)"
    sheet_.getCellRangeByPosition(3, 19, 3, 21).setArrayFormula("=SEXTANT.CASH.FLOW(10;{1|2|3};{0|0|0})")
    sheet_.getCellByPosition(2, 5).FormulaLocal = "=KPI.CAC(SUM(A:A)-SUM(A1:A6)+50000;KPI.CAC(A1;A2)-275)"
    Document_filled = doc
End Function

Sub Cells_hold(what, sheet_)
    Dim cell, i, shown
    shown = Array("400", "", "KPI.CAC gives #DIV/0!: customers is zero (a blank cell counts as 0)", "#NUM!", "0", "400")
    For i = 0 To 5
        cell = sheet_.getCellByPosition(2, i)
        If i <> 1 Then Same(what & ", C" & (i + 1), cell.String, shown(i))
    Next
    Same(what & ", a range", Format(sheet_.getCellByPosition(2, 1).Value, "0.00"), "0.80")
    Same(what & ", a table", sheet_.getCellByPosition(3, 21).String, "16")
    Same(what & ", the formula stored", Left(sheet_.getCellByPosition(2, 0).Formula, 17), "=SEXTANT.KPI.CAC(")
    Same(what & ", the formula shown", Left(sheet_.getCellByPosition(2, 0).FormulaLocal, 9), "=KPI.CAC(")
End Sub

Sub Store(doc, path, filter)
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = filter
    doc.storeToURL(ConvertToUrl(path), how)
End Sub

Function Hidden()
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "Hidden"
    how(0).Value = True
    Hidden = how
End Function
