' Works through a list of jobs in one start of the office, as a start costs more than most of them. JOBS: a job a line,
' tabs between; REPORT: what went wrong, and what `time` measured.
'   load FILE                       opens it, in place of the one before
'   store FILTER FILE               FILTER: a filter's name of the office
'   set SHEET COLUMN ROW VALUE      from 1; a number, a text, or nothing: the cell is emptied. Forgotten by `undo`
'   undo                            puts back what `set` changed
'   show FILE [SHEET...]            every cell of them (of all) that holds something, as `cells` writes it: value and text alone
'   empty SHEET COLUMN ROW COLUMNS ROWS              what is typed there goes
'   source NAME FILE                                 a data source of the office, NAME, by the Base document
'   feed SHEET COLUMN ROW COLUMNS ROWS SOURCE SQL    what the database answers stands there, its columns' names above; a
'                                                    range of the document, so that Data > Refresh Range reads it again
'   refresh                                          all such ranges
'   locked TEXT                     reports sheets without protection, or with one that asks for a password
'   time NAME ROUNDS SHEET COLUMN ROW TYPE   ms until all is computed that a change of the cell touches, median; each
'                                            time a value that was not there before, so that nothing is answered from memory
'   reload NAME FILE                ms that opening and recalculating it takes
Dim document, report, n_set
Dim set_cells(399), set_formulas(399)

Sub Main(jobs As String, report_path As String)
    Dim line_ As String, words, file
    report = FreeFile
    Open report_path For Output As #report
    file = FreeFile
    Open jobs For Input As #file
    Do While Not Eof(file)
        Line Input #file, line_
        words = Split(line_, Chr(9))
        Carry_out(words, line_)
    Loop
    Close #file
    If Not IsEmpty(document) Then document.close(True)
    Print #report, "done"
    Close #report
    StarDesktop.terminate()
End Sub

Sub Carry_out(words, line_)
    On Error GoTo Failed
    Select Case words(0)
    Case "load"
        If Not IsEmpty(document) Then document.close(True)
        document = Opened(words(1))
        n_set = 0
    Case "store"
        document.storeToURL(ConvertToUrl(words(2)), Array(Property("FilterName", words(1))))
    Case "set"
        Set_cell(Cell(words(1), words(2), words(3)), words(4))
    Case "undo"
        Do While n_set > 0
            n_set = n_set - 1
            set_cells(n_set).Formula = set_formulas(n_set)
        Loop
    Case "show"
        Show(words)
    Case "empty"
        Area(words).clearContents(1 + 2 + 4) ' numbers, dates, texts
    Case "source"
        CreateUnoService("com.sun.star.sdb.DatabaseContext").registerDatabaseLocation(words(1), ConvertToUrl(words(2)))
    Case "feed"
        Feed(words)
    Case "refresh"
        Refresh()
    Case "locked"
        Locked(words(1))
    Case "time"
        Time_change(words)
    Case "reload"
        Time_load(words)
    End Select
    Exit Sub
Failed:
    Print #report, "error" & Chr(9) & line_ & ": " & Error$
End Sub

Function Property(name_, value_)
    Dim p As New com.sun.star.beans.PropertyValue
    p.Name = name_
    p.Value = value_
    Property = p
End Function

Function Opened(path)
    Opened = StarDesktop.loadComponentFromURL(ConvertToUrl(path), "_blank", 0, Array(Property("Hidden", True), Property("AsTemplate", False)))
End Function

Function Cell(sheet, column, row)
    Cell = document.Sheets.getByName(sheet).getCellByPosition(CLng(column) - 1, CLng(row) - 1)
End Function

Function Area(words)
    Dim c, r
    c = CLng(words(2)) - 1
    r = CLng(words(3)) - 1
    Area = document.Sheets.getByName(words(1)).getCellRangeByPosition(c, r, c + CLng(words(4)) - 1, r + CLng(words(5)) - 1)
End Function

Sub Feed(words)
    document.DatabaseRanges.addNewByName(Replace(words(1), " ", "_"), Area(words).RangeAddress)
    Area(words).doImport(Array(Property("DatabaseName", words(6)), Property("SourceType", com.sun.star.sheet.DataImportMode.SQL), _
        Property("SourceObject", words(7)), Property("IsNative", False)))
End Sub

Sub Refresh()
    Dim i
    For i = 0 To document.DatabaseRanges.Count - 1
        document.DatabaseRanges(i).refresh()
    Next
    document.calculateAll()
End Sub

Sub Set_cell(c, value_)
    set_cells(n_set) = c
    set_formulas(n_set) = c.Formula
    n_set = n_set + 1
    If value_ = "" Then
        c.Formula = ""
    ElseIf IsNumeric(value_) Then
        c.Value = CDbl(value_)
    Else
        c.String = value_
    End If
End Sub

Sub Show(words)
    Dim sheet, cursor, address, data, file, r, c, v, i
    file = FreeFile
    Open words(1) For Output As #file
    For i = 0 To document.Sheets.Count - 1
        sheet = document.Sheets(i)
        If UBound(words) > 1 And InStr(Join(words, Chr(9)) & Chr(9), Chr(9) & sheet.Name & Chr(9)) = 0 Then Goto Skipped
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        address = cursor.RangeAddress
        data = sheet.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow).getDataArray()
        For r = 0 To UBound(data)
            For c = 0 To UBound(data(r))
                v = data(r)(c)
                If IsEmpty(v) Then
                    Print #file, sheet.Name & Chr(9) & (r + 1) & Chr(9) & (c + 1) & Chr(9) & "error" & Chr(9) & Chr(9) & Chr(9)
                ElseIf CStr(v) <> "" Then
                    If VarType(v) = 8 Then v = Join(Split(v, Chr(10)), " ") ' a cell of several lines is one line here
                    Print #file, sheet.Name & Chr(9) & (r + 1) & Chr(9) & (c + 1) & Chr(9) & Chr(9) & v & Chr(9) & Chr(9) & v
                End If
            Next
        Next
Skipped:
    Next
    Close #file
End Sub

Sub Locked(text)
    Dim i, sheet
    For i = 0 To document.Sheets.Count - 1
        sheet = document.Sheets(i)
        If Not sheet.isProtected() Then
            Print #report, "error" & Chr(9) & text & ": " & sheet.Name & " is not protected"
        Else
            sheet.unprotect("")
            If sheet.isProtected() Then Print #report, "error" & Chr(9) & text & ": " & sheet.Name & " asks for a password"
            sheet.protect("")
        End If
    Next
End Sub

Function Median(times)
    Dim i, j, t
    For i = 1 To UBound(times)
        t = times(i)
        j = i - 1
        Do While j >= 0
            If times(j) <= t Then Exit Do
            times(j + 1) = times(j)
            j = j - 1
        Loop
        times(j + 1) = t
    Next
    Median = times(UBound(times) \ 2)
End Function

Function Changed(was, type_, i)
    Select Case type_
    Case "text", "choice"
        Changed = was & " " & i
    Case "date", "month"
        If Day(CDate(was)) = 1 Then Changed = CDbl(DateAdd("m", -i, CDate(was))) Else Changed = was - i
    Case "count", "line"
        Changed = was + i
    Case Else
        If was = 0 Then Changed = i / 100 Else Changed = was * (1 - i / 100)
    End Select
End Function

Sub Time_change(words)
    Dim c, i, started, rounds, seen, was, value_, blank, number
    rounds = CLng(words(2))
    Dim times(rounds - 1)
    c = Cell(words(3), words(4), words(5))
    blank = c.Type = com.sun.star.table.CellContentType.EMPTY
    number = c.Type = com.sun.star.table.CellContentType.VALUE
    If number Then was = c.Value Else was = c.String
    If blank And words(6) <> "text" And words(6) <> "choice" Then ' a date that nobody typed is typed, and taken away
        number = True
        was = 46000
    End If
    For i = 0 To rounds
        If i < rounds Then value_ = Changed(was, words(6), i + 1) Else value_ = was
        started = GetSystemTicks()
        If i = rounds And blank Then
            c.String = ""
        ElseIf number Then
            c.Value = value_
        Else
            c.String = value_
        End If
        document.calculate() ' a hidden document computes what is looked at, and nothing else
        seen = document.Sheets.getByName("Review").getCellRangeByPosition(0, 0, 25, 99).getDataArray()
        seen = document.Sheets.getByName("Checks").getCellRangeByPosition(0, 0, 3, 59).getDataArray()
        If i < rounds Then times(i) = GetSystemTicks() - started
    Next
    Print #report, "time" & Chr(9) & words(1) & Chr(9) & Median(times)
End Sub

Sub Time_load(words)
    Dim started, other
    started = GetSystemTicks()
    other = Opened(words(2))
    other.calculate()
    Print #report, "time" & Chr(9) & words(1) & Chr(9) & (GetSystemTicks() - started)
    other.close(True)
End Sub
