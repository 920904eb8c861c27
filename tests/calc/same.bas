' What the modules of tests say of a finding; it stands behind each of them, and report is theirs.
Sub Same(what, seen, wanted)
    If seen = wanted Then
        Print #report, "ok" & Chr(9) & what
    Else
        Print #report, "FAIL: " & seen & " instead of " & wanted & Chr(9) & what
    End If
End Sub
