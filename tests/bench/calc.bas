' Hard recalculation of 50 000 cells, kinds in turn, and the memory of a call over a whole column.
' Writes lines "time<TAB>kind<TAB>milliseconds" and "memory<TAB>kind<TAB>kilobytes" to the file named.
Const CELLS = 50000
Const ROUNDS = 9

Sub Main(report As String)
    Dim names, formulas, documents(4), i, round, started, file
    names = Array("builtin", "analysis2", "sextant2", "analysis100", "sextant100")
    formulas = Array("=A1+B1", _
        "=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETQUOTIENT(A1;B1)", _
        "=SEXTANT.KPI.CAC(A1;B1)", _
        "=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETSERIESSUM(1;0;1;A1:A100)", _
        "=SEXTANT.CASH.FIRSTBREACH(A1:A100;0)")
    file = FreeFile
    Open report For Output As #file
    For i = 0 To 4
        documents(i) = Filled(formulas(i))
        Print #file, "shows" & Chr(9) & names(i) & Chr(9) & documents(i).Sheets(0).getCellByPosition(2, CELLS - 1).String
    Next
    For round = 1 To ROUNDS
        For i = 0 To 4
            started = GetSystemTicks()
            documents(i).calculateAll()
            Print #file, "time" & Chr(9) & names(i) & Chr(9) & (GetSystemTicks() - started)
        Next
    Next
    For i = 0 To 4
        documents(i).close(True)
    Next
    Column(file)
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

Sub Column(file)
    Dim document, sheet
    document = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Hidden()))
    sheet = document.Sheets(0)
    sheet.getCellByPosition(0, 0).Value = 1.5
    sheet.getCellRangeByPosition(0, 0, 0, 1048575).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    ' First three values, then blanks all the way down: what Calc alone holds. Then all of them.
    sheet.getCellByPosition(2, 0).Formula = "=SEXTANT.CASH.FIRSTBREACH(B1:B1048576;0)"
    ResetPeak()
    Print #file, "memory" & Chr(9) & "before" & Chr(9) & Memory("VmRSS")
    sheet.getCellByPosition(2, 0).Formula = "=SEXTANT.CASH.FIRSTBREACH(A1:A1048576;0)"
    Print #file, "memory" & Chr(9) & "peak" & Chr(9) & Memory("VmHWM")
    Print #file, "shows" & Chr(9) & "column" & Chr(9) & sheet.getCellByPosition(2, 0).String
    document.close(True)
End Sub

Sub ResetPeak()
    Dim file
    file = FreeFile
    Open "/proc/self/clear_refs" For Output As #file
    Print #file, "5"
    Close #file
End Sub

Function Memory(key)
    Dim file, text As String
    file = FreeFile
    Open "/proc/self/status" For Input As #file
    Do While Not Eof(file)
        Line Input #file, text
        If Left(text, Len(key)) = key Then Memory = Val(Trim(Mid(text, Len(key) + 3)))
    Loop
    Close #file
End Function
