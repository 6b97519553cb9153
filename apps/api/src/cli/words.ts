/** What a command says: words for people, and with `--json` lines for machines. */
export class Words {
  constructor(
    private readonly options: { isJson: boolean; stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream },
  ) {}

  get isJson(): boolean {
    return this.options.isJson;
  }

  /** Where people's words go: out of the machine's way. */
  get stream(): NodeJS.WritableStream {
    return this.options.isJson ? this.options.stderr : this.options.stdout;
  }

  /** A line for people. */
  say(line: string): void {
    this.stream.write(`${line}\n`);
  }

  /** What went wrong, for people. */
  complain(line: string): void {
    this.options.stderr.write(`${line}\n`);
  }

  /** One JSON line for machines; nothing without `--json`. */
  tell(message: object): void {
    if (this.options.isJson) this.options.stdout.write(`${JSON.stringify(message)}\n`);
  }
}

/** `95` → `1 min 35 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
