import { diagnoseIdentifier } from '../../identifier/doctor/diagnose.ts'
import { isIdentifier } from '../../identifier/is-identifier.ts'
import { ROW_COLUMNS } from './columns.ts'
import type { Note } from './finding.ts'
import { firstOf, type Row } from './row.ts'

/** 证照状态 as platforms exchange it; 99 needs words. */
const STATES: ReadonlySet<string> = new Set(['01', '02', '03', '04', '05', '06', '07', '99'])

/** 操作类型 as platforms exchange it: 01 new … 10 transfer undone. */
const OPERATIONS: ReadonlySet<string> = new Set(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'])

/** Renewal 延续, transfer in 转入 and change 变更 make a licence out of one before it. */
const WITH_PREVIOUS: ReadonlySet<string> = new Set(['02', '08', '09'])
const TRANSFER_IN = '08'
const OTHER_STATE = '99'

/** State and operation are ones of the exchange, and an operation on an earlier licence names it. */
export function checkOperation(row: Row): void {
  const { note } = row
  const state = firstOf(row, ROW_COLUMNS.state)
  if (state !== undefined && !STATES.has(state))
    unknownCode(note, 'row.state', ROW_COLUMNS.state, state, STATES)
  if (state === OTHER_STATE && firstOf(row, ROW_COLUMNS.stateText) === undefined)
    note('row.state-text', ROW_COLUMNS.stateText)
  const operation = firstOf(row, ROW_COLUMNS.operation)
  if (operation !== undefined && !OPERATIONS.has(operation))
    unknownCode(note, 'row.operation', ROW_COLUMNS.operation, operation, OPERATIONS)
  checkPrevious(row, operation)
}

function checkPrevious(row: Row, operation: string | undefined): void {
  const { note } = row
  const previous = firstOf(row, ROW_COLUMNS.previous)
  if (operation !== undefined && WITH_PREVIOUS.has(operation) && previous === undefined)
    note('row.previous-missing', ROW_COLUMNS.previous, { facts: { operation } })
  if (operation === TRANSFER_IN && firstOf(row, ROW_COLUMNS.previousNumber) === undefined)
    note('row.previous-number', ROW_COLUMNS.previousNumber, { facts: { operation } })
  if (previous === undefined) return
  if (previous === firstOf(row, 'ZZBS')) note('row.previous-self', ROW_COLUMNS.previous, { found: previous })
  else if (!isIdentifier(previous)) {
    const [best] = diagnoseIdentifier(previous).proposals
    const proposal = best === undefined ? {} : { proposal: best.identifier }
    note('row.previous-form', ROW_COLUMNS.previous, { found: previous, ...proposal })
  }
}

/** A code without its zero in front is one that a table has made a number of. */
function unknownCode(
  note: Note,
  rule: 'row.state' | 'row.operation',
  field: string,
  found: string,
  known: ReadonlySet<string>,
): void {
  const padded = found.padStart(2, '0')
  note(rule, field, { found, ...(known.has(padded) ? { proposal: padded } : {}) })
}
