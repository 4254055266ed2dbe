import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { argumentsOf, untilHealthy, type Contender, type Program } from './contender';

/** `child_process.spawn` and nothing else: what the system itself needs, to which everything is compared. */
export class Bare implements Contender {
  readonly name = 'bare';
  readonly #children = new Map<string, ChildProcess>();

  async start(program: Program): Promise<void> {
    const child = spawn(program.executable, argumentsOf(program), { cwd: program.folder, stdio: 'ignore' });
    this.#children.set(program.id, child);
    await untilHealthy(program);
  }

  async stop(program: Program): Promise<void> {
    const gone = this.untilDeathNoticed(program);
    this.#child(program).kill('SIGTERM');
    await gone;
  }

  pidOf(program: Program): Promise<number> {
    return Promise.resolve(this.#child(program).pid ?? 0);
  }

  async untilDeathNoticed(program: Program): Promise<void> {
    await once(this.#child(program), 'exit');
    this.#children.delete(program.id);
  }

  async close(): Promise<void> {
    const gone = [...this.#children.values()].map((child) => once(child, 'exit'));
    for (const child of this.#children.values()) child.kill('SIGTERM');
    await Promise.all(gone);
    this.#children.clear();
  }

  ownPids(): readonly number[] {
    return [];
  }

  #child({ id }: Program): ChildProcess {
    const child = this.#children.get(id);
    if (child === undefined) throw new Error(`${id} does not run`);
    return child;
  }
}
