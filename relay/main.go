// Command basekeeper carries a command line to the app, and its answer back. It knows no command: everything else is in
// TypeScript, in electron/command-line. The protocol is shared/command-line/protocol.ts.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const (
	protocolVersion = 1
	greetingLimit   = 5 * time.Second
	launchLimit     = 60 * time.Second
	lookEvery       = 20 * time.Millisecond
	lineMax         = 1 << 20

	exitFailed       = 1
	exitNotAnswering = 6
	exitInterrupted  = 130
)

// Variables that mean something to commands; no other is sent.
var variables = []string{"NO_COLOR", "TERM", "DISPLAY", "WAYLAND_DISPLAY", "BASEKEEPER_HOME"}

type endpoint struct {
	Socket string `json:"socket"`
	Token  string `json:"token"`
	PID    int    `json:"pid"`
}

type terminal struct {
	In      bool `json:"in"`
	Out     bool `json:"out"`
	Err     bool `json:"err"`
	Columns int  `json:"columns"`
}

type call struct {
	Arguments []string          `json:"arguments"`
	Folder    string            `json:"folder"`
	Variables map[string]string `json:"variables"`
	Terminal  terminal          `json:"terminal"`
	Program   string            `json:"program"`
}

type frame struct {
	Out     *string `json:"out"`
	Err     *string `json:"err"`
	Read    bool    `json:"read"`
	Launch  string  `json:"launch"`
	Refused string  `json:"refused"`
	Text    string  `json:"text"`
	Exit    *int    `json:"exit"`
}

// How giving a command ended: with an exit code, or with the wish that the app be started.
type end struct {
	code   int
	launch string
}

var errNobody = errors.New("nobody listens")

func main() { os.Exit(run()) }

func run() int {
	// `| head` has read enough: that is no failure.
	ignoreBrokenPipe()
	go func() {
		untilUnread()
		os.Exit(0)
	}()
	folder, err := controlFolder()
	if err != nil {
		return say(err.Error(), exitFailed)
	}
	content, err := describe(os.Args[1:])
	if err != nil {
		return say(err.Error(), exitFailed)
	}
	input := bufio.NewReader(os.Stdin)
	ended, err := give(folder, content, input)
	if errors.Is(err, errNobody) {
		ended, err = askOnce(content, input)
	}
	if err == nil && ended.launch == "serve" {
		return serve()
	}
	if err == nil && ended.launch != "" {
		if err = launch(folder, ended.launch); err == nil {
			ended, err = give(folder, content, input)
		}
	}
	if err != nil {
		return say(err.Error(), exitNotAnswering)
	}
	return ended.code
}

func say(text string, code int) int {
	fmt.Fprintln(os.Stderr, text)
	return code
}

func describe(arguments []string) (call, error) {
	folder, err := os.Getwd()
	if err != nil {
		return call{}, fmt.Errorf("the present folder cannot be found: %w", err)
	}
	program, err := os.Executable()
	if err != nil {
		return call{}, err
	}
	known := map[string]string{}
	for _, name := range variables {
		if value, is := os.LookupEnv(name); is {
			known[name] = value
		}
	}
	if arguments == nil {
		arguments = []string{}
	}
	return call{arguments, folder, known, describeTerminal(), program}, nil
}

func readEndpoint(folder string) (endpoint, error) {
	var found endpoint
	content, err := os.ReadFile(filepath.Join(folder, "endpoint.json"))
	if err != nil {
		return found, errNobody
	}
	if json.Unmarshal(content, &found) != nil || found.Socket == "" {
		return found, errNobody
	}
	return found, nil
}

// Gives the command to the app that has written its endpoint into the folder.
func give(folder string, content call, input *bufio.Reader) (end, error) {
	found, err := readEndpoint(folder)
	if err != nil {
		return end{}, err
	}
	connection, err := dial(found.Socket)
	if err != nil {
		return end{}, errNobody
	}
	defer connection.Close()
	lines := make(chan any)
	done := make(chan struct{})
	defer close(done)
	go func() {
		encoder := json.NewEncoder(connection)
		for {
			select {
			case line := <-lines:
				if encoder.Encode(line) != nil {
					return
				}
			case <-done:
				return
			}
		}
	}()
	tell := func(line any) {
		select {
		case lines <- line:
		case <-done:
		}
	}
	go tell(map[string]any{"v": protocolVersion, "token": found.Token, "call": content})
	stop := onInterrupt(tell)
	defer stop()
	return follow(connection, tell, input)
}

type deadlined interface {
	io.Reader
	SetReadDeadline(time.Time) error
}

func follow(connection deadlined, tell func(any), input *bufio.Reader) (end, error) {
	_ = connection.SetReadDeadline(time.Now().Add(greetingLimit))
	reader := bufio.NewScanner(connection)
	reader.Buffer(make([]byte, 64*1024), lineMax)
	greeted := false
	for reader.Scan() {
		if !greeted {
			greeted = true
			_ = connection.SetReadDeadline(time.Time{})
		}
		var said frame
		if err := json.Unmarshal(reader.Bytes(), &said); err != nil {
			continue
		}
		switch {
		case said.Out != nil:
			if _, err := io.WriteString(os.Stdout, *said.Out); err != nil {
				// Nobody reads it any more, as with `| head`.
				return end{code: 0}, nil
			}
		case said.Err != nil:
			_, _ = io.WriteString(os.Stderr, *said.Err)
		case said.Read:
			go answer(tell, input)
		case said.Launch != "":
			return end{launch: said.Launch}, nil
		case said.Refused != "":
			return end{}, errors.New(said.Text)
		case said.Exit != nil:
			return end{code: *said.Exit}, nil
		}
	}
	if !greeted {
		return end{}, errors.New("Basekeeper is there, but does not answer. Wait a moment and try again; if it goes on, end that process and open it again.")
	}
	return end{}, errors.New("Basekeeper ended before it had answered. Open it again; `basekeeper status` tells what became of the command.")
}

// One line of standard input; the end of it once there is none.
func answer(tell func(any), input *bufio.Reader) {
	line, err := input.ReadString('\n')
	if err != nil && line == "" {
		tell(map[string]bool{"end": true})
		return
	}
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	tell(map[string]string{"in": line})
}

// The first Ctrl+C is for the app, which cancels; with the second nobody wants to wait any longer.
func onInterrupt(tell func(any)) func() {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt)
	go func() {
		times := 0
		for range signals {
			times++
			if times > 1 {
				os.Exit(exitInterrupted)
			}
			go tell(map[string]bool{"interrupt": true})
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// While no app runs, the program of the app answers this one command from the disk.
func askOnce(content call, input *bufio.Reader) (end, error) {
	folder, err := os.MkdirTemp("", "basekeeper-")
	if err != nil {
		return end{}, err
	}
	defer os.RemoveAll(folder)
	app, err := start(appArguments("--answer-once="+folder, true), false)
	if err != nil {
		return end{}, err
	}
	gone := make(chan struct{})
	go func() {
		_ = app.Wait()
		close(gone)
	}()
	defer func() { _ = app.Process.Signal(syscall.SIGTERM) }()
	if err := awaitEndpoint(folder, gone); err != nil {
		return end{}, err
	}
	return give(folder, content, input)
}

func launch(folder, mode string) error {
	app, err := start(appArguments("--"+mode, false), true)
	if err != nil {
		return err
	}
	gone := make(chan struct{})
	go func() {
		_ = app.Wait()
		close(gone)
	}()
	return awaitEndpoint(folder, gone)
}

// A stale endpoint of an app that was killed is not taken for one that listens.
func awaitEndpoint(folder string, gone <-chan struct{}) error {
	until := time.Now().Add(launchLimit)
	for time.Now().Before(until) {
		if found, err := readEndpoint(folder); err == nil {
			if connection, err := dial(found.Socket); err == nil {
				connection.Close()
				return nil
			}
		}
		select {
		case <-gone:
			return errors.New("Basekeeper could not be started. Open it yourself to see why.")
		case <-time.After(lookEvery):
		}
	}
	return errors.New("Basekeeper was started and does not listen yet. Wait a moment and try again.")
}
