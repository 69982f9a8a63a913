import { getRequestListener } from '@hono/node-server'
import { PERSONAS, startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { createRelyingParty, exportClientJwk, memoryStore } from '@xinyin/sso'
import { createEntry } from './entry.ts'

const isStaff = ({ kind }: { kind: string }) => kind === 'civil-servant'

/** The province's provider, the staff directory, and one entry for both, all on this machine. */
export async function startOffice() {
  const province = await startIdentityProvider({ personas: PERSONAS.filter((persona) => !isStaff(persona)) })
  const directory = await startIdentityProvider({ personas: PERSONAS.filter(isStaff) })

  const options = { clientId: 'approval', name: '审批系统', provider: province }
  const entry = await startApplication(options, async ({ origin, signer, clientId }) => {
    // One key does for both: what it signs names whom it is for.
    await directory.register({ clientId, name: '审批系统', origin, jwk: await exportClientJwk(signer) })
    const client = { clientId, signer }
    const sso = createRelyingParty({
      origin,
      store: memoryStore(),
      providers: [
        {
          ...client,
          issuer: province.issuer,
          levels: province.levels,
          name: { 'zh-CN': '省统一身份认证（个人、企业）', en: 'The province (people and companies)' },
        },
        {
          ...client,
          issuer: directory.issuer,
          levels: directory.levels,
          name: { 'zh-CN': '公职人员目录', en: 'Staff directory' },
          subjects: ['civil-servant'],
        },
      ],
    })
    return getRequestListener(createEntry(sso, directory.issuer).fetch)
  })

  const close = () => Promise.all([entry.close(), province.close(), directory.close()])
  return { entry: entry.origin, province: province.issuer, directory: directory.issuer, close }
}
