import { FLOW_CASES } from './sso/flow-cases.ts'
import { drawFlows } from './sso/flow-grid.ts'
import { OPENID_CLIENT_CASES } from './sso/openid-client.ts'
import { storeCases } from './sso/stores.ts'
import { TOKEN_FLOW_CASES } from './sso/token-flows.ts'
import { TOKEN_CASES } from './sso/token-peers.ts'
import { table } from './table.ts'

export const ssoTable = {
  ...table('sso', [
    ...FLOW_CASES,
    ...OPENID_CLIENT_CASES,
    ...TOKEN_CASES,
    ...TOKEN_FLOW_CASES,
    ...storeCases,
  ]),
  draw: drawFlows,
}
