/** Solves a small square system by Gauss and Jordan with row exchange; throws RangeError for a singular one. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (const column of rows.keys()) {
    const pivot = largestBelow(rows, column);
    if (rows[pivot]![column] === 0) throw new RangeError('The system of equations is singular.');
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (const [index, row] of rows.entries()) {
      if (index !== column) subtract(row, rows[column]!, row[column]! / rows[column]![column]!);
    }
  }
  return rows.map((row, index) => row[rows.length]! / row[index]!);
}

function largestBelow(rows: readonly (readonly number[])[], column: number): number {
  let best = column;
  for (let row = column + 1; row < rows.length; row++) {
    if (Math.abs(rows[row]![column]!) > Math.abs(rows[best]![column]!)) best = row;
  }
  return best;
}

function subtract(row: number[], other: readonly number[], factor: number): void {
  for (const [column, value] of other.entries()) row[column] = row[column]! - factor * value;
}
