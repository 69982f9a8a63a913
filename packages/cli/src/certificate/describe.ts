import {
  type Catalogue,
  digest,
  encodeHex,
  type Language,
  type PrivateKey,
  type PublicKey,
  parseCertificate,
  parsePrivateKey,
  parsePublicKey,
} from '@xinyin/core'
import { parseCsr } from '@xinyin/core/ca'
import { decryptPrivateKey, parsePkcs12 } from '@xinyin/core/keys'
import { parseOcspResponse, type SingleResponse } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import { describeCertificate, describeOid } from '@xinyin/core/x509'
import { CliError } from '../errors.ts'
import type { Row } from '../terminal/columns.ts'
import type { FoundObject, ObjectKind } from './kind.ts'

/** What people are told of one thing in a file. */
export interface Described {
  readonly kind: ObjectKind
  readonly rows: readonly Row[]
}

export interface DescribeContext {
  readonly file: string
  readonly password: () => Promise<string | undefined>
  readonly language: Language
}

const ROWS = {
  subject: { en: 'Subject', 'zh-CN': '主体' },
  issuer: { en: 'Issuer', 'zh-CN': '颁发者' },
  key: { en: 'Key', 'zh-CN': '密钥' },
  keyFingerprint: { en: 'SHA-256 of the public key', 'zh-CN': '公钥 SHA-256 指纹' },
  fingerprint: { en: 'SHA-256 fingerprint', 'zh-CN': 'SHA-256 指纹' },
  signature: { en: 'Signed with', 'zh-CN': '签名算法' },
  extensions: { en: 'Extensions asked for', 'zh-CN': '请求的扩展' },
  thisUpdate: { en: 'This update', 'zh-CN': '本次更新' },
  nextUpdate: { en: 'Next update', 'zh-CN': '下次更新' },
  number: { en: 'Number', 'zh-CN': '编号' },
  base: { en: 'Changes the list', 'zh-CN': '增量基准编号' },
  entries: { en: 'Revoked certificates', 'zh-CN': '吊销证书数' },
  status: { en: 'Certificate {serial}', 'zh-CN': '证书 {serial}' },
  answer: { en: 'Answer', 'zh-CN': '响应状态' },
  produced: { en: 'Produced at', 'zh-CN': '产生时间' },
  keys: { en: 'Keys', 'zh-CN': '密钥数' },
  certificates: { en: 'Certificates', 'zh-CN': '证书数' },
  content: { en: 'Content', 'zh-CN': '内容' },
  encrypted: { en: 'shown with a password only', 'zh-CN': '提供口令后方可查看' },
} as const satisfies Catalogue

const time = (date: Date) => date.toISOString().replace(/\.000Z$/, 'Z')

/**
 * Describes one thing in a file. Of a private key its kind and its public half is told, nothing else.
 *
 * @returns more than one description for a file that holds keys and certificates
 * @throws CoreError of the reader; CliError `ERR_PASSWORD_MISSING`
 */
export async function describeObject(found: FoundObject, context: DescribeContext): Promise<Described[]> {
  const { kind, der } = found
  const row = (label: keyof typeof ROWS, value: string): Row => ({
    label: ROWS[label][context.language],
    value,
  })
  const fingerprint = row('fingerprint', encodeHex(digest('SHA-256', der)))
  const keyRows = ({ kind: name, spki }: PublicKey) => [
    row('key', name),
    row('keyFingerprint', encodeHex(digest('SHA-256', spki))),
  ]
  const ofKey = ({ publicKey }: PrivateKey): Described => ({ kind: 'private-key', rows: keyRows(publicKey) })

  switch (kind) {
    case 'certificate':
      return [{ kind, rows: describeCertificate(parseCertificate(der), context.language) }]
    case 'request':
      return [{ kind, rows: [...requestRows(der, context.language, row), fingerprint] }]
    case 'crl':
      return [{ kind, rows: [...crlRows(der, context.language, row), fingerprint] }]
    case 'ocsp':
      return [{ kind, rows: [...ocspRows(der, context.language, row), fingerprint] }]
    case 'public-key':
      return [{ kind, rows: keyRows(parsePublicKey(der)) }]
    case 'private-key':
      return [ofKey(parsePrivateKey(der))]
    case 'encrypted-key': {
      const password = await context.password()
      if (password === undefined) return [{ kind, rows: [row('content', ROWS.encrypted[context.language])] }]
      return [ofKey(await decryptPrivateKey(der, password))]
    }
    case 'pkcs12': {
      const password = await context.password()
      if (password === undefined) throw new CliError('ERR_PASSWORD_MISSING', { file: context.file })
      const { keys, certificates } = await parsePkcs12(der, password)
      const counts = [row('keys', String(keys.length)), row('certificates', String(certificates.length))]
      return [
        { kind, rows: counts },
        ...keys.map(({ privateKey }) => ofKey(privateKey)),
        ...certificates.map((certificate): Described => {
          return { kind: 'certificate', rows: describeCertificate(certificate, context.language) }
        }),
      ]
    }
  }
}

type MakeRow = (label: keyof typeof ROWS, value: string) => Row

function requestRows(der: Uint8Array, language: Language, row: MakeRow): Row[] {
  const { subject, publicKey, extensions, signatureAlgorithm } = parseCsr(der)
  return [
    row('subject', subject.text),
    row('key', publicKey.kind),
    row('signature', describeOid(signatureAlgorithm.oid, language)),
    row('extensions', extensions.map(({ oid }) => describeOid(oid, language)).join(', ') || '-'),
  ]
}

function crlRows(der: Uint8Array, language: Language, row: MakeRow): Row[] {
  const crl = parseCrl(der, { maxBytes: der.length })
  return [
    row('issuer', crl.issuer.text),
    row('thisUpdate', time(crl.thisUpdate)),
    row('nextUpdate', crl.nextUpdate === undefined ? '-' : time(crl.nextUpdate)),
    ...(crl.number === undefined ? [] : [row('number', String(crl.number))]),
    ...(crl.baseNumber === undefined ? [] : [row('base', String(crl.baseNumber))]),
    row('entries', String(crl.entryCount)),
    row('signature', describeOid(crl.signatureAlgorithm.oid, language)),
  ]
}

function ocspRows(der: Uint8Array, language: Language, row: MakeRow): Row[] {
  const response = parseOcspResponse(der)
  const single = (one: SingleResponse): Row => ({
    label: ROWS.status[language].replace('{serial}', one.certId.serialNumber),
    value: one.status.state,
  })
  return [
    row('produced', time(response.producedAt)),
    row('signature', describeOid(response.signatureAlgorithm.oid, language)),
    ...response.responses.slice(0, 100).map(single),
  ]
}
