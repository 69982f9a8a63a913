import type { Fetch, Report } from '@xinyin/core'
import { createNodeFetch } from '@xinyin/core/node'
import { parseCrl } from '@xinyin/core/revocation'
import { type IssuedLicence, inspectLicence, type Licence, type LicencePolicy } from '@xinyin/e-license'
import { createBundle } from '@xinyin/e-license/bundle'

import type { NamedFile, Province } from '@xinyin/sandbox'

const DAY = 24 * 60 * 60 * 1000

/** How long what the demo leaves can be verified: long enough to come back to it. In use, a day is usual. */
export const DEMO_DAYS = 28

/** The forms of a licence by the names that people have for them. */
export const FORMS = [
  ['OFD', 'ofd'],
  ['SD-JWT', 'sdJwt'],
  ['QR', 'qr'],
] as const

/** What came of looking at each form. */
export type Findings = Readonly<Record<(typeof FORMS)[number][0], Report<Licence>>>

/** Looks at all three forms of a licence as a window does. */
export async function inspectForms(licence: IssuedLicence, policy: LicencePolicy): Promise<Findings> {
  const reports = FORMS.map(async ([name, form]) => [name, await inspectLicence(licence[form] ?? '', policy)])
  return Object.fromEntries(await Promise.all(reports)) as Findings
}

/** The trust store of a window: a QR code has no room for its issuer's certificate, so that it is kept here. */
export function trustFilesOf({ trustFiles, chainFiles }: Province): readonly NamedFile[] {
  const issuer = chainFiles.filter(({ name }) => name === 'issuer.pem')
  return [...trustFiles, ...issuer.map(({ bytes }) => ({ name: 'intermediate/licence-issuer.pem', bytes }))]
}

/** The same store without anything that runs out: a bundle brings that. */
export const anchorsOf = (files: readonly NamedFile[]): readonly NamedFile[] =>
  files.filter(({ name }) => !name.startsWith('revocation/'))

/** A fetch that goes to one service on this machine and nowhere else. */
export function fetchFrom(uri: string): Fetch {
  const { port } = new URL(uri)
  return createNodeFetch({ schemes: ['http'], ports: [Number(port)], allow: ['127.0.0.1/32'] })
}

/** What a window without a network needs, in one signed file: states and revocations. */
export async function makeBundle(
  { statusIssuer, trustFiles }: Province,
  statusList: string | Uint8Array,
  now: Date,
): Promise<string> {
  const lists = trustFiles.filter(({ name }) => name.startsWith('revocation/'))
  return createBundle(
    {
      bundle: 'https://bundles.sandbox.invalid/windows',
      sequence: 1,
      issuedAt: now,
      nextUpdate: new Date(now.getTime() + DEMO_DAYS * DAY),
      statusLists: [statusList],
      revocation: { crls: lists.map(({ bytes }) => parseCrl(bytes)), ocspResponses: [] },
    },
    { signer: statusIssuer.signer, certificates: [statusIssuer.certificate] },
  )
}
