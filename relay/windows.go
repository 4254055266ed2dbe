//go:build windows

package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func ignoreBrokenPipe() {}

func dial(pipe string) (net.Conn, error) { return winio.DialPipe(pipe, nil) }

// The same place as electron/storage/paths.ts.
func controlFolder() (string, error) {
	if home := os.Getenv("BASEKEEPER_HOME"); home != "" {
		return filepath.Join(home, "control"), nil
	}
	data := os.Getenv("LOCALAPPDATA")
	if data == "" {
		return "", errors.New("LOCALAPPDATA is not set.")
	}
	return filepath.Join(data, "Basekeeper", "Data", "control"), nil
}

func describeTerminal() terminal {
	_, in := size(os.Stdin)
	columns, out := size(os.Stdout)
	more, err := size(os.Stderr)
	if columns == 0 {
		columns = more
	}
	return terminal{in, out, err, columns}
}

func size(stream *os.File) (int, bool) {
	handle := windows.Handle(stream.Fd())
	var mode uint32
	if windows.GetConsoleMode(handle, &mode) != nil {
		return 0, false
	}
	var info windows.ConsoleScreenBufferInfo
	if windows.GetConsoleScreenBufferInfo(handle, &info) != nil {
		return 0, true
	}
	return int(info.Window.Right-info.Window.Left) + 1, true
}

func detach(app *exec.Cmd) {
	app.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.DETACHED_PROCESS | windows.CREATE_NEW_PROCESS_GROUP}
}

func serve() int {
	program, err := appProgram()
	if err != nil {
		return say(err.Error(), exitFailed)
	}
	app := exec.Command(program, appArguments("--serve", true)...)
	app.Stdin, app.Stdout, app.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := app.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		return say(err.Error(), exitFailed)
	}
	return 0
}
