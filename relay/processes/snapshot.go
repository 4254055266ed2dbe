//go:build windows

package main

import (
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

const runVariable = "BASEKEEPER_RUN="

// Largest environment and command line that is read of another process, in bytes.
const textMax = 1 << 20

type process struct {
	PID    uint32 `json:"pid"`
	Parent uint32 `json:"parent"`
	Name   string `json:"name"`
	// In ticks of 100 ns since 1601, as text: more than a number of JavaScript holds. Empty: not shown to this user.
	StartedAt  string `json:"startedAt"`
	Executable string `json:"executable"`
	// Null: not shown to this user.
	Arguments []string `json:"arguments"`
	Folder    string   `json:"folder"`
	// The value of BASEKEEPER_RUN; null: it has none, or none is shown.
	RunID *string `json:"runId"`
	// Since it began.
	ProcessorMs uint64 `json:"processorMs"`
	MemoryBytes uint64 `json:"memoryBytes"`
}

var getProcessMemoryInfo = kernel.NewProc("K32GetProcessMemoryInfo")

// PROCESS_MEMORY_COUNTERS
type memoryCounters struct {
	size, pageFaults       uint32
	peakWorkingSet, memory uintptr
	others                 [6]uintptr
}

func snapshot() ([]*process, error) {
	handle, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil, err
	}
	defer windows.CloseHandle(handle)
	found := []*process{}
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(handle, &entry); err == nil; err = windows.Process32Next(handle, &entry) {
		if entry.ProcessID != 0 {
			found = append(found, &process{PID: entry.ProcessID, Parent: entry.ParentProcessID, Name: windows.UTF16ToString(entry.ExeFile[:])})
		}
	}
	if err != windows.ERROR_NO_MORE_FILES {
		return nil, err
	}
	return found, nil
}

// Adds what only the process itself tells. False: it has ended.
func (one *process) look() bool {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION|windows.SYNCHRONIZE, false, one.PID)
	if err == windows.ERROR_INVALID_PARAMETER {
		return false
	}
	if err != nil {
		// Of another user: that it is there is all there is to tell.
		return true
	}
	defer windows.CloseHandle(handle)
	// Somebody may still hold a handle of one that has ended.
	if state, err := windows.WaitForSingleObject(handle, 0); err == nil && state == windows.WAIT_OBJECT_0 {
		return false
	}
	var created, exited, system, user windows.Filetime
	if windows.GetProcessTimes(handle, &created, &exited, &system, &user) == nil {
		one.StartedAt = strconv.FormatUint(ticks(created), 10)
		one.ProcessorMs = (ticks(system) + ticks(user)) / 10_000
	}
	counters := memoryCounters{}
	counters.size = uint32(unsafe.Sizeof(counters))
	if done, _, _ := getProcessMemoryInfo.Call(uintptr(handle), uintptr(unsafe.Pointer(&counters)), uintptr(counters.size)); done != 0 {
		one.MemoryBytes = uint64(counters.memory)
	}
	path := make([]uint16, windows.MAX_LONG_PATH)
	length := uint32(len(path))
	if windows.QueryFullProcessImageName(handle, 0, &path[0], &length) == nil {
		one.Executable = windows.UTF16ToString(path[:length])
	}
	one.readParameters()
	return true
}

func ticks(time windows.Filetime) uint64 {
	return uint64(time.HighDateTime)<<32 | uint64(time.LowDateTime)
}

// Command line, folder and environment stand in the memory of the process itself, where the system put them.
func (one *process) readParameters() {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_INFORMATION|windows.PROCESS_VM_READ, false, one.PID)
	if err != nil {
		return
	}
	defer windows.CloseHandle(handle)
	var basic windows.PROCESS_BASIC_INFORMATION
	size := uint32(unsafe.Sizeof(basic))
	if windows.NtQueryInformationProcess(handle, windows.ProcessBasicInformation, unsafe.Pointer(&basic), size, &size) != nil {
		return
	}
	var peb windows.PEB
	if !read(handle, uintptr(unsafe.Pointer(basic.PebBaseAddress)), unsafe.Pointer(&peb), unsafe.Sizeof(peb)) {
		return
	}
	var parameters windows.RTL_USER_PROCESS_PARAMETERS
	if !read(handle, uintptr(unsafe.Pointer(peb.ProcessParameters)), unsafe.Pointer(&parameters), unsafe.Sizeof(parameters)) {
		return
	}
	if line := readText(handle, parameters.CommandLine); line != "" {
		if parts, err := windows.DecomposeCommandLine(line); err == nil {
			one.Arguments = parts
		}
	}
	one.Folder = readText(handle, parameters.CurrentDirectory.DosPath)
	if size := parameters.EnvironmentSize; size > 1 && size <= textMax {
		text := make([]uint16, size/2)
		if read(handle, uintptr(parameters.Environment), unsafe.Pointer(&text[0]), uintptr(len(text)*2)) {
			one.RunID = runIn(text)
		}
	}
}

func runIn(block []uint16) *string {
	for len(block) > 0 && block[0] != 0 {
		end := 0
		for end < len(block) && block[end] != 0 {
			end++
		}
		if text := windows.UTF16ToString(block[:end]); strings.HasPrefix(text, runVariable) {
			value := text[len(runVariable):]
			return &value
		}
		if end++; end > len(block) {
			return nil
		}
		block = block[end:]
	}
	return nil
}

func readText(handle windows.Handle, text windows.NTUnicodeString) string {
	if text.Length < 2 || text.Buffer == nil {
		return ""
	}
	buffer := make([]uint16, text.Length/2)
	if !read(handle, uintptr(unsafe.Pointer(text.Buffer)), unsafe.Pointer(&buffer[0]), uintptr(len(buffer)*2)) {
		return ""
	}
	return windows.UTF16ToString(buffer)
}

func read(handle windows.Handle, from uintptr, to unsafe.Pointer, size uintptr) bool {
	if from == 0 {
		return false
	}
	var done uintptr
	err := windows.ReadProcessMemory(handle, from, (*byte)(to), size, &done)
	return err == nil && done == size
}
