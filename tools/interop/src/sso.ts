import { table } from './table.ts'

export const ssoTable = table('sso', [])
