import { table } from './table.ts'

export const coreTable = table('core', [])
