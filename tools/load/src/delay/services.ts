import { createPrivateKey, createSigner, encodeBase64, randomBytes } from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import { createSealStatusHandler, type SealRecord } from '@xinyin/e-seal/maker'
import { createProvince, serveAuthority, serveSealStatus, startIdentityProvider } from '@xinyin/sandbox'
import { createHostileProvider } from '@xinyin/sandbox/hostile'
import { drain, type Question } from './probe.ts'

const KIB = 1024
/** What a list of seals may have when it arrives. */
const LIST = 64 * KIB * KIB

const post = (body: Uint8Array | string, type: string) => ({
  method: 'POST',
  body: body as Uint8Array<ArrayBuffer>,
  headers: { 'content-type': type },
})

/** Asks, whatever is answered: most of these questions are refused. */
async function ask(url: string, init?: RequestInit): Promise<void> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  await drain(response, response.status)
}

async function askSealStatus(kind: 'SM2' | 'P-256'): Promise<Question[]> {
  const key = await createPrivateKey(kind)
  const valid = { notBefore: new Date(0), notAfter: new Date('2049-01-01') }
  const certificate = await createRoot({ subject: { commonName: 'Maker' }, key, ...valid })
  const status = { state: 'valid', suspensions: [] } as const
  const recordOf = (id: string): SealRecord => ({
    id,
    digest: '0'.repeat(64),
    validTo: valid.notAfter,
    status,
  })
  // What is sent is of no account to who sends it.
  const list = `${'A'.repeat(LIST - 100)}.B`
  const handle = createSealStatusHandler({
    makers: [certificate],
    signing: { key: createSigner(key), certificates: [certificate] },
    lookup: (id) => (id.endsWith('1') ? recordOf(id) : undefined),
    list: async () => list,
  })
  const seals = Array.from({ length: 100 }, (_, i) => `${'印'.repeat(190)}${i}`)
  const url = 'https://seals.example.gov.cn'
  return [
    {
      name: `seal status: 100 seals, ${kind}`,
      ask: async () => {
        const body = JSON.stringify({ seals: seals.map((id) => id.slice(-180)) })
        const response = await handle(new Request(`${url}/seals`, post(body, 'application/json')))
        await drain(response, response.status)
      },
    },
    {
      name: `seal status: 64 KiB of nothing, ${kind}`,
      ask: async () =>
        drain(await handle(new Request(`${url}/seals`, post('['.repeat(64 * KIB), 'application/json'))), 400),
    },
    {
      name: `seal status: list of 64 MiB, ${kind}`,
      ask: async () => drain(await handle(new Request(`${url}/list`)), 200),
    },
  ]
}

/** What seals and certificates are asked about, and the services of the sandbox. */
export async function askServices(
  kinds: readonly ('SM2' | 'P-256')[],
): Promise<{ questions: Question[]; close(): Promise<void> }> {
  const authority = await serveAuthority()
  const province = await createProvince()
  const seals = await serveSealStatus(province.sealStatus)
  const provider = await startIdentityProvider()
  const hostile = await createHostileProvider({ issuer: 'https://op.example', clientId: 'portal' })
  const noise = randomBytes(64 * KIB - 10)
  const nested = new Uint8Array(64 * KIB - 10).fill(0x30)
  const fields = Array.from({ length: 8000 }, (_, i) => `p${i}=`)
    .join('&')
    .slice(0, 60_000)
  const questions: Question[] = (await Promise.all(kinds.map(askSealStatus))).flat()
  for (const [what, body] of [
    ['noise', noise],
    ['nested', nested],
  ] as const) {
    const { origin, timeStampUrl } = authority
    questions.push(
      {
        name: `sandbox: OCSP of ${what}`,
        ask: () => ask(`${origin}/ocsp/root`, post(body, 'application/ocsp-request')),
      },
      {
        name: `sandbox: time stamp of ${what}`,
        ask: () => ask(timeStampUrl, post(body, 'application/timestamp-query')),
      },
    )
  }
  const address = encodeURIComponent(encodeBase64(noise.subarray(0, 8000)))
  questions.push(
    { name: 'sandbox: OCSP in an address', ask: () => ask(`${authority.origin}/ocsp/root/${address}`) },
    { name: 'sandbox: trust list', ask: () => ask(authority.trustListUrl) },
    { name: 'sandbox: seal status list', ask: () => ask(`${seals.url}/list`) },
    {
      name: 'sandbox: identity provider, authorization',
      ask: () => ask(`${provider.issuer}/auth?${fields.slice(0, 14_000)}`),
    },
    {
      name: 'sandbox: identity provider, token',
      ask: () => ask(`${provider.issuer}/token`, post(fields, 'application/x-www-form-urlencoded')),
    },
    {
      name: 'sandbox: what is watched',
      ask: () => ask(`${provider.issuer}/watch`, post(fields, 'application/x-www-form-urlencoded')),
    },
    {
      name: 'sandbox: hostile provider',
      ask: async () => {
        const response = await hostile.fetch(
          'https://op.example/token',
          post(fields, 'application/x-www-form-urlencoded'),
        )
        await drain(response, response.status)
      },
    },
  )
  return {
    questions,
    async close() {
      await Promise.all([authority.close(), seals.close(), provider.close()])
    },
  }
}
