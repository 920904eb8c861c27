' Hard recalculation of 50 000 cells, kinds in turn. Writes to the file named, tabs between:
' "shows", kind, the last cell's text; and a line a recalculation: "time", kind, milliseconds.
Const CELLS = 50000
Const ROUNDS = 9

Sub Main(report As String)
    Dim names, formulas, documents(5), i, round, started, file
    names = Array("builtin", "analysis2", "sextant2", "analysis100", "mixed100", "sextant100")
    formulas = Array("=A1+B1", _
        "=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETQUOTIENT(A1;B1)", _
        "=SEXTANT.KPI.CAC(A1;B1)", _
        "=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETSERIESSUM(0.97;0;1;A1:A100)", _
        "=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETWORKDAY(50000;B1;A1:A100)", _
        "=SEXTANT.CASH.FIRSTBREACH(A1:A100;A2)")
    file = FreeFile
    Open report For Output As #file
    For i = 0 To 5
        documents(i) = Filled(formulas(i))
        Print #file, "shows" & Chr(9) & names(i) & Chr(9) & documents(i).Sheets(0).getCellByPosition(2, CELLS - 1).String
    Next
    For round = 1 To ROUNDS
        For i = 0 To 5
            started = GetSystemTicks()
            documents(i).calculateAll()
            Print #file, "time" & Chr(9) & names(i) & Chr(9) & (GetSystemTicks() - started)
        Next
    Next
    For i = 0 To 5
        documents(i).close(True)
    Next
    Close #file
    StarDesktop.terminate()
End Sub

' A and B hold numbers that differ, C the formula, filled down.
Function Filled(formula)
    Dim document, sheet
    document = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Hidden()))
    document.addActionLock()
    sheet = document.Sheets(0)
    sheet.getCellByPosition(0, 0).Value = 1.5
    sheet.getCellByPosition(1, 0).Value = 2.5
    sheet.getCellRangeByPosition(0, 0, 0, CELLS + 100).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    sheet.getCellRangeByPosition(1, 0, 1, CELLS + 100).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    sheet.getCellByPosition(2, 0).Formula = formula
    sheet.getCellRangeByPosition(2, 0, 2, CELLS - 1).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    document.removeActionLock()
    document.calculateAll()
    Filled = document
End Function

Function Hidden()
    Dim property As New com.sun.star.beans.PropertyValue
    property.Name = "Hidden"
    property.Value = True
    Hidden = property
End Function
