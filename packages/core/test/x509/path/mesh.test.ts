import { type Certificate, createPrivateKey, inspectPath, parseCertificate } from '@xinyin/core'
import { encodeInteger, encodeSequence, encodeTime } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forge, forgeName } from '../forge.ts'
import { AUTHORITY } from './chain.ts'
import { NOON, trusting } from './province.ts'

const SIGNER = { role: 'seal-signer', at: NOON, revocation: skipRevocation } as const
const COUNT = 12
const ROOT = COUNT
const keys = await Promise.all(Array.from({ length: COUNT + 3 }, () => createPrivateKey('P-256')))
const names = keys.map((_, at) => forgeName(['CN', `CA ${at}`]))
/** Two strangers, of which neither has certified the other. */
const STRANGERS = [COUNT + 1, COUNT + 2] as const

type Changes = Partial<Parameters<typeof forge>[0]>

/** A certificate from one authority to another, by their numbers. */
async function issue(issuer: number, subject: number, changes: Changes = {}): Promise<Certificate> {
  const der = await forge({
    key: keys[issuer]!,
    issuer: names[issuer]!,
    subject: names[subject]!,
    spki: keys[subject]!.publicKey.spki,
    extensions: [AUTHORITY],
    serialNumber: encodeInteger(issuer * 100 + subject + 1),
    ...changes,
  })
  return parseCertificate(der)
}

const root = await issue(ROOT, ROOT)
const leaf = parseCertificate(await forge({ key: keys[0]!, issuer: names[0]! }))

describe('twelve authorities that have all certified each other', async () => {
  const mesh: Certificate[] = []
  for (let issuer = 0; issuer < COUNT; issuer++) {
    for (let subject = 0; subject < COUNT; subject++) {
      if (issuer !== subject) mesh.push(await issue(issuer, subject))
    }
  }

  test.each(Array.from({ length: COUNT }, (_, at) => [at]))('the root knows number %i alone', async (at) => {
    const entry = await issue(ROOT, at)
    for (const intermediates of [
      [entry, ...mesh],
      [...mesh, entry],
    ]) {
      for (const given of [
        { trust: trusting(root, intermediates) },
        { trust: trusting(root), intermediates },
      ]) {
        const report = await inspectPath(leaf, { ...given, ...SIGNER })
        expect(report.verdict).toBe('passed')
        expect(report.subject?.certificates).toHaveLength(at === 0 ? 3 : 4)
      }
    }
  })
})

describe('any graph of authorities', async () => {
  const FEW = 5
  const expired = encodeSequence(
    encodeTime(new Date('2020-01-01T00:00:00Z')),
    encodeTime(new Date('2021-01-01T00:00:00Z')),
  )
  const edges: [issuer: number, subject: number][] = []
  for (const issuer of [...Array(FEW).keys(), ROOT]) {
    for (let subject = 0; subject < FEW; subject++) if (issuer !== subject) edges.push([issuer, subject])
  }
  const good = await Promise.all(edges.map(([issuer, subject]) => issue(issuer, subject)))
  /** What bears the same names and leads nowhere: run out, or signed with a stranger's key. */
  const bad = await Promise.all(
    edges.flatMap(([issuer, subject]) => [
      issue(issuer, subject, { validity: expired }),
      issue(issuer, subject, { key: keys[STRANGERS[0]]! }),
      issue(issuer, subject, { spki: keys[STRANGERS[1]]!.publicKey.spki }),
    ]),
  )

  /** Certificates in the shortest path from the first authority's leaf to the root. */
  function shortest(present: readonly number[]): number {
    const length = new Map([[0, 2]])
    for (const [name, count] of length) {
      for (const at of present) {
        const [issuer, subject] = edges[at]!
        if (subject === name && !length.has(issuer)) length.set(issuer, count + 1)
      }
    }
    return length.get(ROOT) ?? Number.POSITIVE_INFINITY
  }

  test('a path is found where there is one, and the shortest', async () => {
    const some = (count: number, maxLength: number) => fc.uniqueArray(fc.nat(count - 1), { maxLength })
    await fc.assert(
      fc.asyncProperty(
        some(edges.length, 14),
        some(bad.length, 40),
        fc.infiniteStream(fc.nat()),
        async (present, noise, order) => {
          const given = [...present.map((at) => good[at]!), ...noise.map((at) => bad[at]!)]
          const shuffled = given
            .map((certificate) => ({ certificate, place: order.next().value as number }))
            .sort((a, b) => a.place - b.place)
            .map(({ certificate }) => certificate)
          const report = await inspectPath(leaf, {
            trust: trusting(root),
            intermediates: shuffled,
            ...SIGNER,
          })
          const length = shortest(present)
          expect(report.verdict === 'passed').toBe(Number.isFinite(length))
          if (report.verdict === 'passed') expect(report.subject?.certificates).toHaveLength(length)
        },
      ),
      { numRuns: 200 },
    )
  })
})
