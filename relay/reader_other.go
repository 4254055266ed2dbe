//go:build !linux

package main

// Here it is noticed with the next line.
func untilUnread() { select {} }
