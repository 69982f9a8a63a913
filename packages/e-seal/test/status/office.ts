import { type Certificate, encodeBase64Url, encodeUtf8, type Trust } from '@xinyin/core'
import { createSeal, type Seal } from '../../src/index.ts'
import {
  createSealStatusList,
  type NewSealStatusList,
  type SealRecord,
  type StatementSigning,
  signSealStatusList,
} from '../../src/maker.ts'
import { AT, createList, createMember, createProvince, join, type Member, sealOptions } from '../province.ts'

const DAY = 24 * 60 * 60 * 1000
export const LIST = 'https://seals.example.invalid/status/list'
/** When the lists of these tests are made: a day before the time for which verdicts are asked. */
export const ISSUED = new Date(AT.getTime() - DAY)

export const days = (count: number, from = AT): Date => new Date(from.getTime() + count * DAY)

export const signingOf = ({ signer, certificate }: Member): StatementSigning => ({
  key: signer,
  certificates: [certificate],
})

/** A province whose seal status is told by its maker, or by an authority for that. */
export async function createStatusProvince() {
  const province = await createProvince()
  const other = await createProvince()
  const statusRoot = other.makerRoot
  const issuer = await createMember('状态发布方', statusRoot)
  const trust: Trust = {
    anchors: [...province.trust.anchors, { certificate: statusRoot.certificate, roles: ['status-issuer'] }],
    intermediates: [],
    revocation: join(
      await createList(province.makerRoot),
      await createList(province.signerRoot),
      await createList(statusRoot),
    ),
  }
  return { ...province, trust, issuer, statusRoot }
}

export type StatusProvince = Awaited<ReturnType<typeof createStatusProvince>>

/** Another seal of the same maker. */
export const anotherSeal = ({ maker, office }: StatusProvince, id: string): Promise<Seal> =>
  createSeal({ ...sealOptions(maker, [office.certificate]), id })

export const listOf = (
  makers: readonly Certificate[],
  seals: readonly SealRecord[],
  change: Partial<NewSealStatusList> = {},
) =>
  createSealStatusList({
    list: LIST,
    sequence: 5,
    issuedAt: ISSUED,
    nextUpdate: days(7, ISSUED),
    makers,
    seals,
    ...change,
  })

/** The list of a maker, signed by him unless somebody else is named. */
export const signedList = (
  { maker }: Pick<StatusProvince, 'maker'>,
  seals: readonly SealRecord[],
  change: Partial<NewSealStatusList> = {},
  by: Member = maker,
): Promise<string> => signSealStatusList(listOf([maker.certificate], seals, change), signingOf(by))

/** A JWS with another part; the signature stays, and does not hold any more. */
export function exchange(jws: string, part: 'header' | 'payload', change: (json: string) => string): string {
  const parts = jws.split('.')
  const at = part === 'header' ? 0 : 1
  parts[at] = encodeBase64Url(encodeUtf8(change(decodePart(jws, at))))
  return parts.join('.')
}

export const decodePart = (jws: string, at: number): string =>
  Buffer.from(jws.split('.')[at] ?? '', 'base64url').toString()
