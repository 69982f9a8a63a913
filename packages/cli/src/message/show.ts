import { type Catalogue, type Certificate, TrustError } from '@xinyin/core'
import {
  CMS_ATTRIBUTE,
  type EnvelopedData,
  parseEnvelopedData,
  parseSignedData,
  type SignedData,
  type SignerInfo,
} from '@xinyin/core/cms'
import { describeOid } from '@xinyin/core/x509'
import { complaint } from '../checks.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'
import { formatRows, type Row } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'

const ROWS = {
  profile: { en: 'Object identifiers', 'zh-CN': '对象标识符体系' },
  contentType: { en: 'Content type', 'zh-CN': '内容类型' },
  content: { en: 'Content', 'zh-CN': '原文' },
  detached: { en: 'not in the message', 'zh-CN': '不在消息中' },
  octets: { en: '{count} octets', 'zh-CN': '{count} 字节' },
  certificates: { en: 'Certificates', 'zh-CN': '证书数' },
  crls: { en: 'Revocation lists and answers', 'zh-CN': '吊销列表与响应数' },
  signer: { en: 'Signer', 'zh-CN': '签名人' },
  algorithm: { en: 'Signed with', 'zh-CN': '签名算法' },
  timeStamps: { en: 'Time stamps', 'zh-CN': '时间戳数' },
  recipients: { en: 'Recipients', 'zh-CN': '接收人数' },
  cipher: { en: 'Cipher', 'zh-CN': '加密算法' },
  authenticated: { en: 'Changes are noticed', 'zh-CN': '可察觉改动' },
  yes: { en: 'yes', 'zh-CN': '是' },
  no: { en: 'no', 'zh-CN': '否' },
} as const satisfies Catalogue

type Say = (label: keyof typeof ROWS) => string

const isOf =
  ({ sid }: SignerInfo) =>
  (certificate: Certificate) =>
    sid.kind === 'subject-key-identifier'
      ? certificate.subjectKeyIdentifier === sid.subjectKeyIdentifier
      : certificate.serialNumber === sid.serialNumber && certificate.issuer.text === sid.issuer.text

function signedRows(message: SignedData, say: Say, describe: (oid: string) => string): Row[] {
  const { certificates, content, signers } = message
  const size =
    content === undefined ? say('detached') : say('octets').replace('{count}', String(content.length))
  return [
    { label: say('profile'), value: message.profile },
    { label: say('contentType'), value: describe(message.contentType) },
    { label: say('content'), value: size },
    { label: say('certificates'), value: String(certificates.length) },
    { label: say('crls'), value: String(message.crls.length + message.ocspResponses.length) },
    ...signers.flatMap((signer) => {
      const stamps = signer.unsignedAttributes.filter(({ oid }) => oid === CMS_ATTRIBUTE.timeStampToken)
      return [
        { label: say('signer'), value: certificates.find(isOf(signer))?.subject.text ?? '?' },
        { label: say('algorithm'), value: describe(signer.signatureAlgorithm.oid) },
        { label: say('timeStamps'), value: String(stamps.length) },
      ]
    }),
  ]
}

function envelopedRows(message: EnvelopedData, say: Say, describe: (oid: string) => string): Row[] {
  return [
    { label: say('profile'), value: message.profile },
    { label: say('contentType'), value: describe(message.contentType) },
    { label: say('recipients'), value: String(message.recipients.length) },
    { label: say('cipher'), value: describe(message.cipher.oid) },
    { label: say('authenticated'), value: say(message.authenticated ? 'yes' : 'no') },
  ]
}

function read(bytes: Uint8Array): { signed: SignedData } | { enveloped: EnvelopedData } {
  const limits = { maxBytes: Math.max(bytes.length, 1) }
  try {
    return { signed: parseSignedData(bytes, limits) }
  } catch (error) {
    if (!(error instanceof TrustError) || error.code !== 'ERR_CMS_CONTENT_TYPE') throw error
    return { enveloped: parseEnvelopedData(bytes, limits) }
  }
}

/** `xinyin cms show`: what is in a message. Nothing is verified. */
export async function showMessage(
  file: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> {
  const { terminal, language, colors } = session
  const say: Say = (label) => ROWS[label][language]
  const describe = (oid: string) => describeOid(oid, language)
  const bytes = await readFile(file)
  try {
    const found = read(bytes)
    const rows =
      'signed' in found
        ? signedRows(found.signed, say, describe)
        : envelopedRows(found.enveloped, say, describe)
    terminal.out(json ? JSON.stringify({ file, rows }) : `${printable(file)}\n${formatRows(rows, colors)}`)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
