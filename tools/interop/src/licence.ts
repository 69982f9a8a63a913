import { table } from './table.ts'

export const licenceTable = table('licence', [])
