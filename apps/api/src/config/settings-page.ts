import { z } from 'zod';
import { settings } from './settings.js';

interface Described {
  description?: string;
  default?: unknown;
  enum?: unknown[];
  type?: string;
}

/** The reference page of settings, from their schema. */
export function settingsPage(): string {
  // JSON schema is what zod's own types do not spell out: properties by name.
  const { properties } = z.toJSONSchema(settings, { io: 'output', unrepresentable: 'any' }) as { properties: Record<string, Described> };
  const rows = Object.entries(properties).map(([name, setting]) => `| \`${name}\` | ${takes(setting)} | ${setting.default === undefined ? '–' : `\`${String(setting.default)}\``} | ${setting.description ?? ''} |`);
  return ['# Settings', '', 'Environment variables of the program and the command line. Made from `apps/api/src/config/settings.ts` by `npm run reference`.', '', '| Setting | Takes | Default | Means |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function takes({ enum: choices, type }: Described): string {
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  return type === 'integer' ? 'a whole number' : 'text';
}
