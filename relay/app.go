package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Where packages put the app, relative to this program with links resolved; BASEKEEPER_APP names another one.
var places = map[string][]string{
	"linux":   {"../../basekeeper-app", "../basekeeper-app", "/opt/Basekeeper/basekeeper-app"},
	"darwin":  {"../../MacOS/Basekeeper", "/Applications/Basekeeper.app/Contents/MacOS/Basekeeper"},
	"windows": {`..\..\Basekeeper.exe`},
}

func appProgram() (string, error) {
	if named := os.Getenv("BASEKEEPER_APP"); named != "" {
		return named, nil
	}
	own, err := os.Executable()
	if err == nil {
		own, err = filepath.EvalSymlinks(own)
	}
	if err != nil {
		return "", err
	}
	for _, place := range places[runtime.GOOS] {
		path := place
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(own), place)
		}
		if found, err := os.Stat(path); err == nil && !found.IsDir() {
			return path, nil
		}
	}
	return "", errors.New("Basekeeper is not running, and its program was not found. Open Basekeeper, then try again.")
}

// Without a window, Chromium must not look for a display.
func appArguments(mode string, headless bool) []string {
	arguments := []string{}
	if headless && runtime.GOOS == "linux" {
		arguments = append(arguments, "--ozone-platform=headless", "--disable-gpu", "--log-level=3")
	}
	return append(arguments, mode)
}

func start(arguments []string, onItsOwn bool) (*exec.Cmd, error) {
	program, err := appProgram()
	if err != nil {
		return nil, err
	}
	app := exec.Command(program, arguments...)
	if onItsOwn {
		detach(app)
	}
	return app, app.Start()
}
