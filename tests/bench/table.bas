' 20 000 pasted lines on a sheet of texts and the array formulas over them, in turn. Writes to the file named, tabs
' between: "shows", kind, a cell's text; "first", kind, milliseconds until the formula stands and shows; and a line a
' recalculation: "time", kind, milliseconds.
Const ROUNDS = 7

Sub Main(report As String, data As String)
    Dim names, formulas, columns, document, sheet, i, round, started, file, shown
    names = Array("take", "copy", "plain", "names")
    formulas = Array("=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETNETWORKDAYS(1;2;$Raw.$A$1:$BL$20000)", "=$Raw.$A$1:$I$20000", _
        "=SEXTANT.DATA.TABLE($Raw.$A$1:$BL$20000;""spend"")", _
        "=SEXTANT.DATA.TABLE($Raw.$A$1:$BL$20000;""spend"";;;""names"")")
    columns = Array(1, 9, 9, 9)
    document = Loaded(data)
    document.Sheets(0).Name = "Raw"
    file = FreeFile
    Open report For Output As #file
    For i = 0 To 3
        document.Sheets.insertNewByName("Data", 1)
        sheet = document.Sheets(1)
        started = GetSystemTicks()
        sheet.getCellRangeByPosition(0, 0, columns(i) - 1, IIf(columns(i) = 1, 0, 19999)).setArrayFormula(formulas(i))
        shown = sheet.getCellByPosition(0, 0).String
        Print #file, "first" & Chr(9) & names(i) & Chr(9) & (GetSystemTicks() - started)
        Print #file, "shows" & Chr(9) & names(i) & Chr(9) & shown
        For round = 1 To ROUNDS
            started = GetSystemTicks()
            document.calculateAll()
            shown = sheet.getCellByPosition(0, 0).String
            Print #file, "time" & Chr(9) & names(i) & Chr(9) & (GetSystemTicks() - started)
        Next
        document.Sheets.removeByName("Data")
    Next
    Close #file
    document.close(True)
    StarDesktop.terminate()
End Sub

' The file's columns all as texts, as the Raw sheets take them.
Function Loaded(data)
    Dim options(2) As New com.sun.star.beans.PropertyValue, columns, i
    For i = 1 To 64
        columns = columns & IIf(i > 1, "/", "") & i & "/2"
    Next
    options(0).Name = "Hidden"
    options(0).Value = True
    options(1).Name = "FilterName"
    options(1).Value = "Text - txt - csv (StarCalc)"
    options(2).Name = "FilterOptions"
    options(2).Value = "44,34,76,1," & columns & ",0,false"
    Loaded = StarDesktop.loadComponentFromURL(ConvertToUrl(data), "_blank", 0, options())
End Function
