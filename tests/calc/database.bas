' Bring in Data from a database, and Refresh: an SQLite file through ODBC, registered in the office under the name sales (commands.sh makes
' both). A data source's tables are changed by statements of its own.
Sub Execute(statement)
    Dim connection
    connection = createUnoService("com.sun.star.sdb.DatabaseContext").getByName("sales").getConnection("", "")
    connection.createStatement().executeUpdate(statement)
    connection.close()
End Sub

Sub Register_sales()
    Dim context
    context = createUnoService("com.sun.star.sdb.DatabaseContext")
    If Not context.hasByName("sales") Then context.registerDatabaseLocation("sales", ConvertToURL(Environ("TMPDIR") & "/sales.odb"))
    If Not context.hasByName("lost") Then context.registerDatabaseLocation("lost", ConvertToURL(Environ("TMPDIR") & "/lost.odb"))
    Execute("delete from receivables")
    Execute("insert into receivables values ('R1','Acme','2025-12-01','2026-01-05',1000.0,'EUR'), ('R2',null,'2025-12-03','2026-01-12',250.5,'EUR'), ('R3','=1+1','2025-12-04','2026-01-13',99,'EUR')")
End Sub

' The row of the first pasted line of a raw sheet.
Function First_line(s)
    Dim i
    For i = 0 To 60
        If InStr(s.getCellByPosition(0, i).String, "Paste the export here") > 0 Then First_line = i + 1
    Next
End Function

Sub Database_none()
    Dim doc, said
    doc = Blank_document()
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables")
    Has("a database that is not registered", said, Choose_("No database called sales is registered", "keine Datenbank namens sales angemeldet", "Aucune base de données nommée sales"))
    Same("nothing is written then", doc.Sheets.Count, 1)
    Has("nothing is linked", Dispatch(doc, "sextant:import-again", ""), Choose_("Nothing in this document is linked", "ist nichts mit einer Datenbank verknüpft", "Rien dans ce document n'est lié"))
    Same("and no step of undo", doc.UndoManager.isUndoPossible(), False)
    doc.close(True)
End Sub

Sub Database_new_sheet()
    Dim doc, s, said
    Register_sales()
    doc = Blank_document()
    Has("the databases by their names", Dispatch(doc, "sextant:import-database", ""), "sales")
    said = Dispatch(doc, "sextant:import-database", "database=sales")
    Has("its tables", said, "receivables")
    Has("and its views", said, "late")
    Has("a file that is gone", Dispatch(doc, "sextant:import-database", "database=lost"), Choose_("lost cannot be reached", "lost ist nicht erreichbar", "lost est inaccessible"))
    Has("and its table", Dispatch(doc, "sextant:import-database", "database=lost" & Chr(10) & "table=x"), Choose_("lost does not answer for x", "lost antwortet nicht auf x", "lost ne répond pas pour x"))
    Has("a table that is not there", Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=nowhere"), "nowhere")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=leads")
    Has("an empty table", said, Choose_("cannot be read as: Leads", "nicht lesen als: Leads", "impossible comme : Prospects"))
    Same("until here nothing is written", doc.Sheets.Count & doc.UndoManager.isUndoPossible(), "1False")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables" & Chr(10) & "put=0")
    Has("what was understood, by the table's name", said, Choose_("3 lines read. Open invoices; sum: 1,349.50", "3 Zeilen gelesen. Offene Rechnungen; Summe: 1.349,50", "3 lignes lues. Factures ouvertes ; somme : 1"))
    Same("looking writes nothing", doc.Sheets.Count & doc.UndoManager.isUndoPossible(), "1False")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=late" & Chr(10) & "kind=receivables" & Chr(10) & "sheet=Late")
    s = doc.Sheets.getByName("Late")
    Same("a view, on a new sheet", s.getCellRangeByName("A1").String & s.getCellRangeByName("A2").String, "invoiceR2")
    Same("its dates are dates", s.getCellRangeByName("D2").Value, DateValue("2026-01-12"))
    Same("one step of undo", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "sql=select * from receivables where amount > 200" & Chr(10) & "kind=receivables" & Chr(10) & "put=0")
    Has("a question in SQL", said, Choose_("2 lines read", "2 Zeilen gelesen", "2 lignes lues"))
    doc.protect("")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables" & Chr(10) & "sheet=More")
    Has("a protected structure", said, Choose_("structure", "Struktur", "structure"))
    doc.unprotect("")
    doc.close(True)
End Sub

Sub Database_raw_sheet()
    Dim doc, s, said, first, url
    Register_sales()
    doc = Review_document("weekly", 0)
    s = doc.Sheets.getByName("Raw invoices")
    first = First_line(s)
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables")
    Has("into the sheet that takes it", said, "Raw invoices")
    Same("its headings", s.getCellByPosition(0, first).String, "invoice")
    Same("a figure", s.getCellByPosition(4, first + 2).Value, 250.5)
    Same("a date of the database's", s.getCellByPosition(2, first + 2).Value & "/" & (InStr(s.getCellByPosition(2, first + 2).String, "25") > 0), CDbl(DateValue("2025-12-03")) & "/True")
    Same("a text that looks like a formula stays one", s.getCellByPosition(1, first + 3).Type & s.getCellByPosition(1, first + 3).String, "2=1+1")
    Same("the cells stay open", s.getCellByPosition(4, first + 1).CellProtection.IsLocked, False)
    Same("the sheet stays protected", s.isProtected(), True)
    Same("a range that the office refreshes", doc.DatabaseRanges.getByIndex(0).Name, "Raw_invoices")
    Has("the workbook reads them", s.getCellByPosition(0, 3).String, "✓ read")
    Same("one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes lines and link away", s.getCellByPosition(0, first).String & doc.DatabaseRanges.Count, "0")
    doc.UndoManager.redo()
    Same("redo brings both again", s.getCellByPosition(0, first + 2).String & doc.DatabaseRanges.Count, "R21")
    Database_refresh(doc, s, first)
    Database_other(doc, s, first)
    doc.close(True)
End Sub

Sub Database_refresh(doc, s, first)
    Dim said
    Execute("insert into receivables values ('R4','Dora','2025-12-05','2026-01-14',1.5,'EUR')")
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-again", "")
    Has("how many were read again", said, Choose_("1 of 1 linked tables were read again", "1 von 1 verknüpften Tabellen", "1 tables liées sur 1"))
    Has("lines before and after", said, Choose_("sales: receivables: 3 lines before, 4 now", "sales: receivables: vorher 3 Zeilen, jetzt 4", "sales: receivables : 3 lignes avant, 4 maintenant"))
    Same("the new line", s.getCellByPosition(0, first + 4).String, "R4")
    Same("one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo takes it away", s.getCellByPosition(0, first + 4).String, "")
    doc.UndoManager.redo()
    Same("redo brings it again", s.getCellByPosition(0, first + 4).String, "R4")
    Execute("delete from receivables where invoice <> 'R2'")
    said = Dispatch(doc, "sextant:import-again", "")
    Has("fewer lines", said, Choose_("4 lines before, 1 now", "vorher 4 Zeilen, jetzt 1", "4 lignes avant, 1 maintenant"))
    Same("nothing of the old is left", s.getCellByPosition(0, first + 1).String & s.getCellByPosition(0, first + 2).String, "R2")
    doc.UndoManager.undo()
    doc.UndoManager.redo()
    Same("cells that redo empties stay open", s.getCellByPosition(0, first + 3).String & s.getCellByPosition(0, first + 3).CellProtection.IsLocked, "False")
    Execute("delete from receivables")
    said = Dispatch(doc, "sextant:import-again", "")
    Has("none", said, Choose_("1 lines before, 0 now", "vorher 1 Zeilen, jetzt 0", "1 lignes avant, 0 maintenant"))
    Execute("insert into receivables values ('R5','Eve','2025-12-05','2026-01-15',7,'EUR')")
    Dispatch(doc, "sextant:import-again", "")
    Same("and lines again", s.getCellByPosition(0, first + 1).String & s.getCellByPosition(4, first + 1).Value, "R57")
    Execute("alter table receivables rename to hidden")
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-again", "")
    Has("a table that is gone", said, Choose_("0 of 1 linked tables", "0 von 1 verknüpften", "0 tables liées sur 1"))
    Has("is said with its reason", said, Choose_("stays as it is: sales does not answer for receivables", "bleibt, wie es ist: sales antwortet nicht auf receivables", "reste en l'état : sales ne répond pas"))
    Same("its lines stay", s.getCellByPosition(0, first + 1).String, "R5")
    Same("without a step of undo", doc.UndoManager.isUndoPossible(), False)
    Execute("alter table hidden rename to receivables")
    Execute("insert into receivables with recursive n(i) as (select 1 union all select i + 1 from n where i < 20480) select 'N' || i, 'x', '2025-12-05', '2026-01-15', 1, 'EUR' from n")
    said = Dispatch(doc, "sextant:import-again", "")
    Has("more than the sheet takes", said, Choose_("there are 20482 lines", "es sind jetzt 20482 Zeilen", "il y a maintenant 20482 lignes"))
    Same("and nothing is changed", s.getCellByPosition(0, first + 2).String, "")
    Register_sales()
End Sub

' A linked sheet gets lines from elsewhere: the link goes, and is said, for a refresh would write over them.
Sub Database_other(doc, s, first)
    Dim said, url
    Dispatch(doc, "sextant:import-again", "")
    url = File_of("more.csv", Array("Invoice,Customer,Issued,Due,Amount,Currency", "F1,Carl,2025-12-05,2026-01-19,99.00,EUR"))
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "mode=append")
    Has("a file below linked lines", said, Choose_("The link to sales: receivables on Raw invoices was taken away", "Die Verknüpfung mit sales: receivables auf Raw invoices wurde gelöst", "Le lien avec sales : receivables sur Raw invoices a été retiré"))
    Same("its line", s.getCellByPosition(0, first + 5).String, "F1")
    Same("no link", doc.DatabaseRanges.Count, 0)
    Same("one step", UBound(doc.UndoManager.getAllUndoActionTitles()), 0)
    doc.UndoManager.undo()
    Same("undo brings the link back", doc.DatabaseRanges.Count & s.getCellByPosition(0, first + 5).String, "1")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=late" & Chr(10) & "kind=receivables" & Chr(10) & "target=Raw invoices")
    Same("another table in place of it", s.getCellByPosition(0, first + 1).String & s.getCellByPosition(0, first + 3).String, "R2")
    Same("one link", doc.DatabaseRanges.Count, 1)
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables" & Chr(10) & "target=Raw invoices" & Chr(10) & "mode=replace" & Chr(10) & "link=0")
    Same("without a link", doc.DatabaseRanges.Count & s.getCellByPosition(0, first + 3).String, "0R3")
    s.unprotect("")
    s.protect("secret")
    said = Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables" & Chr(10) & "target=Raw invoices" & Chr(10) & "mode=replace")
    Has("a sheet with a password", said, Choose_("protected with a password", "mit einem Kennwort geschützt", "protégée par un mot de passe"))
    Same("no link then", doc.DatabaseRanges.Count, 0)
    s.unprotect("secret")
    s.protect("")
End Sub

' Ranges of a person's own, on a sheet that is locked: the others are read all the same.
Sub Database_locked()
    Dim doc, s, said
    Register_sales()
    doc = Blank_document()
    s = doc.Sheets(0)
    doc.Sheets.insertNewByName("Second", 1)
    Linked(doc, "one", s)
    Linked(doc, "two", doc.Sheets(1))
    s.protect("")
    Execute("delete from receivables where invoice = 'R1'")
    said = Dispatch(doc, "sextant:import-again", "")
    Has("the cells of one are locked", said, Choose_("locked", "gesperrt", "verrouillées"))
    Has("the other is read", said, Choose_("1 of 2 linked", "1 von 2 verknüpften", "1 tables liées sur 2"))
    Same("the locked one stays", s.getCellRangeByName("A5").String & doc.Sheets(1).getCellRangeByName("A5").String, "R3")
    Same("the other has its lines", doc.Sheets(1).getCellRangeByName("A3").String, "R2")
    doc.close(True)
End Sub

Sub Linked(doc, name, s)
    Dim how(2) As New com.sun.star.beans.PropertyValue
    doc.DatabaseRanges.addNewByName(name, s.getCellRangeByName("A2:F2").RangeAddress)
    how(0).Name = "DatabaseName"
    how(0).Value = "sales"
    how(1).Name = "SourceType"
    how(1).Value = com.sun.star.sheet.DataImportMode.TABLE
    how(2).Name = "SourceObject"
    how(2).Value = "receivables"
    s.getCellRangeByName("A2:F2").doImport(how())
End Sub

' Many lines over linked ones, stopped: the lines and their link stay.
Sub Database_stopped()
    Dim doc, s, said, first, url, before
    Register_sales()
    Execute("delete from receivables")
    Execute("insert into receivables values ('R2','Bo','2025-12-03','2026-01-12',250.5,'EUR')")
    doc = Review_document("weekly", 0)
    s = doc.Sheets.getByName("Raw invoices")
    first = First_line(s)
    Dispatch(doc, "sextant:import-database", "database=sales" & Chr(10) & "table=receivables")
    Same("a link", doc.DatabaseRanges.Count & s.getCellByPosition(0, first + 1).String, "1R2")
    before = Shown(s)
    url = Many_lines(9000)
    doc.UndoManager.clear()
    said = Dispatch(doc, "sextant:import-file", "file=" & url & Chr(10) & "mode=replace" & Chr(10) & "stop=2")
    Has("stopped over linked lines", said, Choose_("nothing was changed: it was stopped", "nichts wurde geändert: es wurde angehalten", "rien n'a été modifié : arrêt demandé"))
    Same("the lines stay as they were", Shown(s) = before, True)
    Same("and their link", doc.DatabaseRanges.Count, 1)
    Same("no step of undo", doc.UndoManager.isUndoPossible(), False)
    Same("the sheet stays protected", s.isProtected(), True)
    Execute("insert into receivables values ('R3','Bo','2025-12-03','2026-01-12',1,'EUR')")
    Dispatch(doc, "sextant:import-again", "")
    Same("which still reads", s.getCellByPosition(0, first + 2).String, "R3")
    doc.close(True)
End Sub

' A server that cannot be reached, with a password that nobody gives: said, and nothing is written.
Sub Database_server()
    Dim doc, said, name, context
    context = createUnoService("com.sun.star.sdb.DatabaseContext")
    doc = Blank_document()
    For Each name In Array("server", "secret")
        If Not context.hasByName(name) Then context.registerDatabaseLocation(name, ConvertToURL(Environ("TMPDIR") & "/" & name & ".odb"))
        said = Dispatch(doc, "sextant:import-database", "database=" & name & Chr(10) & "table=receivables")
        Has(name & " does not answer", said, name & Choose_(" does not answer for receivables: ", " antwortet nicht auf receivables: ", " ne répond pas pour receivables : "))
        Same(name & ": with its reason in one line, and no secret", Len(said) > Len(name) + 40 And InStr(said, "hush") + InStr(said, "./connectivity") + InStr(said, Chr(9)) = 0, True)
        said = Dispatch(doc, "sextant:import-database", "database=" & name)
        Has(name & " is not reached", said, name & Choose_(" cannot be reached: ", " ist nicht erreichbar: ", " est inaccessible : "))
        Same(name & ": as clean", Len(said) > Len(name) + 40 And InStr(said, "hush") + InStr(said, "./connectivity") = 0, True)
        context.revokeDatabaseLocation(name)
    Next
    Same("and nothing is written", doc.Sheets.Count & doc.Sheets(0).getCellRangeByName("A1").Type & doc.UndoManager.isUndoPossible(), "10False")
    doc.close(True)
End Sub
