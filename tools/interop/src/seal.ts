import { table } from './table.ts'

export const sealTable = table('seal', [])
