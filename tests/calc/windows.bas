' The windows and the menu as an office in this language shows them: each window is made of its description, its title is that of the words,
' no text is wider than its place, Tab goes through every control of it in their order and round again; and a command that nobody gives a language speaks the office's. FOLDER: the windows; TITLES: a line each, "name", a
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
    Tabs_of(window, name)
    window.dispose()
End Sub

' Real keys: Tab as often as there are stops. A list, a spin field or a text of lines keeps the focus in a part of its own,
' so that none of the controls has it then.
Sub Tabs_of(window, name)
    Dim tk, key As New com.sun.star.awt.KeyEvent, wanted, seen, i, stops
    stops = Stops_of(window)
    wanted = Join(stops, " ")
    tk = createUnoService("com.sun.star.awt.Toolkit")
    window.setVisible(True)
    window.toFront()
    window.setFocus()
    Wait 200
    key.Source = window.Peer
    key.KeyCode = com.sun.star.awt.Key.TAB
    seen = ""
    For i = 0 To UBound(stops) + 1
        If i > 0 Then seen = seen & " "
        seen = seen & Focused(window, stops(i Mod (UBound(stops) + 1)))
        tk.keyPress(key)
        Wait 50
    Next
    Same(name & ": Tab", seen, wanted & " " & stops(0))
End Sub

' The control that has the focus; the one that is meant, where it may keep it in a part of its own and no other has it.
Function Focused(window, meant)
    Dim control, has
    has = ""
    For Each control In window.Controls
        If control.hasFocus() Then has = control.Model.Name
    Next
    If has = "" And Has_parts(window.getControl(meant).Model) Then has = meant
    Focused = has
End Function

Function Has_parts(model)
    Has_parts = model.supportsService("com.sun.star.awt.UnoControlListBoxModel") Or model.supportsService("com.sun.star.awt.UnoControlNumericFieldModel")
    If model.supportsService("com.sun.star.awt.UnoControlEditModel") Then Has_parts = model.MultiLine
End Function

Function Is_still(model)
    Dim kind
    Is_still = False
    For Each kind In Array("FixedText", "FixedLine", "ImageControl", "GroupBox", "ProgressBar")
        If model.supportsService("com.sun.star.awt.UnoControl" & kind & "Model") Then Is_still = True
    Next
End Function

' The names of the controls that Tab should stop at, in the order of their index; of a group of radio buttons the chosen one.
Function Stops_of(window)
    Dim control, model, at(), n, i
    ReDim at(99)
    For i = 0 To 99
        at(i) = ""
    Next
    For Each control In window.Controls
        model = control.Model
        If Is_still(model) Then
        ElseIf model.supportsService("com.sun.star.awt.UnoControlRadioButtonModel") Then
            If model.State = 1 Then at(model.TabIndex) = model.Name
        ElseIf model.Enabled Then
            at(model.TabIndex) = model.Name
        End If
    Next
    n = ""
    For i = 0 To 99
        If at(i) <> "" Then n = n & IIf(n = "", "", " ") & at(i)
    Next
    Stops_of = Split(n, " ")
End Function

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
