/**
 * How a program on this computer gives commands to Basekeeper: JSON, one object for each line, in UTF-8. The app greets; the
 * client sends one call; then each sends what is listed here, until the app sends `exit`. Described in docs/cli.md.
 */
import { z } from 'zod';

/** Raised whenever an older client, or an older app, would misunderstand something. */
export const PROTOCOL_VERSION = 1;

export const CONTROL_LIMITS = {
  /** A line of a client, in bytes; its call included. */
  lineBytes: 256 * 1024,
  /** A piece of what the app sends, in characters. */
  pieceLength: 32 * 1024,
  /** From connecting to the end of the call. */
  callMs: 5000,
  /** From `exit` to the client's end. */
  endMs: 2000,
  connections: 100,
  /** Calls that are answered at once; further ones wait their turn. */
  burst: 100,
  callsPerSecond: 100,
} as const;

const terminal = z.strictObject({
  in: z.boolean(),
  out: z.boolean(),
  err: z.boolean(),
  /** Of the terminal; 0 where there is none. */
  columns: z.number().int().min(0).max(10_000),
});

/** Variables of the client's environment that mean something to commands; no other is sent. */
export const CALL_VARIABLES = ['NO_COLOR', 'TERM', 'DISPLAY', 'WAYLAND_DISPLAY', 'BASEKEEPER_HOME'] as const;

const callContent = z.strictObject({
  arguments: z.array(z.string().max(32_768)).max(1000),
  /** The folder it was given in; absolute. */
  folder: z.string().max(4096),
  variables: z.partialRecord(z.enum(CALL_VARIABLES), z.string().max(4096)),
  terminal,
  /** Path of the program `basekeeper`; absolute. */
  program: z.string().max(4096),
});
export type CallContent = z.output<typeof callContent>;

/** Looked at before anything else, so that a client of another version is told so in words. */
export const versioned = z.looseObject({ v: z.number() });

/** The first line of a client. The token is in a file that only this user can read. */
export const callFrame = z.strictObject({
  v: z.literal(PROTOCOL_VERSION),
  token: z.string().max(200),
  call: callContent,
});

/** The lines after it: what was read, when it was asked for; or Ctrl+C. */
export const clientFrame = z.union([
  z.strictObject({ in: z.string() }),
  /** Standard input has ended. */
  z.strictObject({ end: z.literal(true) }),
  z.strictObject({ interrupt: z.literal(true) }),
]);
export type ClientFrame = z.output<typeof clientFrame>;

export const REFUSALS = ['version', 'token', 'too-large', 'too-late', 'too-many', 'malformed', 'quitting'] as const;
export type Refusal = (typeof REFUSALS)[number];

export const LAUNCH_MODES = ['background', 'serve'] as const;
/** With its tray and without a window; or without either, in the foreground. */
export type LaunchMode = (typeof LAUNCH_MODES)[number];

export const serverFrame = z.union([
  z.strictObject({ v: z.number(), app: z.string() }),
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  /** One line of standard input is wanted; nothing is read before that. */
  z.strictObject({ read: z.literal(true) }),
  /** The app has to be started for this call, which is then given again. */
  z.strictObject({ launch: z.enum(LAUNCH_MODES) }),
  z.strictObject({ refused: z.enum(REFUSALS), text: z.string() }),
  z.strictObject({ exit: z.number().int() }),
]);
export type ServerFrame = z.output<typeof serverFrame>;

/** What lies in `control/endpoint.json`, for this user only. */
export const endpointFile = z.object({
  v: z.number(),
  /** Of the Unix socket, or the name of the pipe. */
  socket: z.string().min(1),
  token: z.string().min(1),
  pid: z.number().int(),
});
export type Endpoint = z.output<typeof endpointFile>;
