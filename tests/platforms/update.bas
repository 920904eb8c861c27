' What an office knows of newer versions of an extension: Main(identifier, report). A line for each that is to be had, its
' version; "done" at the end.
Option Explicit

Sub Main(identifier As String, path As String)
    Dim provider As Object, found As Variant, i As Integer, report As Integer
    report = FreeFile
    Open path For Output As report
    provider = GetDefaultContext().getValueByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
    found = provider.isUpdateAvailable(identifier)
    For i = 0 To UBound(found)
        Print #report, found(i)(0) & " " & found(i)(1)
    Next
    Print #report, "done"
    Close report
    StarDesktop.terminate()
End Sub
