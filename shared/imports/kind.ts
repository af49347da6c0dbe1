/** What tells one kind of import from another: its sheet, who brings it, and what its rows become. */
import type { Role } from '../auth/caller.ts';
import type { CloudEvent } from '../events/index.ts';
import type { Files } from '../files/index.ts';
import type { AuditEntry, ListOptions, Page, TransactWrite } from '../store/index.ts';
import type { Row, RowProblems, Sheet } from './sheet.ts';
import type { RowOutcome, SheetImport } from './sheet-import.ts';

/** What imports need from outside. */
export interface ImportDeps {
  store: {
    sheetImport(id: string): Promise<SheetImport | undefined>;
    importsOf(division: string, list: ListOptions): Promise<Page<SheetImport>>;
    problemsOf<C extends string>(id: string, list: ListOptions): Promise<Page<RowProblems<C>>>;
    save(change: {
      writes: readonly TransactWrite[];
      audit: readonly AuditEntry[];
      events?: readonly CloudEvent[];
    }): Promise<void>;
  };
  files: Files;
  now: () => Date;
  newId: () => string;
}

/** What became of some rows. */
export interface Dealt<C extends string = string> {
  outcomes: readonly RowOutcome[];
  /** Those that have to be put right, from the top. */
  problems: readonly RowProblems<C>[];
}

export interface ImportKind<C extends string, D extends ImportDeps> {
  sheet: Sheet<C>;
  /** Where imports are begun and their template is, and where one is followed. */
  paths: { begin: `/${string}`; imports: `/${string}` };
  /** Ids of the operations, in the order of an import's life. */
  operations: Readonly<Record<'template' | 'begin' | 'list' | 'read' | 'start' | 'problems', string>>;
  tag: string;
  roles: readonly Exclude<Role, 'public'>[];
  /** Said below the columns of the template's explanation. */
  hint: (division: string) => string;
  /** Choices of columns that depend on the division. */
  choices: (division: string) => Partial<Record<C, readonly string[]>>;
  /** Has an import carried on from where it is due. */
  due: (one: { id: string; due: number }, correlationId: string, deps: D) => CloudEvent;
  /** Deals with rows: the same rows again come to the same. */
  land: (rows: readonly Row<C>[], one: SheetImport, correlationId: string, deps: D) => Promise<Dealt<C>>;
}
