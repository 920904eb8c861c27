' A cell's own menu, opened by the key: what it shows, and that its command runs on the cell.
Dim menu_

Sub Context_menu()
    Dim doc, s, catcher, said
    doc = Blank_document()
    s = doc.Sheets(0)
    s.getCellRangeByName("B2").Formula = "=SEXTANT.KPI.CAC(50000;125)"
    doc.CurrentController.select(s.getCellRangeByName("B2"))
    Explain(doc, "B2", "")
    catcher = CreateUnoListener("Menu_", "com.sun.star.ui.XContextMenuInterceptor") ' asked behind ours, which was there first
    doc.CurrentController.registerContextMenuInterceptor(catcher)
    said = Menu_of(doc)
    Has("the office's own entries stay", said, ".uno:Copy=")
    Same("ours stands last, in the office's language, once", UBound(Split(said, "sextant:")), 1)
    Has("with its words and a line above", said & "|", "|-|sextant:explain=~Explain This Cell|")
    Has("its command runs on the cell", Dispatch(doc, Split(Mid(said, InStr(said, "sextant:")), "=")(0), ""), "KPI.CAC")
    doc.CurrentController.select(s.getCellRangeByName("A1:C9"))
    Has("several cells", Menu_of(doc), "sextant:explain")
    doc.CurrentController.select(doc.createInstance("com.sun.star.sheet.SheetCellRanges"))
    Explain(doc, "B2", "")
    Same("and again: no second entry", UBound(Split(Menu_of(doc), "sextant:")), 1)
    doc.CurrentController.releaseContextMenuInterceptor(catcher)
    doc.close(True)
End Sub

' Opens it by its key and lets nobody see it: its entries, "command=text" or "-", bars between.
Function Menu_of(doc)
    Dim key As New com.sun.star.awt.KeyEvent, i, entry, said
    menu_ = Nothing
    doc.CurrentController.Frame.ContainerWindow.toFront()
    doc.CurrentController.Frame.ContainerWindow.setFocus()
    doc.CurrentController.Frame.activate()
    doc.CurrentController.Frame.ComponentWindow.setFocus()
    Wait 200
    key.Source = doc.CurrentController.Frame.ComponentWindow
    key.KeyCode = com.sun.star.awt.Key.CONTEXTMENU
    createUnoService("com.sun.star.awt.Toolkit").keyPress(key)
    For i = 1 To 100
        If Not IsNull(menu_) Then Exit For
        Wait 50
    Next
    said = ""
    If Not IsNull(menu_) Then
        For i = 0 To menu_.Count - 1
            entry = menu_.getByIndex(i)
            If i > 0 Then said = said & "|"
            If entry.PropertySetInfo.hasPropertyByName("CommandURL") Then
                said = said & entry.getPropertyValue("CommandURL") & "=" & entry.getPropertyValue("Text")
            Else
                said = said & "-"
            End If
        Next
    End If
    Menu_of = said
End Function

Function Menu_notifyContextMenuExecute(event)
    menu_ = event.ActionTriggerContainer
    Menu_notifyContextMenuExecute = com.sun.star.ui.ContextMenuInterceptorAction.CANCELLED
End Function

Sub Menu_disposing(event)
End Sub
