import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { p256 } from '@noble/curves/nist.js'
import {
  type AlgorithmIdentifier,
  type Certificate,
  type Check,
  createPrivateKey,
  inspectPath,
  type PathReport,
  parseCertificate,
  parsePublicKey,
  type SignatureScheme,
  signatureScheme,
  type Trust,
  verifyPath,
} from '@xinyin/core'
import { encodeInteger, encodeOctetString } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { afterEach, describe, expect, test } from 'vitest'
import { chooseProvider } from '../../../src/crypto/provider/algorithm.ts'
import { createEffort } from '../../../src/x509/path/effort.ts'
import { createPool } from '../../../src/x509/path/pool.ts'
import type { RevocationChecker, RevocationContext } from '../../../src/x509/path/revocation.ts'
import { searchPaths } from '../../../src/x509/path/search.ts'
import { forge, forgeExtension, forgeName } from '../forge.ts'
import {
  AUTHORITY,
  alternativeNames,
  chainOf,
  keyOf,
  NAME,
  nameConstraints,
  policies,
  policyConstraints,
} from './chain.ts'
import { createProvince, KEYS, NOON, PERIOD, trusting } from './province.ts'
import { computed } from './time.ts'

const SIGNER = { role: 'seal-signer', at: NOON, revocation: skipRevocation } as const

describe.each(['fastest', 'portable'] as const)('10,000 look-alikes, %s', (choice) => {
  afterEach(() => chooseProvider('fastest'))

  const KEY_IDENTIFIER = forgeExtension('2.5.29.14', encodeOctetString(Uint8Array.of(1, 2, 3, 4)))
  const NAMED_KEY = forgeExtension('2.5.29.35', Uint8Array.of(0x30, 6, 0x80, 4, 1, 2, 3, 4))
  const subject = forgeName(['CN', '某省运营'])

  /** Certificates of one name and key identifier, each with a key of its own and a signature of nobody. */
  async function createFlood(
    count: number,
    extensions = [AUTHORITY, KEY_IDENTIFIER],
  ): Promise<Certificate[]> {
    const key = await createPrivateKey('P-256')
    const name = forgeName(['CN', '某省根'])
    // Candidates are in the order of their signatures: many different ones, so that the right one is anywhere.
    const templates = await Promise.all(
      Array.from({ length: 60 }, () => forge({ key, issuer: name, subject, extensions })),
    )
    let point = p256.Point.BASE
    const points = Array.from({ length: count }, () => {
      point = point.add(p256.Point.BASE)
      return point
    })
    return normalizeZ(p256.Point, points).map((other, n) => {
      const der = new Uint8Array(templates[n % templates.length] ?? [])
      const at = der.findIndex(
        (_, start) => key.publicKey.point?.every((octet, i) => der[start + i] === octet) === true,
      )
      der.set(other.toBytes(false), at)
      return parseCertificate(der)
    })
  }

  /** A path through an authority that bears their name. */
  async function createWay() {
    const [rootKey, middleKey] = [await createPrivateKey('P-256'), await createPrivateKey('P-256')]
    const root = parseCertificate(
      await forge({
        key: rootKey,
        issuer: forgeName(['CN', '某省根']),
        subject: forgeName(['CN', '某省根']),
        extensions: [AUTHORITY],
      }),
    )
    const middle = parseCertificate(
      await forge({
        key: rootKey,
        issuer: root.subject.raw,
        subject,
        spki: middleKey.publicKey.spki,
        extensions: [AUTHORITY, KEY_IDENTIFIER],
      }),
    )
    const leaf = parseCertificate(
      await forge({
        key: middleKey,
        issuer: subject,
        extensions: [NAMED_KEY],
        serialNumber: encodeInteger(7),
      }),
    )
    return { root, middle, leaf }
  }

  test('the right one among them is lost, and the answer comes in time', async () => {
    const flood = await createFlood(10_000)
    const { root, middle, leaf } = await createWay()
    chooseProvider(choice)
    const inspect = (intermediates: readonly Certificate[]) =>
      inspectPath(leaf, { trust: trusting(root), intermediates, ...SIGNER })
    expect((await inspect([...flood.slice(0, 50), middle])).verdict).toBe('passed')
    const started = computed()
    const report = await inspect([...flood, middle])
    expect(computed() - started).toBeLessThan(1000)
    // Whether the right one was come upon is chance; that nothing is decided without it is not.
    if (report.verdict !== 'passed') {
      expect(report.checks[0]).toMatchObject({
        id: 'path.anchor',
        status: 'indeterminate',
        code: 'ERR_PATH_EFFORT',
      })
    }
  })

  test('what may not issue certificates costs no signature', async () => {
    const flood = await createFlood(3000, [KEY_IDENTIFIER])
    const { root, middle, leaf } = await createWay()
    chooseProvider(choice)
    const report = await inspectPath(leaf, {
      trust: trusting(root),
      intermediates: [...flood, middle],
      ...SIGNER,
    })
    expect(report.verdict).toBe('passed')
  })

  test('a key of another kind costs no signature', async () => {
    const flood = await createFlood(3000, [AUTHORITY])
    const { root, middle, leaf } = await createProvince({ middle: { subject: { commonName: '某省运营' } } })
    expect(middle.subject.raw).toEqual(flood[0]?.subject.raw)
    chooseProvider(choice)
    const report = await inspectPath(leaf, {
      trust: trusting(root),
      intermediates: [...flood, middle],
      ...SIGNER,
    })
    expect(report.verdict).toBe('passed')
  })

  test('of a key that signs for them all, they do not multiply', async () => {
    const key = await createPrivateKey('P-256')
    const named = forgeName(['CN', '己'])
    const base = await forge({ key, issuer: named, subject: named, extensions: [AUTHORITY] })
    const own = parseCertificate(base)
    const leaf = parseCertificate(await forge({ key, issuer: named, serialNumber: encodeInteger(9) }))
    const flood = Array.from({ length: 10_000 }, () => own)
    chooseProvider(choice)
    const started = computed()
    const report = await inspectPath(leaf, { trust: trusting(KEYS_ROOT), intermediates: flood, ...SIGNER })
    expect(computed() - started).toBeLessThan(1000)
    expect(report.checks[0]).toMatchObject({ code: 'ERR_PATH_NO_ANCHOR' })
  })
})

const { root: KEYS_ROOT } = await createProvince()
const KEYS_P256 = await createPrivateKey('P-256')
const OTHER_IDENTIFIER = forgeExtension('2.5.29.14', encodeOctetString(Uint8Array.of(9)))

test('authorities of an attacker, each signed by all, end in time', async () => {
  const keys = await Promise.all(Array.from({ length: 40 }, () => createPrivateKey('P-256')))
  const name = forgeName(['CN', '同名'])
  const pool: Certificate[] = []
  for (const [n, { publicKey }] of keys.entries()) {
    for (const key of keys.slice(0, 20)) {
      const serialNumber = encodeInteger(pool.length + 1)
      if (key.publicKey === publicKey) continue
      const extensions = [AUTHORITY]
      pool.push(
        parseCertificate(
          await forge({ key, issuer: name, subject: name, spki: publicKey.spki, serialNumber, extensions }),
        ),
      )
    }
    if (n > 30) break
  }
  const leaf = parseCertificate(
    await forge({ key: keys[0]!, issuer: name, serialNumber: encodeInteger(5000) }),
  )
  const started = computed()
  const report = await inspectPath(leaf, { trust: trusting(KEYS_ROOT), intermediates: pool, ...SIGNER })
  expect(computed() - started).toBeLessThan(1000)
  expect(report.verdict).toBe('indeterminate')
  expect(report.checks[0]?.code).toBe('ERR_PATH_EFFORT')
})

test.each([
  ['signatures', { maxSignatures: 1 }],
  ['candidates', { maxSteps: 1 }],
  ['paths to check', { maxSteps: 40 }],
  ['names to compare', { maxComparisons: 1 }],
])('where there are too many %s, nothing is decided', async (_what, limits) => {
  const constrained = [nameConstraints([NAME.dns('cn')])]
  const named = [alternativeNames(NAME.dns('a.cn'))]
  const [root, middle, leaf] = await chainOf({}, { extensions: constrained }, { extensions: named })
  const options = { trust: trusting(root!, [middle!]), ...SIGNER }
  expect((await inspectPath(leaf!, options)).verdict).toBe('passed')
  const report = await inspectPath(leaf!, { ...options, limits })
  expect(report.verdict).toBe('indeterminate')
  expect(report.checks[0]).toMatchObject({ id: 'path.anchor', code: 'ERR_PATH_EFFORT', facts: limits })
})

test('no more signatures are verified than may be', async () => {
  const [root, middle, leaf] = await chainOf({}, {}, {})
  let verified = 0
  const counted = (algorithm: AlgorithmIdentifier) => {
    const scheme = signatureScheme(algorithm)
    const verify: SignatureScheme['verify'] = (...given) => {
      verified++
      return scheme?.verify(...given) ?? Promise.resolve(false)
    }
    return scheme && { ...scheme, verify }
  }
  const algorithms = { scheme: counted, publicKey: parsePublicKey }
  const options = { trust: trusting(root!, [middle!]), algorithms, ...SIGNER }
  const report = await inspectPath(leaf!, { ...options, limits: { maxSignatures: 1 } })
  expect([report.checks[0]?.code, verified]).toEqual(['ERR_PATH_EFFORT', 1])
  expect((await inspectPath(leaf!, options)).verdict).toBe('passed')
  expect(verified).toBe(3)
})

test('to put many candidates in order is work too', async () => {
  const { root, middle, leaf } = await createProvince()
  const { spki } = KEYS.other.publicKey
  const others = await Promise.all(
    Array.from({ length: 1000 }, (_, n) => {
      const serialNumber = encodeInteger(n + 1)
      return forge({
        key: KEYS_P256,
        subject: middle.subject.raw,
        spki,
        serialNumber,
        extensions: [OTHER_IDENTIFIER],
      })
    }),
  )
  // The right one has the key identifier that is asked for, and comes first.
  const trust = trusting(root, [...others.map((der) => parseCertificate(der)), middle])
  expect((await inspectPath(leaf, { trust, limits: { maxSteps: 65 }, ...SIGNER })).verdict).toBe('passed')
  const report = await inspectPath(leaf, { trust, limits: { maxSteps: 55 }, ...SIGNER })
  expect(report.checks[0]?.code).toBe('ERR_PATH_EFFORT')
})

test('when the effort is spent, no further candidate is looked at', async () => {
  const { leaf, middle } = await createProvince()
  const others = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      forge({ subject: middle.subject.raw, serialNumber: encodeInteger(n + 1) }),
    ),
  )
  const given = others.map((der) => parseCertificate(der))
  const pool = createPool({ anchors: [], intermediates: [] }, 'seal-signer', given, NOON)
  const effort = createEffort({ maxSteps: 5 })
  const seen: Certificate[] = []
  const search = {
    pool,
    effort,
    admits: (chain: readonly Certificate[]) => seen.push(...chain.slice(-1)) < 0,
    links: async () => false,
    accepts: async () => false,
  }
  expect(await searchPaths(search, leaf)).toBeUndefined()
  expect(seen).toHaveLength(5)
  expect(effort.spent).toBe(true)
})

test('a path that comes back to an authority is none', async () => {
  const [root, one, leaf] = await chainOf({}, {}, {})
  const [key, other] = [await createPrivateKey('P-256'), forgeName(['CN', '乙'])]
  // The authority and another one certify each other.
  const aside = await forge({
    key: keyOf(1),
    issuer: one!.subject.raw,
    subject: other,
    spki: key.publicKey.spki,
    extensions: [AUTHORITY],
  })
  const back = await forge({
    key,
    issuer: other,
    subject: one!.subject.raw,
    spki: one!.spki,
    extensions: [AUTHORITY],
  })
  const trust = trusting(root!, [one!, parseCertificate(aside), parseCertificate(back)])
  const report = await inspectPath(leaf!, { trust, policies: { requireExplicit: true }, ...SIGNER })
  expect(report.verdict).toBe('failed')
  expect(report.attempts.map(({ certificates }) => certificates)).toEqual([[leaf, one, root]])
})

describe('every path that was tried is told', () => {
  /** Two certificates of one authority: one may hold, the other is limited by its extensions. */
  async function twoWays(limits: readonly Uint8Array[]) {
    const [root, wide, leaf] = await chainOf({}, {}, {})
    const [, narrow] = await chainOf({}, { extensions: limits }, {})
    return { root: root!, wide: wide!, narrow: narrow!, leaf: leaf! }
  }

  test.each([
    ['a policy that is missing', [policies('1.2.156.1'), policyConstraints(0)], 'path.policies'],
    ['names', [nameConstraints([NAME.directory(forgeName(['CN', 'x']))])], 'path.name-constraints'],
  ])('the one that does not hold for %s is left for the one that does', async (_what, limits, id) => {
    const { root, wide, narrow, leaf } = await twoWays(limits)
    for (const pool of [
      [narrow, wide],
      [wide, narrow],
    ]) {
      const report = await inspectPath(leaf, { trust: trusting(root, pool), ...SIGNER })
      expect(report.verdict).toBe('passed')
      expect(report.subject?.certificates[1]).toBe(wide)
      expect(report.attempts.at(-1)?.certificates).toEqual([leaf, wide, root])
    }
    const report = await inspectPath(leaf, { trust: trusting(root, [narrow]), ...SIGNER })
    expect(report.verdict).toBe('failed')
    expect(report.attempts).toHaveLength(1)
    expect(report.attempts[0]?.certificates).toEqual([leaf, narrow, root])
    expect(report.attempts[0]?.checks.find(({ status }) => status === 'failed')?.id).toBe(id)
  })

  test('of several that do not hold, the nearest decides', async () => {
    const { root, narrow, leaf } = await twoWays([policies('1.2.156.1'), policyConstraints(0)])
    const [, other] = await chainOf(
      {},
      {
        extensions: [policies('1.2.156.1'), policyConstraints(0), forgeExtension('1.2.3', encodeInteger(1))],
      },
      {},
    )
    const name = { email: 'a@b.cn' }
    const report = await inspectPath(leaf, { trust: trusting(root, [narrow, other!]), name, ...SIGNER })
    expect(report.attempts).toHaveLength(2)
    expect(report.checks).toEqual(report.attempts[0]?.checks)
  })
})

describe('other certificates of the same', () => {
  test('an issuer whose name is written in another way is found, after those that are written the same', async () => {
    const { root, leaf } = await createProvince()
    const written = forgeName(['C', 'cn'], ['CN', ' 某省运营'])
    const middle = parseCertificate(
      await forge({
        key: KEYS.root,
        issuer: root.subject.raw,
        subject: written,
        spki: KEYS.middle.publicKey.spki,
        extensions: [AUTHORITY],
      }),
    )
    const stranger = await createProvince({ root: { subject: { commonName: '他' } } })
    const pool = [stranger.middle, middle, stranger.root]
    const report = await inspectPath(leaf, { trust: trusting(root, pool), ...SIGNER })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.certificates[1]).toBe(middle)
  })

  test('a copy of an anchor in the pool is the anchor', async () => {
    const { root, middle, leaf } = await createProvince()
    const copy = parseCertificate(root.raw)
    const report = await inspectPath(leaf, {
      trust: trusting(root, [copy, middle, parseCertificate(middle.raw)]),
      ...SIGNER,
    })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.anchor.certificate).toBe(root)
  })
})

describe('path.revocation', () => {
  const ASKING = { role: 'seal-signer', at: NOON } as const
  const CODES = {
    ERR_REVOCATION_TEST: {
      en: 'The certificate of {subject} was revoked.',
      'zh-CN': '{subject} 的证书已被吊销。',
    },
  }
  const REVOKED: Check = {
    id: 'path.revocation',
    status: 'failed',
    code: 'ERR_REVOCATION_TEST',
    facts: { subject: '某局' },
  }
  const GOOD: Check = { id: 'path.revocation', status: 'passed', facts: {} }

  function checkerOf(check: Check, contexts: RevocationContext[] = []): RevocationChecker {
    return {
      codes: CODES,
      check: async (_path, context) => {
        contexts.push(context)
        return check
      },
    }
  }
  const revocationOf = ({ checks }: PathReport) => checks.find(({ id }) => id === 'path.revocation')

  test('what the checker says counts', async () => {
    const { root, middle, leaf } = await createProvince()
    const trust = trusting(root, [middle])
    const good = await inspectPath(leaf, { trust, revocation: checkerOf(GOOD), ...ASKING })
    expect(revocationOf(good)).toBe(GOOD)
    const revoked = { trust, revocation: checkerOf(REVOKED), ...ASKING }
    expect((await inspectPath(leaf, revoked)).verdict).toBe('failed')
    await expect(verifyPath(leaf, revoked)).rejects.toMatchObject({
      code: 'ERR_REVOCATION_TEST',
      message: 'The certificate of 某局 was revoked.',
    })
  })

  test('a trust may bring the checker, and a call another one', async () => {
    const { root, middle, leaf } = await createProvince()
    const trust: Trust = { ...trusting(root, [middle]), revocationChecker: checkerOf(REVOKED) }
    expect(revocationOf(await inspectPath(leaf, { trust, ...ASKING }))).toBe(REVOKED)
    await expect(verifyPath(leaf, { trust, ...ASKING })).rejects.toMatchObject({
      code: 'ERR_REVOCATION_TEST',
    })
    expect(revocationOf(await inspectPath(leaf, { trust, revocation: checkerOf(GOOD), ...ASKING }))).toBe(
      GOOD,
    )
  })

  test('where nobody finds out, no path passes, whether there is data or not', async () => {
    const { root, middle, leaf } = await createProvince()
    const trust = trusting(root, [middle])
    const unchecked: Trust = { ...trust, revocation: { crls: [], ocspResponses: [] } }
    for (const given of [trust, unchecked]) {
      const report = await inspectPath(leaf, { trust: given, ...ASKING })
      expect(report.verdict).toBe('indeterminate')
      expect(revocationOf(report)).toMatchObject({
        status: 'indeterminate',
        code: 'ERR_PATH_REVOCATION',
        facts: { subject: leaf.subject.text },
      })
    }
    await expect(verifyPath(leaf, { trust, ...ASKING })).rejects.toMatchObject({
      code: 'ERR_PATH_REVOCATION',
    })
  })

  test('of an anchor alone nobody need find out: it is trusted as it is', async () => {
    const { leaf } = await createProvince()
    const report = await inspectPath(leaf, { trust: trusting(leaf), ...ASKING })
    expect(revocationOf(report)).toEqual({
      id: 'path.revocation',
      status: 'passed',
      facts: { certificates: 0 },
    })
    expect(report.verdict).toBe('passed')
  })

  test('who says that nobody need be asked gets a report that says so too', async () => {
    const { root, middle, leaf } = await createProvince()
    const trust = trusting(root, [middle])
    const skipped = await inspectPath(leaf, { trust, revocation: skipRevocation, ...ASKING })
    expect(revocationOf(skipped)).toMatchObject({ status: 'skipped', facts: { because: 'skip-revocation' } })
    expect(skipped.verdict).toBe('passed')
  })

  test('nobody is asked about a path that does not hold', async () => {
    const { root, middle, leaf } = await createProvince({
      leaf: { notAfter: new Date('2027-01-01T00:00:00Z') },
    })
    const contexts: RevocationContext[] = []
    const revocation = checkerOf(GOOD, contexts)
    const report = await inspectPath(leaf, { trust: trusting(root, [middle]), revocation, ...ASKING })
    expect(revocationOf(report)).toMatchObject({ status: 'skipped', facts: { because: 'path.validity' } })
    expect(contexts).toHaveLength(0)
  })

  test('a way around a revoked authority is tried', async () => {
    const { root, middle, leaf } = await createProvince()
    const renewed = (await createProvince()).middle
    const revocation: RevocationChecker = {
      codes: CODES,
      check: async ({ certificates }) => (certificates.includes(middle) ? REVOKED : GOOD),
    }
    const report = await inspectPath(leaf, {
      trust: trusting(root, [middle, renewed]),
      revocation,
      ...ASKING,
    })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.certificates[1]).toBe(renewed)
  })

  test('who signs lists and answers is inspected up to the same anchor', async () => {
    const { root, middle, leaf } = await createProvince()
    const [strangerRoot, stranger] = await chainOf({}, { ca: true })
    const contexts: RevocationContext[] = []
    const trust: Trust = {
      anchors: [...trusting(root).anchors, ...trusting(strangerRoot!).anchors],
      intermediates: [middle],
    }
    await inspectPath(leaf, { trust, revocation: checkerOf(GOOD, contexts), ...ASKING })
    const [context] = contexts
    expect(context).toMatchObject({ at: NOON, role: 'seal-signer', trust })
    const good = await context!.inspect(middle, { target: 'crl-issuer' })
    expect(good.verdict).toBe('passed')
    expect(revocationOf(good)).toMatchObject({ status: 'skipped' })
    const past = await context!.inspect(middle, {
      target: 'crl-issuer',
      at: new Date(PERIOD.notBefore.getTime() - 1),
    })
    expect(past.verdict).toBe('failed')
    const other = await context!.inspect(stranger!, { target: 'crl-issuer' })
    expect(other.verdict).not.toBe('passed')
    const again = await context!.inspect(middle, { target: 'crl-issuer', revocation: checkerOf(REVOKED) })
    expect(again.verdict).toBe('failed')
  })
})

describe('path.grant', () => {
  const grantedTo = (root: Certificate, middle: Certificate, regions: readonly string[]): Trust => ({
    anchors: [{ certificate: root, roles: ['seal-signer'], grants: [{ role: 'seal-signer', regions }] }],
    intermediates: [middle],
  })

  test('an anchor acts within its grants', async () => {
    const { root, middle, leaf } = await createProvince()
    const trust = grantedTo(root, middle, ['33'])
    const good = await inspectPath(leaf, { trust, wanted: { region: '330102' }, ...SIGNER })
    expect(good.verdict).toBe('passed')
    for (const wanted of [{ region: '320102' }, {}]) {
      const report = await inspectPath(leaf, { trust, wanted, ...SIGNER })
      expect(report.checks.filter(({ status }) => status === 'failed')).toMatchObject([
        { id: 'path.grant', code: 'ERR_GRANT_REGION' },
      ])
    }
    await expect(verifyPath(leaf, { trust, ...SIGNER })).rejects.toMatchObject({ code: 'ERR_GRANT_REGION' })
  })
})

test('a path that holds counts, whatever number of checks another one passes', async () => {
  const { root, middle, leaf } = await createProvince()
  const grants = [{ role: 'seal-signer', licenceTypes: ['A'] }] as const
  const own = { certificate: middle, roles: ['seal-signer'], grants } as const
  const trust: Trust = { anchors: [own, ...trusting(root).anchors], intermediates: [] }
  const revocation: RevocationChecker = {
    codes: {},
    check: async ({ certificates }) => ({
      id: 'path.revocation',
      status: certificates.length > 2 ? 'passed' : 'indeterminate',
      facts: {},
    }),
  }
  const report = await inspectPath(leaf, { trust, ...SIGNER, revocation, wanted: { licenceType: 'A' } })
  expect(report.attempts).toHaveLength(2)
  expect(report.verdict).toBe('passed')
  expect(report.subject?.certificates).toEqual([leaf, middle, root])
})

test('of an anchor alone nobody is asked whether it is revoked', async () => {
  const { leaf } = await createProvince()
  const trust: Trust = { anchors: [{ certificate: leaf, roles: ['seal-signer'] }], intermediates: [] }
  const revocation: RevocationChecker = { codes: {}, check: () => Promise.reject(new Error('asked')) }
  const report = await inspectPath(leaf, { trust, ...SIGNER, revocation })
  expect(report.checks.at(-1)).toEqual({
    id: 'path.revocation',
    status: 'passed',
    facts: { certificates: 0 },
  })
})

test('a copy of a certificate, which has no key, is a wrong call', async () => {
  const { root, middle, leaf } = await createProvince()
  const trust = trusting(root, [middle])
  await expect(inspectPath({ ...leaf }, { trust, ...SIGNER })).rejects.toThrow(/certificate: not made/)
  const copied = trusting({ ...root }, [middle])
  await expect(inspectPath(leaf, { trust: copied, ...SIGNER })).rejects.toThrow(/certificate: not made/)
})

describe('path.signatures: keys', () => {
  test('a leaf whose key is not accepted', async () => {
    const { root, middle } = await createProvince()
    // A point that is not on the curve.
    const { spki } = KEYS.leaf.publicKey
    const off = spki.map((octet, at) => (at === spki.length - 1 ? octet ^ 1 : octet))
    const leaf = parseCertificate(await forge({ key: KEYS.middle, issuer: middle.subject.raw, spki: off }))
    const report = await inspectPath(leaf, { trust: trusting(root, [middle]), ...SIGNER })
    expect(report.checks.filter(({ status }) => status === 'failed')).toMatchObject([
      { id: 'path.signatures', code: 'ERR_PATH_KEY', facts: { reason: 'ERR_KEY_POINT' } },
    ])
  })
})
