import { type ApiClient, type CellView, endpoints, type PlanView } from '@gridscope/contract';
import { isSelected, readCellSelection } from './cell-selection.js';
import { MistakeError } from './mistake.error.js';

/** Cells of a plan that people named, by their index; see `readCellSelection`. */
export async function selectCells(api: ApiClient, plan: PlanView, texts: readonly string[]): Promise<CellView[]> {
  const selections = texts.map((text) => readCellSelection(text, plan.axes));
  const found: CellView[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { items: CellView[]; next?: number | undefined } = await api.request(endpoints.listCells, { parameters: { planId: plan.id }, query: { after, limit: 5_000 } });
    found.push(...page.items.filter((cell) => selections.some((selection) => isSelected(selection, cell.index, plan.axes))));
    after = page.next;
  }
  return found.sort((a, b) => a.index - b.index);
}

/** The same where exactly one cell must be meant. Throws MistakeError. */
export async function selectCell(api: ApiClient, plan: PlanView, text: string): Promise<CellView> {
  const cells = await selectCells(api, plan, [text]);
  const [cell] = cells;
  if (cell === undefined) throw new MistakeError(`The cell "${text}" of "${plan.name}" is still being put down. Try again in a moment.`);
  if (cells.length > 1) throw new MistakeError(`"${text}" means ${cells.length} cells of "${plan.name}". Name one by its number, or with a value of every axis.`);
  return cell;
}
