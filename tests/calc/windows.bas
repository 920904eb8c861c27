' The windows and the menu as an office in this language shows them: each window is made of its description, its title is that of the words,
' no text is wider than its place; and a command that nobody gives a language speaks the office's. FOLDER: the windows; TITLES: a line each, "name", a
' tab, its title in this language; MENU and SAID: the menu's title, and what a document without a review hears from Roll Forward.
Dim report

Sub Main(titles As String, report_path As String, folder As String, menu_title As String, said As String)
    Dim file, line_ As String, words
    report = FreeFile
    Open report_path For Output As #report
    On Error Goto wrong
    file = FreeFile
    Open titles For Input As #file
    Do While Not Eof(file)
        Line Input #file, line_
        words = Split(line_, Chr(9))
        Window_of(folder, words(0), words(1))
    Loop
    Close #file
    Same("the menu's title", Menu_title(), menu_title)
    Same("a command speaks the office's language", Said_of("sextant:roll"), said)
    Print #report, "done"
wrong:
    If Err <> 0 Then Print #report, "FAIL: " & Error & Chr(9) & "line " & Erl
    Close #report
    StarDesktop.terminate()
End Sub

Sub Window_of(folder, name, title)
    Dim window, control, model, wants
    window = createUnoService("com.sun.star.awt.DialogProvider").createDialog(ConvertToURL(folder & "/" & name & ".xdl"))
    window.createPeer(createUnoService("com.sun.star.awt.Toolkit"), Nothing)
    Same(name & ": its title", window.AccessibleContext.AccessibleName, title)
    For Each control In window.Controls
        model = control.Model
        If Is_one_line(model) And HasUnoInterfaces(control, "com.sun.star.awt.XLayoutConstrains") Then
            wants = control.getPreferredSize().Width
            If wants > control.PosSize.Width + 2 Then
                Print #report, "FAIL: " & wants & " wide in " & control.PosSize.Width & Chr(9) & name & "." & model.Name & ": " & control.AccessibleContext.AccessibleName
            Else
                Print #report, "ok" & Chr(9) & name & "." & model.Name
            End If
        End If
    Next
    window.dispose()
End Sub

' A label, a button or a box with a text that is not broken into lines.
Function Is_one_line(model)
    Is_one_line = False
    If Not HasUnoInterfaces(model, "com.sun.star.beans.XPropertySet") Then Exit Function
    If Not model.getPropertySetInfo().hasPropertyByName("Label") Then Exit Function
    If model.Label = "" Then Exit Function
    If model.getPropertySetInfo().hasPropertyByName("MultiLine") Then
        If model.MultiLine Then Exit Function
    End If
    Is_one_line = True
End Function

Function Menu_title()
    Dim path(0) As New com.sun.star.beans.PropertyValue
    path(0).Name = "nodepath"
    path(0).Value = "/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/org.sextant.menu"
    Menu_title = createUnoService("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", path()).getByName("Title")
End Function

Function Said_of(url)
    Dim how(0) As New com.sun.star.beans.PropertyValue, doc
    how(0).Name = "Answers"
    how(0).Value = "x=y"
    doc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array())
    Said_of = createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(doc.CurrentController.Frame, url, "", 0, how()).Result
    doc.close(True)
End Function
