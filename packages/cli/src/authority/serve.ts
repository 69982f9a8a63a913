import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeUtf8, encodeHex, randomBytes, render } from '@xinyin/core'
import {
  type AuthorityServices,
  authorityHandler,
  type CertificateState,
  ocspHandler,
  type ServedAuthority,
  timeStampHandler,
} from '@xinyin/core/ca'
import { createListener } from '@xinyin/core/node'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'
import { untilEnd } from '../terminal/until-end.ts'
import { certify, DAY } from './certify.ts'
import { type AuthorityFolder, listFile, readHolder, readRecords } from './folder.ts'
import { openFolder } from './issue.ts'
import { AUTHORITIES, ROOT } from './plan.ts'
import { crlsAreCurrent, publishCrls, publishTrustList, readCrl } from './publish.ts'
import { withSealStatus } from './seal-status.ts'

export interface ServeOptions {
  readonly port?: number
  readonly passwordFile?: string
}

// Under the arc that is kept for examples (RFC 5612): nobody's policy.
const POLICY = '1.3.6.1.4.1.32473.1.1'

/** What the records say now: `ca revoke` may change them while this serves. */
async function stateOf(dir: string, authority: string, serialNumber: string): Promise<CertificateState> {
  const { certificates } = await readRecords(dir)
  const found = certificates.find((one) => one.authority === authority && one.serialNumber === serialNumber)
  if (found === undefined) return { state: 'unknown' }
  if (found.revokedAt === undefined) return { state: 'good' }
  const { revokedAt, reason } = found
  return { state: 'revoked', revokedAt: new Date(revokedAt), ...(reason === undefined ? {} : { reason }) }
}

async function serveOne(folder: AuthorityFolder, name: string, onError: OnError): Promise<ServedAuthority> {
  const { dir } = folder
  const { certificate } = await readHolder(folder, name)
  const ocsp = ocspHandler({
    issuer: certificate,
    responder: await readHolder(folder, `${name}-ocsp`),
    lookup: (serialNumber) => stateOf(dir, name, serialNumber),
    lifetime: 300,
    onError,
  })
  return { name, certificate, ocsp, crl: () => readCrl(dir, name) }
}

type OnError = (error: unknown) => void

async function servicesOf(folder: AuthorityFolder, onError: OnError): Promise<AuthorityServices> {
  const { dir, records } = folder
  const authorities: ServedAuthority[] = []
  for (const { name } of [ROOT, ...AUTHORITIES]) authorities.push(await serveOne(folder, name, onError))
  const { key, certificate, above } = await readHolder(folder, 'time-stamper')
  const timeStamp = timeStampHandler({
    key,
    certificate,
    certificates: above,
    policy: POLICY,
    clock: () => new Date(),
    // At random, so that none is given twice, whenever this was started.
    nextSerialNumber: () => BigInt(`0x${encodeHex(randomBytes(15))}`),
  })
  const list = async () => decodeUtf8(await readFile(listFile(dir, records.territory))).trimEnd()
  return { authorities, timeStamp, lists: { [records.territory]: list } }
}

/** Responders have certificates of three months, and lists are good for one: whoever serves has what is in force. */
async function renew(opened: AuthorityFolder, now: Date): Promise<AuthorityFolder> {
  let folder = opened
  for (const { name } of [ROOT, ...AUTHORITIES]) {
    const responder = `${name}-ocsp`
    const { certificate, key } = await readHolder(folder, responder)
    if (certificate.notAfter.getTime() - now.getTime() > 7 * DAY) continue
    const organization = folder.records.name
    const subject = { country: 'CN', organization, commonName: `${organization} OCSP` }
    const { publicKey } = key
    const applicant = { name: responder, profile: 'ocsp-responder', authority: name, publicKey, subject }
    folder = (await certify(folder, applicant, now)).folder
  }
  if (await crlsAreCurrent(folder.dir, now)) return folder
  return publishTrustList(await publishCrls(folder, now), now)
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new CliError('ERR_CA_PORT', { port, reason: cause.code ?? 'unknown' }, cause)),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const ELSEWHERE = {
  en: 'The certificates name {named}: what is asked there does not come here.',
  'zh-CN': '证书中的地址是 {named}，按证书地址发出的查询不会到达此处。',
} as const

/** `xinyin ca serve`: OCSP, revocation lists, time stamps and the trust list, on this machine alone. */
export async function serve(dir: string, options: ServeOptions, session: Session): Promise<Exit> {
  const { terminal, language, colors } = session
  const folder = await renew(await openFolder(dir, options.passwordFile, session), new Date())
  const onError = (error: unknown) =>
    terminal.err(`xinyin: ${error instanceof Error ? error.message : error}`)
  const handler = await withSealStatus(folder, authorityHandler(await servicesOf(folder, onError)), onError)
  const server = createServer(createListener(handler, { onError }))
  const { records } = folder
  const origin = await listen(server, options.port ?? Number(new URL(records.origin).port))
  terminal.out(`${colors.green('✓')} ${records.name}  ${origin}`)
  for (const { name } of [ROOT, ...AUTHORITIES])
    terminal.out(`  OCSP ${origin}/ocsp/${name}  CRL ${origin}/crl/${name}.crl`)
  terminal.out(`  TSA ${origin}/tsa`)
  terminal.out(`  ${origin}/seal-status/`)
  terminal.out(`  ${origin}/lists/${records.territory}.jws`)
  if (origin !== records.origin) terminal.err(`  ${render(ELSEWHERE, language, { named: records.origin })}`)
  await untilEnd(terminal)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return EXIT.passed
}
