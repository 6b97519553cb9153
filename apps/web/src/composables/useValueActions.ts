import type { Axis } from '@gridscope/grid';
import type { GridView } from '../services/grid-view/grid-view';
import type { PageShape, Place } from '../services/grid-view/page-shape';
import { useShortcuts, type Action } from './useShortcuts';
import type { Skipping, ValuePlace } from './useSkipping';

/** Where somebody is in the grid. */
export interface Whereabouts { axes: readonly Axis[]; view: GridView; shape: PageShape; /** Place of the cell with the keyboard. */ focus: Place | undefined }

type What = 'row' | 'column' | 'page';

/** Skipping and bringing back the row, the column or the page of the cell with the keyboard. */
export function useValueActions(where: () => Whereabouts, skipping: Skipping): Record<'skipRow' | 'unskipRow' | 'skipColumn' | 'unskipColumn' | 'skipPage' | 'unskipPage', Action> {
  function action(what: What, isSkipped: boolean, keys: string[] = []): Action {
    const value = () => valueAt(where(), what);
    return {
      get name() {
        return `${isSkipped ? 'Skip' : 'Bring back'} the ${what} ${value()?.name ?? ''}`.trimEnd();
      },
      group: 'Cell',
      keys,
      run: () => {
        const place = value()?.place;
        return place && skipping.skipValue(place, isSkipped);
      },
      isEnabled: () => {
        const place = value()?.place;
        return place !== undefined && skipping.cellsOf(place)[isSkipped ? 'open' : 'skipped'].length > 0;
      },
    };
  }

  return useShortcuts({
    skipRow: action('row', true, ['Shift+K']),
    unskipRow: action('row', false, ['Shift+K']),
    skipColumn: action('column', true, ['Shift+J']),
    unskipColumn: action('column', false, ['Shift+J']),
    skipPage: action('page', true, ['Shift+L']),
    unskipPage: action('page', false, ['Shift+L']),
  });
}

/** The value that all cells of the row, column or page have; undefined where no axis lies there. */
function valueAt({ axes, view, shape, focus }: Whereabouts, what: What): { place: ValuePlace; name: string } | undefined {
  if (focus === undefined) return undefined;
  const axis = { row: shape.yAxis, column: shape.xAxis, page: axes.find(({ id }) => id === view.pages[0]) }[what];
  const valueId = { row: shape.rows[focus.row]?.value?.id, column: shape.columns[focus.column]?.value?.id, page: view.at[view.pages[0] ?? ''] }[what];
  const value = axis?.values.find(({ id }) => id === valueId);
  return axis && value && { place: { axisId: axis.id, valueId: value.id }, name: `${axis.name} ${value.label}` };
}
