import type { Trust } from '@xinyin/core'
import { createLists, type Member } from '../../province.ts'
import { type Attack, attack, known, type Refusal } from './attack.ts'
import { at, credentialOf, DATA, sealedBy, signedBy, type World } from './world.ts'

/** The trust, whose roots took back both certificates of the authority. */
async function revoking({ province, trust }: World, since: Date): Promise<Trust> {
  const { roots, issuer, office } = province
  const revoked = [issuer, office].map(({ certificate: { serialNumber } }) => ({
    serialNumber,
    revokedAt: since,
  }))
  return withLists(trust, [
    await createLists([roots.signer, roots.issuer], revoked),
    await createLists([roots.maker]),
  ])
}

const withLists = (trust: Trust, lists: readonly Awaited<ReturnType<typeof createLists>>[]): Trust => ({
  ...trust,
  revocation: { crls: lists.flatMap(({ crls }) => crls), ocspResponses: [] },
})

const REVOKED: Refusal = 'path.revocation ERR_REVOCATION_REVOKED'
const UNKNOWN: Refusal = 'path.revocation ERR_REVOCATION_UNKNOWN'

/** Licences of an authority whose certificates no longer hold. */
export const CERTIFICATE_ATTACKS: readonly Attack[] = [
  known('certificate', 'one that was revoked', REVOKED, async (world) => ({
    trust: await revoking(world, at(-1)),
  })),
  attack(
    'certificate',
    'one that was revoked, under a licence that says that it is older',
    REVOKED,
    async (world, form) => {
      const earlier = { ...DATA, issuedOn: '2026-05-22' }
      const input =
        form === 'ofd'
          ? sealedBy(world.province, earlier, { at: at(-3) })
          : form === 'qr'
            ? signedBy(world.province, form, earlier)
            : credentialOf(world, { iat: at(-3).getTime() / 1000 })
      return { input: await input, policy: { trust: await revoking(world, at(-1)) } }
    },
  ),
  known('certificate', 'one of which nobody tells whether it was revoked', UNKNOWN, ({ trust }) => ({
    trust: withLists(trust, []),
  })),
  known(
    'certificate',
    'a revocation list of a root of the same name',
    'path.revocation ERR_REVOCATION_ISSUER',
    async ({ forger, trust }) => ({
      trust: withLists(trust, [await createLists(Object.values(forger.roots) as Member[])]),
    }),
  ),
  attack(
    'certificate',
    'one that has run out, under a licence without an end',
    {
      ofd: 'signature.signer-path ERR_SIGNATURE_NO_PROOF_OF_TIME',
      'sd-jwt': 'path.validity ERR_PATH_EXPIRED',
      qr: 'path.validity ERR_PATH_EXPIRED',
    },
    async ({ province }, form) => {
      const { validUntil: _, ...endless } = DATA
      return { input: await signedBy(province, form, endless), policy: { at: at(2 * 365) } }
    },
  ),
]
