import { isLink, type DynamicPrompt } from './dynamic-prompt.js';

/** What the schedule asks about nodes. */
export interface ScheduleQuestions {
  hasResult(id: string): boolean;
  isOutput(id: string): boolean;
  isAsync(id: string): boolean;
  isLazy(id: string, input: string): boolean;
}

/** A graph whose nodes wait for each other. */
export class DependencyCycleError extends Error {
  override name = 'DependencyCycleError';
  constructor(readonly nodeId: string) {
    super('Dependency cycle detected');
  }
}

interface Waiting {
  /** How many sources this node still waits for. */
  sources: number;
  /** Nodes that wait for this one. */
  waiters: Set<string>;
}

/**
 * Which node runs next (facts §3.2): only what outputs need; among ready nodes an output or asynchronous one first,
 * then one that feeds an output, then one two steps before an output, else the one that was added first.
 */
export class NodeSchedule {
  private readonly pending = new Map<string, Waiting>();
  private blockedCount = 0;
  private wake: (() => void) | undefined;

  constructor(private readonly prompt: DynamicPrompt, private readonly questions: ScheduleQuestions) {}

  get isEmpty(): boolean {
    return this.pending.size === 0;
  }

  /** Adds a node and what it needs, except behind lazy inputs and where a result is there already. */
  add(nodeId: string): void {
    const toAdd = [nodeId];
    const links: [from: string, to: string][] = [];
    for (let id = toAdd.pop(); id !== undefined; id = toAdd.pop()) {
      if (this.pending.has(id)) continue;
      this.pending.set(id, { sources: 0, waiters: new Set() });
      for (const source of this.sourcesOf(id)) {
        toAdd.push(source);
        links.push([source, id]);
      }
    }
    for (const [from, to] of links) this.wait(from, to);
  }

  /** Makes a node of the schedule wait for another one, which is added; without effect where that one has its result. */
  link(from: string, to: string): void {
    if (this.questions.hasResult(from)) return;
    this.add(from);
    this.wait(from, to);
  }

  /** Keeps a node from running until the returned function is called (an asynchronous node that is under way). */
  block(id: string): () => void {
    const entry = this.entry(id);
    entry.sources += 1;
    this.blockedCount += 1;
    return () => {
      entry.sources -= 1;
      this.blockedCount -= 1;
      this.wake?.();
    };
  }

  /** The next node; waits while only asynchronous nodes are under way. Throws DependencyCycleError when all wait for each other. */
  async next(): Promise<string> {
    for (;;) {
      const ready = [...this.pending].filter(([, { sources }]) => sources === 0).map(([id]) => id);
      const first = ready[0];
      if (first !== undefined) return this.pick(ready) ?? first;
      if (this.blockedCount === 0) throw new DependencyCycleError([...this.pending.keys()][0] ?? '');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Takes a node out that is done; those that waited for it may run. */
  complete(id: string): void {
    const { waiters } = this.entry(id);
    this.pending.delete(id);
    for (const waiter of waiters) this.entry(waiter).sources -= 1;
  }

  private pick(ready: readonly string[]): string | undefined {
    const { isOutput, isAsync } = this.questions;
    const feeds = (id: string): string[] => [...this.entry(id).waiters];
    return (
      ready.find((id) => isOutput(id) || isAsync(id)) ??
      ready.find((id) => feeds(id).some(isOutput)) ??
      ready.find((id) => feeds(id).flatMap(feeds).some(isOutput))
    );
  }

  private sourcesOf(id: string): string[] {
    return Object.entries(this.prompt.node(id).inputs)
      .filter(([input, value]) => isLink(value) && !this.questions.isLazy(id, input))
      .map(([, value]) => (isLink(value) ? value[0] : ''))
      .filter((source) => !this.questions.hasResult(source));
  }

  private wait(from: string, to: string): void {
    const { waiters } = this.entry(from);
    if (waiters.has(to)) return;
    waiters.add(to);
    this.entry(to).sources += 1;
  }

  private entry(id: string): Waiting {
    const entry = this.pending.get(id);
    if (entry === undefined) throw new RangeError(`node ${id} is not waiting to run`);
    return entry;
  }
}
