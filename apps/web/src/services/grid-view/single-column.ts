import type { PageShape, Place } from './page-shape';

/** A page of which only one column is shown, as a phone does. */
export function singleColumn(shape: PageShape, column: number): PageShape {
  const shown = shape.columns[column];
  const inPage = ({ row }: Place): Place => ({ column, row });
  return {
    ...shape,
    columns: shown === undefined ? [] : [shown],
    indexAt: (place) => shape.indexAt(inPage(place)),
    atlasPlaceAt: (place) => shape.atlasPlaceAt(inPage(place)),
    placeOf: (index) => {
      const place = shape.placeOf(index);
      return place === undefined || place.column !== column ? undefined : { column: 0, row: place.row };
    },
  };
}
