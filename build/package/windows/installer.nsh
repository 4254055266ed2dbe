; Read by electron-builder into the installer and into the uninstaller. A person’s instances are no part of the program: they
; lie in AppData, and nothing here touches them.

; In place of electron-builder’s own, which ends the app at once, and with it everything it serves. Asked to quit, it stops its
; instances in order. An upgrade and a removal wait for that.
!macro customCheckAppRunning
  !define UNIQUE ${__COUNTER__}
  IfFileExists "$INSTDIR\${APP_EXECUTABLE_FILENAME}" 0 ended${UNIQUE}
  ask${UNIQUE}:
    DetailPrint "Basekeeper is asked to quit; its instances are stopped first."
    nsExec::Exec '"$INSTDIR\resources\bin\basekeeper.exe" quit'
    Pop $R0
    StrCpy $R1 0
  look${UNIQUE}:
    ; Windows lets nobody write to a program that runs.
    ClearErrors
    FileOpen $R2 "$INSTDIR\${APP_EXECUTABLE_FILENAME}" a
    IfErrors 0 free${UNIQUE}
    IntOp $R1 $R1 + 1
    Sleep 500
    ; Twice as long as a quit may take.
    IntCmp $R1 50 0 look${UNIQUE}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Basekeeper is running and has not quit. Quit it from its icon in the notification area, then try again." /SD IDCANCEL IDRETRY ask${UNIQUE}
    SetErrorLevel 5
    Quit
  free${UNIQUE}:
    FileClose $R2
  ended${UNIQUE}:
  !undef UNIQUE
!macroend

; The uninstaller removes the folder of the program with everything in it.
!macro refuseFolderOfData FOLDER
  ${If} $INSTDIR == "${FOLDER}"
    MessageBox MB_OK|MB_ICONSTOP "Basekeeper keeps its instances in ${FOLDER}. Install the program into another folder." /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
!macroend

; For this person only, without asking for the rights of an administrator: there is no page to choose.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

!macro customInit
  ${If} ${isForAllUsers}
    MessageBox MB_OK|MB_ICONSTOP "Basekeeper is installed for one person. Run this without /allusers." /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  !insertmacro refuseFolderOfData "$LOCALAPPDATA\Basekeeper"
  !insertmacro refuseFolderOfData "$APPDATA\Basekeeper"
!macroend

!macro customUnInstall
  DetailPrint "Instances, backups and settings stay in $LOCALAPPDATA\Basekeeper and $APPDATA\Basekeeper."
!macroend
