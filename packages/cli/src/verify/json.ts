import { type Certificate, encodeBase64 } from '@xinyin/core'

function isCertificate(value: object): value is Certificate {
  return 'tbs' in value && 'serialNumber' in value && 'subject' in value
}

function describeCertificate(certificate: Certificate) {
  const { subject, issuer, serialNumber, notBefore, notAfter } = certificate
  return { subject: subject.text, issuer: issuer.text, serialNumber, notBefore, notAfter }
}

/** What JSON has no form for: bytes become base64, certificates their description, maps and sets what they hold. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Uint8Array) return encodeBase64(item)
    if (item instanceof Set) return [...item]
    if (item instanceof Map) return Object.fromEntries(item)
    if (typeof item === 'bigint') return item.toString()
    if (typeof item === 'object' && item !== null && isCertificate(item)) return describeCertificate(item)
    return item
  })
}
