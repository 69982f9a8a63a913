import { concatBytes, type Trust } from '@xinyin/core'
import { createLeaf, createOcspResponse, createRoot } from '@xinyin/core/ca'
import { CMS_ATTRIBUTE } from '@xinyin/core/cms'
import {
  children,
  contextTag,
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
  parseDer,
  TAG,
} from '@xinyin/core/der'
import { requestOcsp } from '@xinyin/core/ocsp'
import { describe, expect, test } from 'vitest'
import { explain, parseDataSignature, parseSealSignature, type Strict } from '../../src/index.ts'
import { inspectDataSignature } from '../../src/verify/data-signature.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { inspectSealSignature } from '../../src/verify/signature.ts'
import { createStampService, DATA as SEALED, sign, trusting } from '../evidence/stamping.ts'
import { AT, createMember, createProvince } from '../province.ts'
import { attribute, buildMessage, DATA, type MessageParts } from '../signature/message.ts'

const UNKNOWN = '1.2.3.4.5'
const province = await createProvince()
const { office, signerRoot, seal } = province
const service = await createStampService()
const other = await createMember('他人', signerRoot)
const trust: Trust = await trusting(
  {
    ...province,
    trust: {
      ...province.trust,
      anchors: [
        { certificate: province.makerRoot.certificate, roles: ['seal-maker'] },
        { certificate: signerRoot.certificate, roles: ['document-signer', 'seal-signer'] },
      ],
    },
  },
  service,
)
const soon = new Date(AT.getTime() + 60_000)
const octets = (length: number) => encodeOctetString(new Uint8Array(length))
const unknown = (length: number) => attribute(UNKNOWN, octets(length))
const ID = 'signature.uncovered'
const TOLERANCE = 'tolerance.unsigned-parts'

async function inspect(change: Partial<MessageParts>, strict?: Strict) {
  return judge(await buildMessage(office, change), strict)
}

async function judge(message: Uint8Array, strict?: Strict, trusted = trust) {
  const policy = pathPolicy({ trust: trusted, strict })
  const { checks } = await inspectDataSignature(parseDataSignature(message), DATA, policy, { now: soon })
  return result(checks)
}

async function judgeSeal(value: Uint8Array, strict?: Strict) {
  const policy = pathPolicy({ trust, strict })
  return result((await inspectSealSignature(parseSealSignature(value), SEALED, policy, soon)).checks)
}

function result(checks: Awaited<ReturnType<typeof inspectDataSignature>>['checks']) {
  for (const check of checks)
    for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  return {
    at: (id: string) => checks.find((check) => check.id === id),
    wrong: checks
      .filter(({ status }) => status === 'failed' || status === 'indeterminate')
      .map(({ id, status, code }) => `${id} ${status} ${code}`),
  }
}

/** The message with the fields of its `SignedData` changed, which nobody signs anew. */
function withFields(message: Uint8Array, change: (fields: Uint8Array[]) => Uint8Array[]): Uint8Array {
  const [type, explicit] = children(parseDer(message))
  const [signedData] = children(explicit ?? parseDer(message))
  const fields = children(signedData ?? parseDer(message)).map(({ raw }) => raw)
  return encodeSequence(type?.raw ?? message, encodeContext(0, encodeSequence(...change(fields))))
}

/** A time stamp with an attribute that its authority did not sign. */
const stuffed = (token: Uint8Array, length: number) =>
  withFields(token, (fields) => {
    const [signer] = children(parseDer(fields.at(-1) ?? token))
    const parts = children(signer ?? parseDer(token)).map(({ raw }) => raw)
    return [...fields.slice(0, -1), encodeSetOf(encodeSequence(...parts, encodeContext(1, unknown(length))))]
  })

describe('what a message holds beside what is signed', () => {
  test('is nothing in one that was made plainly', async () => {
    const found = await inspect({})
    expect(found.wrong).toEqual([])
    expect(found.at(ID)).toMatchObject({ status: 'passed', facts: { unsigned: 0 } })
    expect(found.at(TOLERANCE)).toBeUndefined()
    expect((await inspect({}, true)).at(ID)?.status).toBe('passed')
  })

  test('is a time stamp that proves itself', async () => {
    const message = await buildMessage(office)
    const { signature } = parseDataSignature(message)
    const token = await service.at(soon)(signature)
    const stamped = withUnsigned(message, attribute(CMS_ATTRIBUTE.timeStampToken, token))
    const found = await judge(stamped)
    expect(found.wrong).toEqual([])
    expect(found.at('signature.time-stamp')?.status).toBe('passed')
    expect(found.at(ID)).toMatchObject({ status: 'passed', facts: { unsigned: 0 } })
    const hiding = await judge(
      withUnsigned(message, attribute(CMS_ATTRIBUTE.timeStampToken, stuffed(token, 99))),
    )
    expect(hiding.wrong).toEqual([])
    expect(hiding.at(TOLERANCE)?.facts['elements']).toContain(UNKNOWN)
  })

  test('a second time stamp, which nobody looks at, is told', async () => {
    const message = await buildMessage(office)
    const token = await service.at(soon)(parseDataSignature(message).signature)
    const twice = encodeSequence(
      encodeOid(CMS_ATTRIBUTE.timeStampToken),
      encodeElement(TAG.set, token, octets(50)),
    )
    expect((await judge(withUnsigned(message, twice))).at(TOLERANCE)?.status).toBe('passed')
  })

  test('certificates that lead to an anchor are what they say', async () => {
    const certificates = [office.certificate.raw, signerRoot.certificate.raw]
    const found = await inspect({ certificates })
    expect(found.at(ID)).toMatchObject({ status: 'passed', facts: { unsigned: 0 } })
    const issued = await inspect({ certificates: [...certificates, other.certificate.raw] })
    expect(issued.at(ID)?.facts['unsigned']).toBe(0)
  })

  test.each([
    ['an attribute of no known kind', { unsigned: [unknown(40)] }, UNKNOWN],
    [
      'something that is no certificate',
      { certificates: [office.certificate.raw, octetsAs(0xa1, 40)] },
      'certificates',
    ],
  ] as const)('%s is let be by name, and refused under strict', async (_, change, element) => {
    const found = await inspect(change)
    expect(found.wrong).toEqual([])
    expect(found.at(TOLERANCE)).toMatchObject({ status: 'passed', facts: { of: 'signature' } })
    expect(found.at(TOLERANCE)?.facts['elements']).toContain(element)
    expect((await inspect(change, true)).wrong).toEqual([`${TOLERANCE} failed ERR_TOLERANCE_REFUSED`])
    expect((await inspect(change, ['unsigned-parts'])).wrong).toHaveLength(1)
  })

  test('a certificate that its own holder made', async () => {
    const own = await createProvince()
    const made = await createLeaf({
      subject: { commonName: 'x'.repeat(60) },
      publicKey: office.signer.publicKey,
      issuer: { certificate: own.signerRoot.certificate, key: own.signerRoot.signer },
      notBefore: AT,
      notAfter: soon,
    })
    const change = { certificates: [office.certificate.raw, made.raw, own.signerRoot.certificate.raw] }
    const found = await inspect(change)
    expect(found.wrong).toEqual([])
    expect(found.at(ID)?.facts['unsigned']).toBe(made.raw.length + own.signerRoot.certificate.raw.length)
    expect((await inspect(change, true)).wrong).toEqual([`${TOLERANCE} failed ERR_TOLERANCE_REFUSED`])
  })

  test('a revocation list counts if who is trusted signed it', async () => {
    const message = await buildMessage(office)
    const [genuine] =
      trust.revocation?.crls.filter(({ issuer }) => issuer.text === signerRoot.certificate.subject.text) ?? []
    const [foreign] = (await createProvince()).trust.revocation?.crls.slice(1) ?? []
    const carrying = (...lists: Uint8Array[]) =>
      judge(
        withFields(message, (fields) => [
          ...fields.slice(0, -1),
          encodeContext(1, ...lists),
          ...fields.slice(-1),
        ]),
      )
    expect((await carrying(genuine?.raw ?? octets(0))).at(ID)?.facts['unsigned']).toBe(0)
    expect((await carrying(foreign?.raw ?? octets(0))).at(TOLERANCE)?.facts['elements']).toContain('crls')
    // Of a form that nobody reads.
    expect((await carrying(octetsAs(0xa3, 400))).at(TOLERANCE)).toBeDefined()
  })

  test('a root with the name and key of a real one counts if that key signed it', async () => {
    const { certificate, signer } = signerRoot
    const subject = { country: 'CN', organization: '示例省', commonName: '签章根' }
    const validity = { notBefore: AT, notAfter: soon }
    const again = await createRoot({ subject, key: signer, ...validity })
    const genuine = await inspect({ certificates: [office.certificate.raw, again.raw] })
    expect(genuine.at(ID)?.facts['unsigned']).toBe(0)
    const borrowed = { ...signer, sign: (message: Uint8Array) => other.signer.sign(message) }
    const forged = await createRoot({ subject, key: borrowed, ...validity })
    expect(forged.subject.text).toBe(certificate.subject.text)
    const found = await inspect({ certificates: [office.certificate.raw, forged.raw] })
    expect(found.at(ID)?.facts['unsigned']).toBe(forged.raw.length)
    // Above an anchor that is no root.
    const below: Trust = {
      ...trust,
      anchors: [{ certificate: office.certificate, roles: ['document-signer'] }],
    }
    const message = (root: Uint8Array) =>
      buildMessage(office, { certificates: [office.certificate.raw, root] })
    expect((await judge(await message(certificate.raw), undefined, below)).at(ID)?.facts['unsigned']).toBe(0)
    expect((await judge(await message(forged.raw), undefined, below)).at(ID)?.facts['unsigned']).toBe(
      forged.raw.length,
    )
  })

  test('an OCSP answer counts if who is trusted signed it', async () => {
    const message = await buildMessage(office)
    const answering = async ({ certificate, signer }: typeof signerRoot, about: typeof office) =>
      createOcspResponse({
        issuer: certificate,
        responder: { certificate, key: signer },
        request: (await requestOcsp({ certificate: about.certificate, issuer: certificate })).der,
        lookup: () => ({ state: 'good' }),
        now: AT,
        nextUpdate: soon,
      })
    const carrying = (answer: Uint8Array) =>
      judge(
        withFields(message, (fields) => [
          ...fields.slice(0, -1),
          encodeContext(1, encodeContext(1, encodeOid('1.3.6.1.5.5.7.16.2'), answer)),
          ...fields.slice(-1),
        ]),
      )
    const genuine = await answering(signerRoot, office)
    expect((await carrying(genuine)).at(ID)?.facts['unsigned']).toBe(0)
    const elsewhere = await createProvince()
    const foreign = await answering(elsewhere.signerRoot, elsewhere.office)
    const found = await carrying(foreign)
    expect(found.at(ID)?.facts['unsigned']).toBe(foreign.length)
    expect(found.at(TOLERANCE)?.facts['elements']).toContain('ocspResponses')
    expect((await carrying(octets(300))).at(ID)?.facts['unsigned']).toBe(octets(300).length)
  })

  test('octets in algorithms are found by what is left over', async () => {
    const message = await buildMessage(office)
    const found = await judge(
      withFields(message, ([version, algorithms, ...rest]) => {
        const more = encodeSequence(encodeOid('1.2.156.10197.1.401'), octets(400))
        const first = children(parseDer(algorithms ?? message)).map(({ raw }) => raw)
        return [version ?? message, encodeElement(TAG.set, ...first, more), ...rest]
      }),
    )
    expect(found.at(ID)?.facts['unsigned']).toBeGreaterThan(400)
    expect(found.at(TOLERANCE)?.facts['elements']).toContain('other octets')
  })

  test('more than marks and a few certificates leaves the verdict open', async () => {
    const found = await inspect({ unsigned: [unknown(20_000)] })
    expect(found.wrong).toEqual([`${ID} indeterminate ERR_SIGNATURE_UNSIGNED`])
    expect(found.at(ID)?.facts['elements']).toContain(UNKNOWN)
    const strict = await inspect({ unsigned: [unknown(20_000)] }, true)
    expect(strict.wrong).toContain(`${TOLERANCE} failed ERR_TOLERANCE_REFUSED`)
  })

  test('nothing stands behind the message', () => {
    expect(() => parseDataSignature(Uint8Array.of(0x30, 0, 0))).toThrow()
  })
})

function octetsAs(tag: number, length: number): Uint8Array {
  return encodeElement(tag, octets(length))
}

function withUnsigned(message: Uint8Array, ...attributes: Uint8Array[]): Uint8Array {
  return withFields(message, (fields) => {
    const [signer] = children(parseDer(fields.at(-1) ?? message))
    const parts = children(signer ?? parseDer(message)).map(({ raw }) => raw)
    return [...fields.slice(0, -1), encodeSetOf(encodeSequence(...parts, encodeContext(1, ...attributes)))]
  })
}

describe('what a signature with a seal holds beside what is signed', async () => {
  const stamped = await sign(seal, office, AT, service.at(soon))
  const withStamp = (change: (token: Uint8Array) => Uint8Array) => {
    const parts = children(parseDer(stamped.raw)).map(({ raw }) => raw)
    const token = change(stamped.timeStamp ?? stamped.raw)
    return encodeSequence(...parts.slice(0, -1), encodeContext(0, encodeBitString(token)))
  }

  test('is its time stamp at most', async () => {
    const found = await judgeSeal(stamped.raw, true)
    expect(found.wrong).toEqual([])
    expect(found.at(ID)).toMatchObject({ status: 'passed', facts: { unsigned: 0 } })
    const bare = await sign(seal, office, AT)
    expect((await judgeSeal(bare.raw)).at(ID)?.facts['unsigned']).toBe(0)
  })

  test('what hides in the time stamp is told, and bounded', async () => {
    const some = withStamp((token) => stuffed(token, 300))
    expect((await judgeSeal(some)).wrong).toEqual([])
    expect((await judgeSeal(some)).at(TOLERANCE)?.facts['elements']).toContain(UNKNOWN)
    expect((await judgeSeal(some, true)).wrong).toEqual([`${TOLERANCE} failed ERR_TOLERANCE_REFUSED`])
    const much = withStamp((token) => stuffed(token, 20_000))
    expect((await judgeSeal(much)).wrong).toEqual([`${ID} indeterminate ERR_SIGNATURE_UNSIGNED`])
  })

  test('what an answer of a service says around the time stamp is told', async () => {
    const saying = (length: number) =>
      withStamp((token) =>
        encodeSequence(
          encodeSequence(encodeInteger(0), encodeSequence(encodeUtf8String('x'.repeat(length)))),
          token,
        ),
      )
    expect((await judgeSeal(saying(20))).at(ID)?.facts['unsigned']).toBe(0)
    const found = await judgeSeal(saying(400))
    expect(found.wrong).toEqual([])
    expect(found.at(TOLERANCE)?.facts['elements']).toContain('timeStamp other octets')
  })

  test('octets behind it are refused', () => {
    for (const tail of [Uint8Array.of(0), encodeNull()])
      expect(() => parseSealSignature(concatBytes(stamped.raw, tail))).toThrow()
    expect(contextTag(0)).toBe(0xa0)
  })
})
