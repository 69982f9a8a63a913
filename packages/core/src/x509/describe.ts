import { encodeHex } from '../bytes/hex.ts'
import { digest } from '../crypto/digest.ts'
import { openDer, parseDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { type Facts, type Language, render, TrustError } from '../errors.ts'
import { readAlgorithmIdentifier } from './algorithm.ts'
import type { Certificate } from './certificate.ts'
import { describeExtension } from './describe-extension.ts'
import { keyBits } from './key-size.ts'
import { LABELS } from './labels.ts'
import { escapeHidden, type Name } from './name.ts'
import { describeOid } from './oid-names.ts'

/** One line of a description. */
export interface DescriptionRow {
  readonly label: string
  readonly value: string
}

/**
 * Describes a certificate to people: who, by whom, from when to when, which key, for what, every extension by its name,
 * and the fingerprints by which it is compared.
 *
 * Nothing is verified here, and nothing is thrown for what the certificate holds: a key that is unknown or bad is said
 * to be so. Characters that hide or reorder text are written out. What stands there of persons, their numbers too,
 * is shown, so that the rows are for the eyes of whom they concern.
 *
 * A TeletexString is read as Latin-1, since no one can tell what it means. Chinese authorities once wrote GB 18030 into
 * it: where its octets are valid as such, a row of its own shows the name so read. Comparisons never use that reading.
 *
 * @example
 * ```ts
 * for (const { label, value } of describeCertificate(certificate, 'zh-CN')) console.log(`${label}：${value}`)
 * ```
 */
export function describeCertificate(certificate: Certificate, language: Language): DescriptionRow[] {
  const say = (label: keyof typeof LABELS, facts: Facts = {}) => render(LABELS[label], language, facts)
  const row = (label: keyof typeof LABELS, value: string): DescriptionRow => ({ label: say(label), value })
  const { subject, issuer, raw } = certificate
  return [
    row('subject', subject.text),
    ...readAsGb(subject).map((value) => row('subjectGb', value)),
    row('issuer', issuer.text),
    ...readAsGb(issuer).map((value) => row('issuerGb', value)),
    row('serialNumber', certificate.serialNumber),
    row('version', String(certificate.version)),
    row('notBefore', sayTime(certificate.notBefore)),
    row('notAfter', sayTime(certificate.notAfter)),
    row('key', sayKey(certificate, language)),
    row('signature', describeOid(certificate.signatureAlgorithm.oid, language)),
    ...certificate.extensions.map((extension) => describeExtension(certificate, extension, language)),
    ...(['SM3', 'SHA-256'] as const).map((name) => ({
      label: say('fingerprint', { digest: name }),
      value: encodeHex(digest(name, raw)),
    })),
  ]
}

/** Certificates have whole seconds, in UTC. */
function sayTime(date: Date): string {
  return date.toISOString().replace(/\.000Z$/, 'Z')
}

function sayKey(certificate: Certificate, language: Language): string {
  try {
    const { publicKey } = certificate
    return render(LABELS.keyBits, language, { kind: publicKey.kind, bits: keyBits(publicKey) })
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    const { oid } = readAlgorithmIdentifier(openDer(parseDer(certificate.spki)).next())
    return render(LABELS.keyBad, language, { algorithm: describeOid(oid, language), code: error.code })
  }
}

/** The texts of a name's TeletexStrings read as GB 18030, in their order, where there are any beyond ASCII. */
function readAsGb(name: Name): string[] {
  const texts = name.attributes
    .filter(({ tag, value }) => tag === TAG.teletexString && /[\x80-\xff]/.test(value))
    .map(({ value }) => decodeGb(Uint8Array.from(value, (character) => character.charCodeAt(0))))
  return texts.length > 0 && texts.every((text) => text !== undefined) ? [escapeHidden(texts.join(', '))] : []
}

function decodeGb(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(octets)
  } catch {
    // Not GB 18030, or the platform does not know it.
    return undefined
  }
}
