/*
 * For wine 8. It lacks this library, from which programs of Go 1.22 and newer, pocketbase among them, take their random
 * numbers. And it gives a console program without a window of its own no console where its parent has none; Windows does, and
 * Ctrl+Break is sent by way of it. Both are made up for when the first random number is asked for, before anything else.
 */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

/* AllocConsole wants a display; the console of a program that is made without a window does not. */
static void provideConsole(void) {
  static const DWORD names[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
  char command[] = "C:\\windows\\system32\\ping.exe -n 60 127.0.0.1";
  STARTUPINFOA start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  HANDLE given[3];
  if (GetConsoleCP() != 0) return;
  if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &made)) return;
  for (int i = 0; i < 3; i++) given[i] = GetStdHandle(names[i]);
  FreeConsole();
  for (int tries = 0; tries < 300 && !AttachConsole(made.dwProcessId); tries++) Sleep(10);
  for (int i = 0; i < 3; i++) SetStdHandle(names[i], given[i]);
  TerminateProcess(made.hProcess, 0);
  CloseHandle(made.hThread);
  CloseHandle(made.hProcess);
}

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
  static LONG asked;
  if (InterlockedExchange(&asked, 1) == 0) provideConsole();
  while (length > 0) {
    ULONG piece = length > 65536 ? 65536 : (ULONG)length;
    if (!SystemFunction036(data, piece)) return FALSE;
    data += piece;
    length -= piece;
  }
  return TRUE;
}
