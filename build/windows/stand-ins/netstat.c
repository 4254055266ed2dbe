/*
 * For wine 8, whose own netstat names no process. Which sockets listen is what the system says; whose they are is taken from
 * the command line of the program that was told to listen there (`--http=ADDRESS:PORT`), and 0 where none was. Prints what
 * `netstat -ano` of Windows prints of IPv4.
 */
#include <winsock2.h>
#include <windows.h>
#include <iphlpapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *listed;

/* `basekeeper-processes.exe list`: a line of JSON for each process. */
static void askForProcesses(void) {
  const char *program = getenv("BASEKEEPER_PROCESSES_PROGRAM");
  char command[1024];
  size_t room = 1 << 22, length = 0, got;
  listed = calloc(1, room);
  if (program == NULL || listed == NULL) return;
  snprintf(command, sizeof command, "\"\"%s\" list\"", program);
  FILE *answer = _popen(command, "r");
  if (answer == NULL) return;
  while (length < room - 1 && (got = fread(listed + length, 1, room - 1 - length, answer)) > 0) length += got;
  _pclose(answer);
}

static int ownerOf(const char *address, int port) {
  char wanted[64];
  int owner = 0;
  snprintf(wanted, sizeof wanted, "--http=%s:%d\"", address, port);
  char *lines = _strdup(listed);
  for (char *line = strtok(lines, "\n"); line != NULL; line = strtok(NULL, "\n"))
    if (strstr(line, wanted) != NULL) sscanf(line, "{\"pid\":%d", &owner);
  free(lines);
  return owner;
}

int main(void) {
  DWORD size = 0;
  GetExtendedTcpTable(NULL, &size, FALSE, AF_INET, TCP_TABLE_OWNER_PID_LISTENER, 0);
  MIB_TCPTABLE_OWNER_PID *table = malloc(size += 4096);
  if (GetExtendedTcpTable(table, &size, FALSE, AF_INET, TCP_TABLE_OWNER_PID_LISTENER, 0) != 0) return 1;
  askForProcesses();
  puts("\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID");
  for (DWORD i = 0; i < table->dwNumEntries; i++) {
    struct in_addr local = {.s_addr = table->table[i].dwLocalAddr};
    char name[32], place[48];
    int port = ntohs((u_short)table->table[i].dwLocalPort);
    snprintf(name, sizeof name, "%s", inet_ntoa(local));
    snprintf(place, sizeof place, "%s:%d", name, port);
    printf("  TCP    %-22s 0.0.0.0:0              LISTENING       %d\n", place, ownerOf(name, port));
  }
  return 0;
}
