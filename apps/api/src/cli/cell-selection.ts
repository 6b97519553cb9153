import type { ResolvedAxis } from '@gridscope/contract';
import { coordinatesOf } from '@gridscope/grid';
import { MistakeError } from './mistake.error.js';

type Axes = readonly Pick<ResolvedAxis, 'name' | 'values'>[];

/** Cells as people name them on the command line: one by its number, or all that have these values. */
export type CellSelection = { index: number } | { /** Place of an axis → place of its value. */ at: ReadonlyMap<number, number> };

/**
 * `12` is the twelfth cell, as files and tables number them. `steps=8` is every cell with that value, `steps=8, sampler=euler` every one
 * with both. Names and values are those of the page, in any case; a value may hold commas. Throws MistakeError.
 */
export function readCellSelection(text: string, axes: Axes): CellSelection {
  const written = text.trim();
  if (/^\d+$/.test(written)) return { index: numbered(Number(written), axes) };
  const at = new Map<number, number>();
  for (const pair of pairsIn(written, axes)) {
    const equals = pair.indexOf('=');
    if (equals < 0) throw new MistakeError(`"${pair}" names no cell. Write its number, or axis=value: ${axes.map(exampleOf).join(', ')}.`);
    const axis = axisNamed(pair.slice(0, equals).trim(), axes);
    at.set(axis, valueLabelled(pair.slice(equals + 1).trim(), axes[axis]));
  }
  return { at };
}

/** Whether the cell of this index is among them. */
export function isSelected(selection: CellSelection, index: number, axes: Axes): boolean {
  if ('index' in selection) return selection.index === index;
  const coordinates = coordinatesOf(index, axes.map((axis) => axis.values.length));
  return [...selection.at].every(([axis, place]) => coordinates[axis] === place);
}

function numbered(number: number, axes: Axes): number {
  const count = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (number < 1 || number > count) throw new MistakeError(`There is no cell ${number}: they are numbered from 1 to ${count}.`);
  return number - 1;
}

/** Split at the commas behind which the name of an axis and `=` stand. */
function pairsIn(text: string, axes: Axes): string[] {
  const starts = [...text.matchAll(/,\s*([^=,]+?)\s*=/g)].filter((match) => axes.some((axis) => isSame(axis.name, match[1] ?? ''))).map((match) => match.index);
  return [0, ...starts.map((start) => start + 1)].map((from, place) => text.slice(from, starts[place]).trim());
}

function axisNamed(name: string, axes: Axes): number {
  const place = axes.findIndex((axis) => isSame(axis.name, name));
  if (place < 0) throw new MistakeError(`There is no axis "${name}". There are: ${axes.map((axis) => axis.name).join(', ')}.`);
  return place;
}

function valueLabelled(label: string, axis: Axes[number] | undefined): number {
  const values = axis?.values ?? [];
  const exact = values.findIndex((value) => value.label === label);
  const place = exact >= 0 ? exact : values.findIndex((value) => isSame(value.label, label));
  if (place < 0) throw new MistakeError(`The axis "${axis?.name}" has no value "${label}". It has: ${values.slice(0, 20).map((value) => value.label).join(', ')}${values.length > 20 ? ', …' : ''}.`);
  return place;
}

function exampleOf(axis: Axes[number]): string {
  return `${axis.name}=${axis.values[0]?.label ?? ''}`;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
