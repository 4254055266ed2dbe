/*
 * For tests of the installer in wine: of the plug-ins that electron-builder’s scripts call, which are downloads from GitHub,
 * as much as an installation without a window needs. Compiled once for each plug-in, with its name defined.
 */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef struct entry {
  struct entry *next;
  wchar_t text[1];
} entry;

#define PLUGIN(name) __declspec(dllexport) void name(HWND window, int size, wchar_t *variables, entry **stack, void *extra)

static void pop(entry **stack, wchar_t *text, size_t room) {
  entry *top = *stack;
  *text = 0;
  if (top == NULL) return;
  wcsncpy(text, top->text, room - 1);
  text[room - 1] = 0;
  *stack = top->next;
  GlobalFree(top);
}

static void push(entry **stack, int size, const wchar_t *text) {
  entry *top = GlobalAlloc(GPTR, sizeof(entry) + (size_t)size * sizeof(wchar_t));
  wcsncpy(top->text, text, (size_t)size - 1);
  top->next = *stack;
  *stack = top;
}

#ifdef UAC
/* Neither an administrator nor the other half of an elevation. */
PLUGIN(_) {
  wchar_t what[64];
  pop(stack, what, 64);
  if (wcschr(what, L's') != NULL) push(stack, size, L"0");
}
#endif

#ifdef NSIS7Z
/* By the 7za of Linux, into the present folder. Wine does not tell when a program of Linux has ended: a file does. */
PLUGIN(Extract) {
  wchar_t archive[1024], folder[1024], command[4096], end[1100];
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  char *(CDECL * unixName)(const wchar_t *) = (void *)GetProcAddress(GetModuleHandleA("kernel32"), "wine_get_unix_file_name");
  pop(stack, archive, 1024);
  GetCurrentDirectoryW(1024, folder);
  const char *into = unixName(folder);
  swprintf(end, 1100, L"%ls\\extracted", folder);
  swprintf(command, 4096, L"Z:\\bin\\sh -c \"/usr/bin/7za x -y -bd '%hs' '-o%hs'; touch '%hs/extracted'\"",
           unixName(archive), into, into);
  if (!CreateProcessW(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made)) return;
  while (!DeleteFileW(end)) Sleep(50);
}
#endif

#ifdef STDUTILS
static const wchar_t *given(const wchar_t *name) {
  wchar_t wanted[128];
  swprintf(wanted, 128, L"--%ls", name);
  const wchar_t *found = wcsstr(GetCommandLineW(), wanted);
  if (found != NULL) return found + wcslen(wanted);
  swprintf(wanted, 128, L"/%ls", name);
  found = wcsstr(GetCommandLineW(), wanted);
  return found == NULL ? NULL : found + wcslen(wanted);
}

PLUGIN(TestParameter) {
  wchar_t name[128];
  pop(stack, name, 128);
  push(stack, size, given(name) == NULL ? L"false" : L"true");
}

PLUGIN(GetParameter) {
  wchar_t name[128], otherwise[1024];
  pop(stack, otherwise, 1024);
  pop(stack, name, 128);
  const wchar_t *found = given(name);
  push(stack, size, found != NULL && *found == L'=' ? found + 1 : otherwise);
}

PLUGIN(GetAllParameters) {
  wchar_t ignored[16];
  pop(stack, ignored, 16);
  push(stack, size, GetCommandLineW());
}

PLUGIN(GetParentPath) {
  wchar_t path[1024];
  pop(stack, path, 1024);
  wchar_t *last = wcsrchr(path, L'\\');
  if (last != NULL) *last = 0;
  push(stack, size, path);
}

PLUGIN(ExecShellAsUser) {
  wchar_t ignored[1024];
  for (int i = 0; i < 3; i++) pop(stack, ignored, 1024);
  push(stack, size, L"ok");
}

PLUGIN(HashFile) { push(stack, size, L"error"); }
#endif

#ifdef WINSHELL
static void shell(entry **stack, int count) {
  wchar_t ignored[1024];
  while (count-- > 0) pop(stack, ignored, 1024);
}

PLUGIN(SetLnkAUMI) { shell(stack, 2); }
PLUGIN(UninstAppUserModelId) { shell(stack, 1); }
PLUGIN(UninstShortcut) { shell(stack, 1); }
#endif
