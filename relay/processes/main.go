//go:build windows

// Command basekeeper-processes tells the app on Windows what procfs tells it on Linux, and asks a console program to end,
// which only a program with a console of its own can. It decides nothing: see electron/process/windows-processes.ts.
//
//	list [PID]              a line of JSON for each process, or for one
//	interrupt PID NOT_PID   Ctrl+Break to the console of PID, unless NOT_PID or we share it
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
)

const (
	usage = "list [PID] | interrupt PID NOT_PID"

	exitUsage       = 2
	exitGone        = 3
	exitNotReached  = 4
	exitSharedByApp = 5
)

func main() { os.Exit(run(os.Args[1:])) }

func run(arguments []string) int {
	if len(arguments) == 0 {
		return fail(exitUsage, usage)
	}
	numbers := []uint32{}
	for _, text := range arguments[1:] {
		number, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return fail(exitUsage, "not a number: "+text)
		}
		numbers = append(numbers, uint32(number))
	}
	switch {
	case arguments[0] == "list" && len(numbers) < 2:
		return list(numbers)
	case arguments[0] == "interrupt" && len(numbers) == 2:
		return interrupt(numbers[0], numbers[1])
	}
	return fail(exitUsage, usage)
}

func list(only []uint32) int {
	processes, err := snapshot()
	if err != nil {
		return fail(exitNotReached, err.Error())
	}
	encoder := json.NewEncoder(os.Stdout)
	for _, each := range processes {
		if len(only) == 1 && each.PID != only[0] {
			continue
		}
		if each.look() && encoder.Encode(each) != nil {
			return exitNotReached
		}
	}
	return 0
}

func fail(code int, text string) int {
	fmt.Fprintln(os.Stderr, text)
	return code
}
