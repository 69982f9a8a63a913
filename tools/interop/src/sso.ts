import { storeCases } from './sso/stores.ts'
import { table } from './table.ts'

export const ssoTable = table('sso', storeCases)
