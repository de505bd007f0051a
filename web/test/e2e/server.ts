/**
 * The server under test: the demo of the electricity market at BASE_URL. Where SERVER_COMMAND says how it is started, the
 * tests start it themselves and may kill it; otherwise it must be running, and what needs a kill is skipped.
 */
import { spawn, type ChildProcess } from 'node:child_process';

export const BASE_URL = (process.env['BASE_URL'] ?? 'http://127.0.0.1:8080').replace(/\/+$/, '');
export const SERVER_COMMAND = process.env['SERVER_COMMAND'];

const START_WITHIN_MS = 180_000;

let child: ChildProcess | undefined;

/** Starts the server where that is our business, and waits until it is ready. */
export async function startServer(): Promise<void> {
  if (SERVER_COMMAND !== undefined && child === undefined) {
    // Else we would test whatever is there already, such as what an earlier run left behind.
    if (await isReady()) throw new Error(`something serves ${BASE_URL} already: end it first`);
    // A group of its own, so that a kill reaches what a script has started too.
    child = spawn('sh', ['-c', SERVER_COMMAND], { stdio: 'inherit', detached: true });
    process.once('exit', endGroup);
  }
  const end = Date.now() + START_WITHIN_MS;
  for (;;) {
    if (await isReady()) return;
    if (Date.now() > end)
      throw new Error(`no server is ready at ${BASE_URL}: start one with ./tideboard demo nem, or set SERVER_COMMAND`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function isReady(): Promise<boolean> {
  return fetch(`${BASE_URL}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

/** A test that fails ends this process, and the next one must not find our server in its way. */
function endGroup(): void {
  const pid = child?.pid;
  child = undefined;
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

/** Ends the server we started as a crash would. */
export async function killServer(): Promise<void> {
  const ours = child;
  if (ours?.pid === undefined) return;
  const gone = new Promise((resolve) => ours.once('exit', resolve));
  endGroup();
  await gone;
}

/** A JSON answer of the server. */
export async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${BASE_URL}${path}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A view as `GET /api/v1/views/{view}` answers it. */
export interface Rows {
  readonly tick: number;
  readonly columns: Record<string, (string | number | null)[]>;
}

/** The rows of a view now; `query` as in `region=TAS1`. */
export function rows(view: string, query = ''): Promise<Rows> {
  return get<Rows>(`/api/v1/views/${view}${query === '' ? '' : `?${query}`}`);
}
