/** A systemd user unit that runs Basekeeper without a window. Paths are quoted as systemd has it. */
export function unitText(program: string, home: string | null): string {
  const environment = home === null ? '' : `Environment=${quoted(`BASEKEEPER_HOME=${home}`)}\n`;
  return `# Save as ~/.config/systemd/user/basekeeper.service, then:
#   systemctl --user daemon-reload && systemctl --user enable --now basekeeper
# To have it run without you being logged in: loginctl enable-linger
[Unit]
Description=Basekeeper, keeps PocketBase instances
Documentation=https://pocketbase.io/docs
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=exec
${environment}ExecStart=${quoted(program)} serve
# Basekeeper ends its instances in order; each has ten seconds.
KillMode=mixed
TimeoutStopSec=30
Restart=on-failure
RestartSec=2
UMask=0077

[Install]
WantedBy=default.target
`;
}

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
