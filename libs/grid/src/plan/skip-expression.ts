/** What a rule compares: numbers and bigints by worth, text as it is written. */
export type SkipOperand = number | bigint | string | boolean;

export type BinaryOperator = 'and' | 'or' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in' | 'contains';

/** A rule as a tree. `axis` is a position among the axis names that the rule was read with. */
export type SkipExpression =
  | { type: 'literal'; value: SkipOperand }
  | { type: 'list'; items: SkipExpression[] }
  | { type: 'axis'; axis: number }
  | { type: 'not' | 'minus'; of: SkipExpression }
  | { type: 'binary'; operator: BinaryOperator; left: SkipExpression; right: SkipExpression };
