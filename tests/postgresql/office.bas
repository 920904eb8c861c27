' The workbook's side of a warehouse: a data source of the office's own, a range of a sheet that is read from it, the
' catalogue's functions on it, and Data > Refresh Range after the tables have changed. FOLDER: where to work; SOURCE: the
' office's document that names the database; GO: a file that is removed when the tables have changed. REPORT: a line a finding.
Sub Main(folder As String, source_ As String, go_ As String, report_path As String)
    Dim doc, sheet_, waited, report, descriptor(3) As New com.sun.star.beans.PropertyValue
    On Local Error Goto Failed
    CreateUnoService("com.sun.star.sdb.DatabaseContext").registerDatabaseLocation("warehouse", ConvertToUrl(source_))

    doc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Hidden())
    sheet_ = doc.Sheets(0)
    Set_(descriptor(0), "DatabaseName", "warehouse")
    Set_(descriptor(1), "SourceType", com.sun.star.sheet.DataImportMode.SQL)
    Set_(descriptor(2), "SourceObject", "select * from spend")
    Set_(descriptor(3), "IsNative", False)
    doc.DatabaseRanges.addNewByName("spend", sheet_.getCellRangeByName("A1:I2").RangeAddress)
    sheet_.getCellRangeByName("A1:I2").doImport(descriptor())
    sheet_.getCellRangeByName("L1").Formula = "=COUNT(E2:E10000)"
    sheet_.getCellRangeByName("L2").Formula = "=SUM(E2:E10000)"
    sheet_.getCellRangeByName("L3").FormulaLocal = "=KPI.ROAS(SUM(I2:I10000);L2)"
    sheet_.getCellRangeByName("L4").Formula = "=MIN(A2:A10000)"
    report = FreeFile
    Open report_path For Output As #report
    Show(report, sheet_)

    ' Stored and opened again, the range knows where it comes from.
    doc.storeToURL(ConvertToUrl(folder & "/book.ods"), Array())
    doc.close(True)
    Kill go_
    waited = 0
    Do While Not FileExists(go_) And waited < 300
        Wait 200
        waited = waited + 1
    Loop
    doc = StarDesktop.loadComponentFromURL(ConvertToUrl(folder & "/book.ods"), "_blank", 0, Hidden())
    doc.DatabaseRanges.getByName("spend").refresh()
    doc.calculateAll()
    Show(report, doc.Sheets(0))
    doc.close(True)
    Print #report, "done"
    Close #report
    StarDesktop.terminate()
    Exit Sub
Failed:
    report = FreeFile
    Open report_path For Append As #report
    Print #report, "line " & Erl & ": " & Error$
    Close #report
    StarDesktop.terminate()
End Sub

Sub Show(report, sheet_)
    Dim i, line_
    line_ = ""
    For i = 0 To 3
        line_ = line_ & " " & CStr(sheet_.getCellByPosition(11, i).Value)
    Next
    Print #report, Trim(line_)
End Sub

Sub Set_(property_, name_, value_)
    property_.Name = name_
    property_.Value = value_
End Sub

Function Hidden()
    Dim p(0) As New com.sun.star.beans.PropertyValue
    p(0).Name = "Hidden"
    p(0).Value = True
    Hidden = p()
End Function
