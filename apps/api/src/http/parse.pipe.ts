import type { PipeTransform } from '@nestjs/common';
import type { Problem } from '@gridscope/contract';
import type { z } from 'zod';
import { RefusedError } from './refused.error.js';

/** Parses what came in by a schema of the contract; mistakes are named with their place. */
export function parse<S extends z.ZodType>(schema: S): PipeTransform<unknown, z.output<S>> {
  return {
    transform(value) {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      const problems = problemsOf(parsed.error);
      throw new RefusedError(sentence(problems), { problems });
    },
  };
}

/** What a schema found wrong, as problems with their places. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map(problemOf);
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  return { severity: 'error', path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)), message: messageOf(issue) };
}

/** A union's own message says nothing; its closest branch does. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const closest = branches.sort((a, b) => a.length - b.length)[0]?.[0];
  if (closest === undefined) return issue.message;
  return closest.path.length > 0 ? `${closest.path.join('.')}: ${closest.message}` : closest.message;
}

function sentence(problems: Problem[]): string {
  return problems.map((problem) => (problem.path.length > 0 ? `${problem.path.join('.')}: ${problem.message}` : problem.message)).join('; ');
}
