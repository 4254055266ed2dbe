//go:build !windows

package main

import (
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"unsafe"
)

func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }

func dial(socket string) (net.Conn, error) { return net.Dial("unix", socket) }

// The same places as electron/storage/paths.ts.
func controlFolder() (string, error) {
	if home := os.Getenv("BASEKEEPER_HOME"); home != "" {
		return filepath.Join(home, "control"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "Basekeeper", "control"), nil
	}
	data := os.Getenv("XDG_DATA_HOME")
	if data == "" {
		data = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(data, "basekeeper", "control"), nil
}

func describeTerminal() terminal {
	_, in := size(0)
	columns, out := size(1)
	more, err := size(2)
	if columns == 0 {
		columns = more
	}
	return terminal{in, out, err, columns}
}

func size(descriptor uintptr) (int, bool) {
	// Only the standard library, so that this builds on a machine without a network.
	var window struct{ rows, columns, width, height uint16 }
	_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, descriptor, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&window)))
	return int(window.columns), failed == 0
}

// Not of this terminal: closing it leaves the app.
func detach(app *exec.Cmd) { app.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// The app takes the place of this process: signals, and whoever watches a service, have the app itself.
func serve() int {
	program, err := appProgram()
	if err != nil {
		return say(err.Error(), exitFailed)
	}
	arguments := append([]string{program}, appArguments("--serve", true)...)
	return say(syscall.Exec(program, arguments, os.Environ()).Error(), exitFailed)
}
