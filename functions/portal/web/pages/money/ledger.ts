/** What the pages of the ledger make of its figures. */
import type { paths } from '../../api/generated/schema';
import { type Column, yuanColumn } from '../../components/columns.ts';
import { texts } from '../../texts/index.ts';

export type Totals = paths['/v1/ledger']['get']['responses'][200]['content']['application/json'];
type Figures = Pick<Totals, 'money' | 'inKind'>;
const t = texts.money.ledger.columns;

/** Money, then goods at their value. */
export const figureColumns = <R extends Figures>(): Column<R>[] => [
  yuanColumn('pledged', t.pledged, ({ money }) => money.pledgedFen),
  yuanColumn('returned', t.returned, ({ money }) => money.returnedFen),
  yuanColumn('committed', t.committed, ({ money }) => money.committedFen),
  yuanColumn('spent', t.spent, ({ money }) => money.spentFen),
  yuanColumn('bought', t.bought, ({ money }) => money.boughtFen),
  yuanColumn('goods-pledged', t.goodsPledged, ({ inKind }) => inKind.pledgedFen),
  yuanColumn('goods-committed', t.goodsCommitted, ({ inKind }) => inKind.committedFen),
  yuanColumn('goods-spent', t.goodsSpent, ({ inKind }) => inKind.spentFen),
];
