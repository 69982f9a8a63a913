import { fileURLToPath } from 'node:url'
import { concatBytes, decodeBase64Url, exportPrivateKey, type PublicKey, parsePublicKey } from '@xinyin/core'
import { encodeBitString, encodeOid, encodeSequence } from '@xinyin/core/der'
import { CompactSign, compactVerify, importJWK, importPKCS8 } from 'jose'
import { expectThat } from '../expect.ts'
import { type Program, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import {
  CLAIMS,
  createTokenIssuer,
  issuedPart,
  issueToken,
  publicJwk,
  refusals,
  withOtherSignature,
} from './token.ts'

const JARS = ['jose4j', 'slf4j-api'].map((name) => `/usr/share/java/${name}.jar`).join(':')
const JAVA = fileURLToPath(new URL('../../java/JoseJob.java', import.meta.url))
const PYTHON = fileURLToPath(new URL('../../python/jose_job.py', import.meta.url))

/** A program that verifies a token with a key (`verify JWK TOKEN`), and signs with one (`sign JWK CLAIMS`). */
export interface JosePeer {
  readonly program: Program
  readonly command: readonly string[]
}

export const JOSE4J: JosePeer = {
  program: {
    name: 'jose4j',
    command: 'javap',
    probe: ['-cp', JARS, 'org.jose4j.jws.JsonWebSignature'],
    debian: 'libjose4j-java default-jdk-headless',
  },
  command: ['java', '-cp', JARS, JAVA],
}

/** Debian's own Python: another one in the way has none of its packages. */
const JOSERFC: JosePeer = {
  program: {
    name: 'joserfc',
    command: '/usr/bin/python3',
    probe: ['-c', 'import joserfc; print(joserfc.__version__)'],
    debian: 'python3-joserfc',
  },
  command: ['/usr/bin/python3', PYTHON],
}

const ask = ({ command: [program = '', ...first] }: JosePeer, ...args: string[]) =>
  succeed(program, [...first, ...args], { timeout: 120_000 })
const askForRefusal = ({ command: [program = '', ...first] }: JosePeer, ...args: string[]) =>
  refuse(program, [...first, ...args], { timeout: 120_000 })

const verifiesOurs = (peer: JosePeer): Case => ({
  what: 'verifies what our ES256 issuer signed, and refuses another signature',
  with: peer.program,
  async run() {
    const issuer = await createTokenIssuer()
    const jwt = issuedPart(await issueToken(issuer))
    const jwk = JSON.stringify(publicJwk(issuer.key))
    const { text } = await ask(peer, 'verify', jwk, jwt)
    expectThat(text.includes(CLAIMS.vct), `the payload, found ${text.slice(0, 200)}`)
    await askForRefusal(peer, 'verify', jwk, withOtherSignature(jwt))
  },
})

const signsForUs = (peer: JosePeer): Case => ({
  what: 'signs with ES256 what we verify, and not with another signature',
  with: peer.program,
  async run() {
    const { text } = await ask(peer, 'sign', JSON.stringify({ typ: 'dc+sd-jwt' }), JSON.stringify(CLAIMS))
    const [jwk = '', jwt = ''] = text.trim().split('\n').slice(-2)
    await expectBoth(JSON.parse(jwk), jwt)
  },
})

function keyOfJwk({ x, y }: { x: string; y: string }): PublicKey {
  const algorithm = encodeSequence(encodeOid('1.2.840.10045.2.1'), encodeOid('1.2.840.10045.3.1.7'))
  const point = concatBytes(Uint8Array.of(4), decodeBase64Url(x), decodeBase64Url(y))
  return parsePublicKey(encodeSequence(algorithm, encodeBitString(point)))
}

/** We verify a token with a key in JWK, and refuse it with another signature. */
async function expectBoth(jwk: { x: string; y: string }, jwt: string): Promise<void> {
  const key = keyOfJwk(jwk)
  const found = await refusals(`${jwt}~`, key)
  expectThat(found.length === 0, `it passes here, found ${found.join()}`)
  const changed = await refusals(`${withOtherSignature(jwt)}~`, key)
  expectThat(
    changed.join() === 'ERR_SDJWT_SIGNATURE',
    `another signature is refused, found ${changed.join()}`,
  )
}

const joseBothWays: Case = {
  what: 'verifies what our ES256 issuer signed, and signs what we verify',
  with: 'jose',
  async run() {
    const issuer = await createTokenIssuer()
    const jwt = issuedPart(await issueToken(issuer))
    const jwk = publicJwk(issuer.key)
    const key = await importJWK(jwk, 'ES256')
    const { payload } = await compactVerify(jwt, key, { algorithms: ['ES256'] })
    expectThat(new TextDecoder().decode(payload).includes(CLAIMS.vct), 'the payload')
    const isRefused = await compactVerify(withOtherSignature(jwt), key).then(
      () => false,
      () => true,
    )
    expectThat(isRefused, 'another signature is refused')
    const base64 = Buffer.from(exportPrivateKey(issuer.privateKey)).toString('base64')
    const pem = `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`
    const theirs = await new CompactSign(new TextEncoder().encode(JSON.stringify(CLAIMS)))
      .setProtectedHeader({ alg: 'ES256', typ: 'dc+sd-jwt' })
      .sign(await importPKCS8(pem, 'ES256'))
    await expectBoth(jwk, theirs)
  },
}

export const JOSE_CASES: readonly Case[] = [
  joseBothWays,
  ...[JOSE4J, JOSERFC].flatMap((peer) => [verifiesOurs(peer), signsForUs(peer)]),
]
