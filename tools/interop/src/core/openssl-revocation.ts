import { encodePem, inspectPath, type Trust } from '@xinyin/core'
import { createCrl, createOcspResponse } from '@xinyin/core/ca'
import { type OcspResponse, parseOcspResponse, processOcsp, requestOcsp } from '@xinyin/core/ocsp'
import { createRevocationChecker, parseCrl, type RevocationMaterial } from '@xinyin/core/revocation'
import { expectThat } from '../expect.ts'
import { back, there } from '../grid.ts'
import { OPENSSL, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { change, changePart, createOffice, hoursFromNow, type Member } from './office.ts'
import { SM2_ID, verifySm2Signature } from './openssl-sm2.ts'

const KINDS = ['P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'SM2'] as const
type Kind = (typeof KINDS)[number]
const ANSWERING = {
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'],
  extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(5, 0) }],
}

/** What the material says of a certificate: the verdict, and why where it is not passed. */
export async function judge(
  trust: Trust,
  { certificate }: Pick<Member, 'certificate'>,
  material: RevocationMaterial,
): Promise<string> {
  const { verdict, checks } = await inspectPath(certificate, {
    trust,
    role: 'document-signer',
    at: new Date(),
    revocation: createRevocationChecker({ material }),
  })
  const reason = checks.find(({ status }) => status === 'failed' || status === 'indeterminate')?.code
  return reason === undefined ? verdict : `${verdict} ${reason}`
}

export const expectVerdict = (found: string, expected: RegExp): void =>
  expectThat(expected.test(found), `our verdict: ${found}`)

const asn1Time = (date: Date) => `${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`

/** The records of `openssl ca`, which its lists and answers are made of. */
export async function writeRecords(
  workspace: Workspace,
  good: readonly Member[],
  revoked: readonly Member[] = [],
): Promise<string> {
  const line = (flag: string, { certificate }: Member, at = '') =>
    `${flag}\t${asn1Time(certificate.notAfter)}\t${at}\t${certificate.serialNumber.toUpperCase()}\tunknown\t/CN=x\n`
  const reason = `${asn1Time(hoursFromNow(-1))},keyCompromise`
  await workspace.write('index.txt.attr', 'unique_subject = no\n')
  return workspace.write(
    'index.txt',
    [...good.map((one) => line('V', one)), ...revoked.map((one) => line('R', one, reason))].join(''),
  )
}

/** Has `openssl ca` make a list of what its records say, DER. */
export async function makeList(
  workspace: Workspace,
  { keyFile, certificateFile }: Member,
  kind: string,
): Promise<Uint8Array> {
  const settings = [
    '[ca]',
    'default_ca = own',
    '[own]',
    `database = ${workspace.path('index.txt')}`,
    `crlnumber = ${await workspace.write('crlnumber', '07\n')}`,
    `default_md = ${kind === 'SM2' ? 'sm3' : 'default'}`,
    'default_crl_days = 1',
    'crl_extensions = crl',
    '[crl]',
    'authorityKeyIdentifier = keyid',
  ]
  const config = await workspace.write('ca.cnf', `${settings.join('\n')}\n`)
  const list = ['-keyfile', keyFile, '-cert', certificateFile, '-out', workspace.path('list.pem')]
  const id = kind === 'SM2' ? ['-sigopt', SM2_ID] : []
  await succeed('openssl', ['ca', '-config', config, '-gencrl', ...list, ...id])
  const out = ['-outform', 'DER', '-out', workspace.path('list.der')]
  await succeed('openssl', ['crl', '-in', workspace.path('list.pem'), ...out])
  return workspace.read('list.der')
}

const oursList = (kind: Kind): Case => ({
  what: `${kind === 'SM2' ? 'crl reads our SM2 revocation list, whose signature pkeyutl' : `crl and verify -crl_check read our ${kind} revocation list, which openssl`} accepts, and not changed`,
  with: OPENSSL,
  cells: there('revocation list', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [good, revoked] = [await office.create('good'), await office.create('revoked')]
    const { root } = office
    const der = await createCrl({
      issuer: { certificate: root.certificate, key: root.key },
      number: 7,
      thisUpdate: hoursFromNow(-1),
      nextUpdate: hoursFromNow(24),
      revoked: [{ serialNumber: revoked.certificate.serialNumber, revokedAt: hoursFromNow(-1) }],
    })
    const list = await workspace.write('list.pem', encodePem('X509 CRL', der))
    if (kind === 'SM2') {
      const { text } = await succeed('openssl', ['crl', '-in', list, '-noout', '-text'])
      const serial = revoked.certificate.serialNumber.toUpperCase()
      expectThat(text.toUpperCase().includes(serial), 'the revoked certificate is not in it')
      const { tbs, signature } = parseCrl(der)
      return verifySm2Signature(workspace, root.certificate.publicKey, tbs, signature)
    }
    const ends = ['-CAfile', root.certificateFile, '-noout']
    const told = (await succeed('openssl', ['crl', '-in', list, ...ends])).text
    expectThat(told.includes('verify OK'), `openssl said: ${told}`)
    const changed = await workspace.write('changed.pem', encodePem('X509 CRL', change(der)))
    const changedTold = (await run('openssl', ['crl', '-in', changed, ...ends])).text
    expectThat(!changedTold.includes('verify OK'), `openssl said: ${changedTold}`)
    const verify = ['verify', '-x509_strict', '-crl_check', '-CAfile', root.certificateFile, '-CRLfile']
    await succeed('openssl', [...verify, list, good.certificateFile])
    await refuse('openssl', [...verify, changed, good.certificateFile])
    const refused = await refuse('openssl', [...verify, list, revoked.certificateFile])
    expectThat(refused.text.includes('certificate revoked'), `openssl said: ${refused.text}`)
    return undefined
  },
})

const theirList = (kind: Kind): Case => ({
  what: `ca -gencrl makes a ${kind} revocation list that we follow, and we do not follow it changed`,
  with: OPENSSL,
  cells: back('revocation list', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [good, revoked] = [await office.create('good'), await office.create('revoked')]
    await writeRecords(workspace, [good], [revoked])
    const der = await makeList(workspace, office.root, kind)
    const look = (member: Member, bytes: Uint8Array) =>
      judge(office.trust('document-signer'), member, { crls: [parseCrl(bytes)], ocspResponses: [] })
    expectVerdict(await look(good, der), /^passed$/)
    expectVerdict(await look(revoked, der), /^failed ERR_REVOCATION_REVOKED$/)
    expectVerdict(await look(good, change(der)), /^(failed|indeterminate) ERR_REVOCATION_/)
  },
})

const oursAnswer = (kind: Kind): Case => ({
  what: `ocsp ${kind === 'SM2' ? 'reads our SM2 answers, whose signature pkeyutl accepts' : `accepts our ${kind} answers, the authority's and a delegate's`}, and not changed`,
  with: OPENSSL,
  cells: there('OCSP answer', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { root } = office
    const [member, delegate] = [await office.create('member'), await office.create('delegate', ANSWERING)]
    const names = ['-issuer', root.certificateFile, '-cert', member.certificateFile]
    await succeed('openssl', ['ocsp', ...names, '-reqout', workspace.path('request')])
    for (const state of ['good', 'revoked', 'unknown'] as const)
      for (const { certificate, key } of [root, delegate]) {
        const answer = await createOcspResponse({
          request: await workspace.read('request'),
          issuer: root.certificate,
          responder: { certificate, key },
          lookup: () => (state === 'revoked' ? { state, revokedAt: hoursFromNow(-1) } : { state }),
          now: new Date(),
          nextUpdate: hoursFromNow(1),
        })
        const { tbs, signature } = parseOcspResponse(answer)
        const read = ['ocsp', '-respin', await workspace.write('answer', answer)]
        if (kind === 'SM2') {
          const { text } = await succeed('openssl', [...read, '-noverify', '-no_nonce', '-resp_text'])
          expectThat(text.includes(`Cert Status: ${state}`), `openssl said: ${text}`)
          await verifySm2Signature(workspace, certificate.publicKey, tbs, signature)
          continue
        }
        const trusted = ['-CAfile', root.certificateFile]
        // Together with a certificate it would ask with a nonce of its own.
        const verify = ['-reqin', workspace.path('request'), '-issuer', root.certificateFile, ...trusted]
        await succeed('openssl', [...read, ...verify])
        const { text } = await succeed('openssl', [...read, ...names, ...trusted, '-no_nonce'])
        const isRead = text.includes('Response verify OK') && text.includes(`member.pem: ${state}`)
        expectThat(isRead, `openssl said: ${text}`)
        const changed = await workspace.write('changed', changePart(answer, signature))
        await refuse('openssl', ['ocsp', '-respin', changed, ...verify])
      }
  },
})

const theirAnswer = (kind: Kind): Case => ({
  what: `ocsp gives ${kind} answers that we follow, the authority's and a delegate's, but not changed ones and those of one who may not answer`,
  with: OPENSSL,
  cells: back('OCSP answer', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const [good, revoked, unknown] = [
      await office.create('good'),
      await office.create('revoked'),
      await office.create('unknown'),
    ]
    const { root } = office
    const index = await writeRecords(workspace, [good], [revoked])
    const ask = async (member: Member, responder: Member) => {
      const request = requestOcsp({ certificate: member.certificate, issuer: root.certificate })
      const files = [
        '-reqin',
        await workspace.write('request', request.der),
        '-respout',
        workspace.path('answer'),
      ]
      const signer = ['-rsigner', responder.certificateFile, '-rkey', responder.keyFile]
      const id = kind === 'SM2' ? ['-rmd', 'sm3', '-rsigopt', SM2_ID] : []
      const records = ['-index', index, '-CA', root.certificateFile, '-nmin', '5']
      await succeed('openssl', ['ocsp', ...records, ...signer, ...files, ...id])
      const answer = await workspace.read('answer')
      const { response } = processOcsp(answer, request)
      const changed = processOcsp(changePart(answer, response.signature), request).response
      const verdict = (one: OcspResponse) =>
        judge(office.trust('document-signer'), member, { crls: [], ocspResponses: [one] })
      return { verdict: await verdict(response), whenChanged: await verdict(changed) }
    }
    for (const responder of [root, await office.create('delegate', ANSWERING)]) {
      const { verdict, whenChanged } = await ask(good, responder)
      expectVerdict(verdict, /^passed$/)
      expectVerdict(whenChanged, /^(failed|indeterminate) ERR_REVOCATION_/)
      expectVerdict((await ask(revoked, responder)).verdict, /^failed ERR_REVOCATION_REVOKED$/)
      expectVerdict((await ask(unknown, responder)).verdict, /^(failed|indeterminate) ERR_REVOCATION_/)
    }
    const stranger = await office.create('stranger')
    expectVerdict((await ask(good, stranger)).verdict, /^indeterminate ERR_REVOCATION_RESPONDER$/)
  },
})

export const opensslRevocationCases: readonly Case[] = [
  ...KINDS.map(oursList),
  ...KINDS.map(theirList),
  ...KINDS.map(oursAnswer),
  ...KINDS.map(theirAnswer),
]
