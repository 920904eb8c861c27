' Our functions inside of those that newer Calc brings, against the same without them: Main(report). A line a case: ok,
' absent (this office has no such function), or what was found; "done" at the end.
Option Explicit
Private sheet As Object, report As Integer

Sub Main(path As String)
    Dim document As Object, i As Integer
    document = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array())
    sheet = document.Sheets.getByIndex(0)
    report = FreeFile
    Open path For Output As report
    For i = 0 To 11
        sheet.getCellByPosition(10, i + 1).Value = Array(100, 110, 120, 131, 139, 152, 160, 171, 180, 188, 201, 209)(i)
    Next
    For i = 0 To 3
        sheet.getCellByPosition(6, i + 1).String = Array("a", "b", "c", "d")(i)
        sheet.getCellByPosition(7, i + 1).Value = Array(100, 50, 10, 20)(i)
        sheet.getCellByPosition(8, i + 1).Value = Array(90, 40, 30, 10)(i)
        sheet.getCellByPosition(9, i + 1).Value = Array(1, 1, 0, 0)(i)
        sheet.getCellByPosition(11, i + 1).Value = Array(4, 5, 6, 7)(i)
    Next
    ' Each: the office's function alone, ours with it, the same without.
    Try("LET names the arguments", "LET(a1b;1;a1b)", "LET(spend;50000;customers;125;KPI.CAC(spend;customers))", "KPI.CAC(50000;125)")
    Try("LET names our answer", "LET(a1b;1;a1b)", "LET(cac;KPI.CAC(50000;125);cac*2+cac)", "3*KPI.CAC(50000;125)")
    Try("FILTER gives ranges to ours", "SUM(FILTER(H2:H5;J2:J5=1))", "KPI.GRR(FILTER(H2:H5;J2:J5=1);FILTER(I2:I5;J2:J5=1))", "KPI.GRR(H2:H3;I2:I3)")
    Try("FILTER of our table", "SUM(FILTER(H2:H5;J2:J5=1))", "SUM(FILTER(FCST.AUTO(K2:K13;3);{1|0|1}))", "SUM(FCST.AUTO(K2:K13;3))-SUM(INDEX(FCST.AUTO(K2:K13;3);2;0))")
    Try("SORT of our table", "SUM(SORT(H2:H5))", "SUM(SORT(FCST.AUTO(K2:K13;3)))", "SUM(FCST.AUTO(K2:K13;3))")
    Try("SORTBY gives ranges to ours", "SUM(SORTBY(H2:H5;G2:G5))", "KPI.GRR(SORTBY(H2:H5;G2:G5);SORTBY(I2:I5;G2:G5))", "KPI.GRR(H2:H5;I2:I5)")
    Try("UNIQUE gives ranges to ours", "SUM(UNIQUE(H2:H5))", "KPI.GRR(UNIQUE(H2:H5);UNIQUE(I2:I5))", "KPI.GRR(H2:H5;I2:I5)")
    Try("SEQUENCE gives a series to ours", "SUM(SEQUENCE(3))", "SUM(FCST.AUTO(100+10*SEQUENCE(12);3))", "SUM(FCST.AUTO({110|120|130|140|150|160|170|180|190|200|210|220};3))")
    Try("XLOOKUP gives a value to ours", "XLOOKUP(""b"";G2:G5;H2:H5)", "KPI.CAC(XLOOKUP(""b"";G2:G5;H2:H5);125)", "KPI.CAC(50;125)")
    Try("TAKE of our table", "SUM(TAKE(H2:H5;2))", "SUM(TAKE(FCST.AUTO(K2:K13;3);1))", "SUM(INDEX(FCST.AUTO(K2:K13;3);1;0))")
    Try("CHOOSECOLS of our table", "SUM(CHOOSECOLS(H2:I5;1))", "SUM(CHOOSECOLS(FCST.AUTO(K2:K13;3);1))", "SUM(INDEX(FCST.AUTO(K2:K13;3);0;1))")
    Try("VSTACK gives ranges to ours", "SUM(VSTACK(H2:H3;H4:H5))", "KPI.GRR(VSTACK(H2:H3;H4:H5);VSTACK(I2:I3;I4:I5))", "KPI.GRR(H2:H5;I2:I5)")
    Try("BYROW calls ours a row", "SUM(BYROW(H2:I5;LAMBDA(r;SUM(r))))", "SUM(BYROW(H2:L5;LAMBDA(r;KPI.CAC(INDEX(r;1;1);INDEX(r;1;5)))))", "KPI.CAC(H2;L2)+KPI.CAC(H3;L3)+KPI.CAC(H4;L4)+KPI.CAC(H5;L5)")
    Try("MAP calls ours a cell", "SUM(MAP(H2:H5;LAMBDA(r;r)))", "SUM(MAP(H2:H5;L2:L5;LAMBDA(s;c;KPI.CAC(s;c))))", "KPI.CAC(H2;L2)+KPI.CAC(H3;L3)+KPI.CAC(H4;L4)+KPI.CAC(H5;L5)")
    Print #report, "done"
    Close report
    document.close(True)
    StarDesktop.terminate()
End Sub

' The value of a formula, entered as one of an array: ours give tables.
Private Function Of(formula As String, valid As Boolean) As Double
    Dim range As Object
    range = sheet.getCellRangeByName("A1:A1")
    range.setArrayFormula("=" & formula)
    valid = sheet.getCellByPosition(0, 0).getError() = 0
    Of = sheet.getCellByPosition(0, 0).Value
    range.clearContents(1 + 2 + 4 + 16)
End Function

Private Sub Try(what As String, alone As String, ours As String, without As String)
    Dim found As Double, wanted As Double, valid As Boolean
    Of(alone, valid)
    If Not valid Then
        Print #report, "absent" & Chr(9) & what
        Exit Sub
    End If
    wanted = Of(without, valid)
    If Not valid Then
        Print #report, "no value without it" & Chr(9) & what
        Exit Sub
    End If
    found = Of(ours, valid)
    If valid And Abs(found - wanted) <= 1E-12 * Abs(wanted) Then
        Print #report, "ok" & Chr(9) & what
    Else
        Print #report, IIf(valid, CStr(found), "an error") & " instead of " & CStr(wanted) & Chr(9) & what
    End If
End Sub
