/** A server of its own for a small project in a folder of its own, so that a test may edit it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TIDEBOARD = resolve(import.meta.dirname, '../../../tideboard');
const START_WITHIN_MS = 120_000;

export class ProjectServer {
  /** What the server wrote, for what it must say about a wrong edit. */
  log = '';
  readonly folder: string;
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(folder: string, port: number, flags: readonly string[]) {
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    // A group of its own, so that its end reaches what the script has started too.
    this.#child = spawn(TIDEBOARD, ['serve', folder, '--port', String(port), ...flags], { detached: true });
    const hear = (bytes: Buffer): void => void (this.log += bytes.toString());
    this.#child.stdout?.on('data', hear);
    this.#child.stderr?.on('data', hear);
  }

  /** Serves a project made of these files, by name. */
  static async start(files: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<ProjectServer> {
    const folder = await mkdtemp(join(tmpdir(), 'tideboard-project-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const server = new ProjectServer(folder, await freePort(), flags);
    await server.#ready();
    return server;
  }

  /** Saves a file of the project, as an editor does. */
  async save(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }

  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined && this.#child.exitCode === null) {
      const gone = new Promise((done) => this.#child.once('exit', done));
      process.kill(-pid, 'SIGKILL');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const end = Date.now() + START_WITHIN_MS;
    for (;;) {
      const ready = await fetch(`${this.url}/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      if (Date.now() > end || this.#child.exitCode !== null) {
        await this.stop();
        throw new Error(`the project is not served at ${this.url}:\n${this.log}`);
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** A port that nobody has now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
