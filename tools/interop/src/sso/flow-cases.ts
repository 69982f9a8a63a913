import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { APACHE } from './apache.ts'
import { CHROMIUM } from './chromium-visitor.ts'
import { FLOWS, type Flow, playFlow } from './flows.ts'
import { inScene, type SceneOptions } from './scene.ts'
import { SM2 } from './sm2-front.ts'

/** With whom the flows are played: the columns of the table. */
export const COLUMNS = ['oidc-provider', 'mod_auth_openidc', 'Chromium'] as const
type Column = (typeof COLUMNS)[number]

const SETTINGS: Readonly<Record<Column, { with: Case['with']; scene: SceneOptions }>> = {
  'oidc-provider': { with: 'oidc-provider', scene: {} },
  mod_auth_openidc: { with: APACHE, scene: { fellow: 'Apache' } },
  Chromium: { with: CHROMIUM, scene: { fellow: 'Apache', browser: 'Chromium' } },
}

const ofFlow = (flow: Flow, column: Column): Case => {
  const { with: program, scene } = SETTINGS[column]
  const { fellow: _, ...alone } = scene
  return {
    what: flow.name,
    with: program,
    flow: flow.name,
    run: () => playFlow(flow, isSm2(flow) ? alone : scene),
  }
}

const isSm2 = ({ scene }: Flow): boolean => scene?.provider?.sm2 === true

/** A fellow portal that knows no SM2 has no place on a provider that signs by nothing else. */
const knowsNoSm2: Case = {
  what: 'SM2 tokens: mod_auth_openidc cannot read them, and lets nobody in',
  with: APACHE,
  flow: 'SM2 tokens',
  isLimit: true,
  run: () =>
    inScene(
      { fellow: 'Apache', provider: { sm2: true }, options: { sm2: SM2 } },
      async ({ fellow, visitor }) => {
        const somebody = await visitor()
        await somebody.open(fellow.page)
        const { status, html } = await somebody.press('natural-3')
        expectThat(status >= 400 && !html.includes('sub=natural-3'), `it reads them after all: ${status}`)
        return `HTTP ${status} after the provider's answer`
      },
    ),
}

export const FLOW_CASES: readonly Case[] = COLUMNS.flatMap((column) =>
  FLOWS.map((flow) => (column === 'mod_auth_openidc' && isSm2(flow) ? knowsNoSm2 : ofFlow(flow, column))),
)
