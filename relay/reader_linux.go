package main

import (
	"syscall"
	"unsafe"
)

// Resolves when nobody reads standard output any more: a command that waits would otherwise notice with its next line only.
func untilUnread() {
	const pollErr = 0x8
	for {
		stdout := struct {
			descriptor      int32
			events, happens int16
		}{descriptor: 1}
		_, _, failed := syscall.Syscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&stdout)), 1, 0, 0, 0, 0)
		if failed == syscall.EINTR {
			continue
		}
		if failed != 0 || stdout.happens&pollErr == 0 {
			select {}
		}
		return
	}
}
