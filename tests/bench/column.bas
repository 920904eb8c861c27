' Fills columns A to D with a million numbers each, then one cell with the formula named (may be ""): for its peak of memory.
' Writes what the cell shows to the file named.
Sub Main(report As String, formula As String)
    Dim document, sheet, file, row, hidden As New com.sun.star.beans.PropertyValue
    hidden.Name = "Hidden"
    hidden.Value = True
    document = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(hidden))
    sheet = document.Sheets(0)
    document.UndoManager.lock() ' neither its copy of the numbers nor one long fill shall hide the call's peak
    For row = 0 To 1048575 Step 4096
        sheet.getCellByPosition(0, row).Value = row + 1.5
        sheet.getCellRangeByPosition(0, row, 3, row).fillAuto(com.sun.star.sheet.FillDirection.TO_RIGHT, 1)
        sheet.getCellRangeByPosition(0, row, 3, row + 4095).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    Next
    If formula <> "" Then sheet.getCellByPosition(4, 0).Formula = formula
    file = FreeFile
    Open report For Output As #file
    Print #file, sheet.getCellByPosition(4, 0).String
    Close #file
    document.close(True)
    StarDesktop.terminate()
End Sub
