//go:build windows

package main

import (
	"os"
	"os/signal"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel                = windows.NewLazySystemDLL("kernel32.dll")
	attachConsole         = kernel.NewProc("AttachConsole")
	freeConsole           = kernel.NewProc("FreeConsole")
	setConsoleCtrlHandler = kernel.NewProc("SetConsoleCtrlHandler")
	getConsoleProcessList = kernel.NewProc("GetConsoleProcessList")
)

// Everybody on a console hears its Ctrl+Break: what hooks have started too, as in a terminal. Programs of Go take it for
// Ctrl+C, which is of no use: a process whose parents were once started in a group of their own ignores that.
func interrupt(pid, notPID uint32) int {
	freeConsole.Call()
	if done, _, err := attachConsole.Call(uintptr(pid)); done == 0 {
		if err == windows.ERROR_INVALID_PARAMETER {
			return fail(exitGone, "no such process")
		}
		return fail(exitNotReached, "its console cannot be reached: "+err.Error())
	}
	listeners := make([]uint32, 1024)
	count, _, err := getConsoleProcessList.Call(uintptr(unsafe.Pointer(&listeners[0])), uintptr(len(listeners)))
	if count == 0 || int(count) > len(listeners) {
		return fail(exitNotReached, "who is on its console cannot be told: "+err.Error())
	}
	for _, each := range listeners[:count] {
		if each == notPID {
			return fail(exitSharedByApp, "the app is on the same console")
		}
	}
	// We are on it ourselves now.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	setConsoleCtrlHandler.Call(0, 1)
	if windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, 0) == nil {
		return 0
	}
	// Wine knows no Ctrl+Break.
	if err := windows.GenerateConsoleCtrlEvent(windows.CTRL_C_EVENT, 0); err != nil {
		return fail(exitNotReached, err.Error())
	}
	return 0
}
